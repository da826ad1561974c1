"""Assessments lie ready in a workspace, each in a folder that names or holds its rubric."""

from __future__ import annotations

import shutil
from importlib.resources import as_file, files
from typing import TYPE_CHECKING

import pytest

from lantu.errors import CallerError, FactsError, PlaceError
from lantu.facts.maturity import answer_form, assessments, example_rows, packaged_rubric
from lantu.model.assessment import Origin

if TYPE_CHECKING:
    from pathlib import Path

CODE = "sme_2024"


def shelved(folder: Path, name: str, *forms: str, count: int = 3) -> Path:
    place = folder / "assessments" / name
    place.mkdir(parents=True)
    rubric = packaged_rubric(CODE)
    for form in forms:
        place.joinpath(form).write_bytes(answer_form(rubric, example_rows(rubric, count)))
    return place


def test_none_where_a_workspace_keeps_none(tmp_path: Path) -> None:
    assert assessments(tmp_path) == ()
    assert assessments("postgresql://nowhere/none") == ()


def test_self_reports_come_first_and_audits_stand_beside_them(tmp_path: Path) -> None:
    shelved(tmp_path, CODE, "self.xlsx", "audit.xlsx")
    (found,) = assessments(tmp_path)
    assert found.source == f"assessments/{CODE}/self.xlsx"
    assert found.answers.origin is Origin.SELF
    assert found.audit is not None
    assert found.audit.origin is Origin.AUDIT


def test_an_audit_alone_is_what_there_is(tmp_path: Path) -> None:
    shelved(tmp_path, CODE, "audit.xlsx")
    (found,) = assessments(tmp_path)
    assert (found.answers.origin, found.audit) == (Origin.AUDIT, None)


def test_a_folder_may_hold_a_rubric_of_its_own(tmp_path: Path) -> None:
    place = shelved(tmp_path, "mine", "self.xlsx")
    with as_file(files("lantu.facts.maturity").joinpath("rubrics", CODE)) as rubric:
        shutil.copytree(rubric, place, dirs_exist_ok=True)
    (found,) = assessments(tmp_path)
    assert found.answers.rubric.code == CODE


def test_a_folder_without_rubric_or_form_and_a_broken_form_are_told(tmp_path: Path) -> None:
    shelved(tmp_path / "a", "nothing", "self.xlsx")
    with pytest.raises(CallerError, match="names no rubric"):
        assessments(tmp_path / "a")
    shelved(tmp_path / "b", CODE)
    with pytest.raises(PlaceError, match="no form"):
        assessments(tmp_path / "b")
    shelved(tmp_path / "c", CODE, "self.xlsx", count=0)
    with pytest.raises(FactsError):
        assessments(tmp_path / "c")
