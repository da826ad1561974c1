"""Filled forms are read whole or not at all; a form round-trips through its workbook."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lantu.errors import FactsError, PlaceError
from lantu.facts.maturity import answer_form, packaged_rubric, read_answers
from lantu.model.assessment import UNANSWERED, Origin
from lantu.model.rubric import Question

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lantu.facts.fault import Fault
    from lantu.model.rubric import Node

SME = packaged_rubric("sme_2024")
GBT = packaged_rubric("gbt39116_discrete")
Told = tuple[str | float, float]


def filled(path: Path, *rows: Mapping[str, str | float]) -> Path:
    path.write_bytes(answer_form(SME, rows))
    return path


def answer_to(node: Node) -> st.SearchStrategy[Told | None]:
    """A cell that may be written, and what it earns by the words of the rubric."""
    by_key: list[Told] = [(option.key, option.share) for option in node.options]
    if node.question is Question.MULTI:
        holding = [told for told in by_key if told[1] > 0]
        some = st.lists(st.sampled_from(holding), min_size=1, unique=True).map(
            lambda picked: ("、".join(str(key) for key, _ in picked), sum(s for _, s in picked))
        )
        return st.none() | st.just(("0", 0.0)) | some
    return st.none() | st.sampled_from(by_key)


@st.composite
def sheets(draw: st.DrawFn) -> list[tuple[dict[str, Told | None], dict[str, int | None]]]:
    size = draw(st.integers(1, 3))
    levels = st.none() | st.integers(0, 4)
    return [
        (
            {node.code: draw(answer_to(node)) for node in SME.items},
            {scene.code: draw(levels) for scene in SME.scenes},
        )
        for _ in range(size)
    ]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(drawn=sheets())
def test_what_is_written_is_read(
    tmp_path: Path, drawn: list[tuple[dict[str, Told | None], dict[str, int | None]]]
) -> None:
    rows = [
        {"firm": f"f{at}"}
        | {code: told[0] for code, told in items.items() if told}
        | {code: float(told) for code, told in scenes.items() if told is not None}
        for at, (items, scenes) in enumerate(drawn)
    ]
    found = read_answers(filled(tmp_path / "form.xlsx", *rows), SME)
    for firm, (items, scenes) in enumerate(drawn):
        earned = [told[1] if told else 0.0 for told in items.values()]
        assert found.shares[firm].tolist() == pytest.approx(earned)
        assert found.answered[firm].tolist() == [told is not None for told in items.values()]
        stands = [UNANSWERED if told is None else told for told in scenes.values()]
        assert found.scenes[firm].tolist() == stands


def test_firms_come_with_name_segment_and_place(tmp_path: Path) -> None:
    row = {"firm": "f", "name": "=甲", "segment": "光", "place": "420100"}
    found = read_answers(filled(tmp_path / "form.xlsx", row), SME, origin=Origin.AUDIT)
    assert found.firms.names[0].zh == "=甲"
    assert (found.segments, found.places, found.origin) == (("光",), ("420100",), Origin.AUDIT)
    assert not found.answered.any()


@pytest.mark.parametrize(
    ("cell", "share"), [(0.0, 0.0), (10.0, 0.0), (10.1, 0.25), (40.0, 0.5), ("100%", 1.0)]
)
def test_a_band_takes_per_cent(tmp_path: Path, cell: str | float, share: float) -> None:
    found = read_answers(filled(tmp_path / "form.xlsx", {"firm": "f", "A12": cell}), SME)
    assert found.shares[0, SME.at("A12")] == share


def test_options_may_stand_close_together(tmp_path: Path) -> None:
    rows: list[dict[str, str | float]] = [
        {"firm": "f", "A11": "BC"},
        {"firm": "g", "A11": "B, C"},
    ]
    found = read_answers(filled(tmp_path / "form.xlsx", *rows), SME)
    assert found.shares[:, SME.at("A11")].tolist() == [0.5, 0.5]


def test_numbers_are_parts_of_the_greatest_answer(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(answer_form(GBT, [{"firm": "f", "P01": 4.0}]))
    assert read_answers(path, GBT).shares[0, 0] == pytest.approx(0.8)
    path.write_bytes(answer_form(GBT, [{"firm": "f", "P01": 5.5}]))
    with pytest.raises(FactsError, match="number from 0 to 5"):
        read_answers(path, GBT)


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ({"firm": "f", "A12": 101.0}, "form.option", "A12"),
        ({"firm": "f", "A12": "Z"}, "form.option", "A12"),
        ({"firm": "f", "A11": "A、A"}, "form.option", "A11"),
        ({"firm": "f", "A11": "B、Z"}, "form.option", "A11"),
        ({"firm": "f", "A11": "A、B"}, "form.option", "A11"),
        ({"firm": "f", "A11": "B、B"}, "form.option", "A11"),
        ({"firm": "f", "B11": "AB"}, "form.option", "B11"),
        ({"firm": "f", "S01": 5.0}, "form.scene", "S01"),
        ({"firm": "f", "S01": 1.5}, "form.scene", "S01"),
        ({"firm": "f", "S01": "nan"}, "form.scene", "S01"),
        ({"name": "甲"}, "rubric.blank", "firm"),
    ],
)
def test_faults_say_sheet_row_and_column(
    tmp_path: Path, row: dict[str, str | float], rule: str, column: str
) -> None:
    path = filled(tmp_path / "form.xlsx", {"firm": "fine"}, row)
    with pytest.raises(FactsError) as refused:
        read_answers(path, SME)
    (fault,) = cast("tuple[Fault, ...]", refused.value.faults)
    assert (fault.rule, fault.file, fault.row) == (rule, "form.xlsx[answers]", 3)
    assert fault.column == column
    assert fault.cell.endswith("3")


def test_a_firm_stands_once(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="once only"):
        read_answers(filled(tmp_path / "form.xlsx", {"firm": "f"}, {"firm": "f"}), SME)


def test_another_form_or_an_empty_one_is_refused(tmp_path: Path) -> None:
    path = filled(tmp_path / "form.xlsx")
    with pytest.raises(FactsError, match="a row per firm"):
        read_answers(path, SME)
    with pytest.raises(FactsError) as refused:
        read_answers(path, GBT)
    rules = {fault.rule for fault in cast("tuple[Fault, ...]", refused.value.faults)}
    assert rules == {"form.column", "rubric.column"}
    with pytest.raises(PlaceError, match="no form"):
        read_answers(tmp_path / "none.xlsx", SME)


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    path.write_bytes(b"firm,A11\n")
    with pytest.raises(FactsError):
        read_answers(path, SME)


def test_the_same_form_is_the_same_bytes() -> None:
    assert answer_form(SME) == answer_form(SME)
