"""Packaged rubrics agree with what was collected; a user's own is read whole or not at all."""

from __future__ import annotations

import csv
from math import fsum
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, cast

import numpy as np
import pytest

from lantu.digital import standing
from lantu.errors import CallerError, DataError, FactsError, PlaceError
from lantu.facts.maturity import RUBRICS, packaged_rubric, read_rubric
from lantu.model.assessment import assessment
from lantu.model.roster import Roster
from lantu.model.rubric import Question
from lantu.vocab.text import Text
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from lantu.facts.fault import Fault

ROOT = Path(__file__).parents[4]
OURS = ROOT / "src/lantu/facts/maturity/rubrics"
STANDARDS = ROOT / ".." / "shared" / "data" / "standards"
collected = pytest.mark.skipif(
    not STANDARDS.is_dir(), reason="…/shared/data/standards is not beside this checkout"
)


def rows(name: str) -> list[dict[str, str]]:
    with (STANDARDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("code", RUBRICS)
def test_packaged_rubrics_are_whole(code: str) -> None:
    found = packaged_rubric(code)
    assert found.code == code
    assert fsum(found.weights) == pytest.approx(1.0, abs=1e-12)


def test_every_folder_is_listed() -> None:
    assert sorted(path.name for path in OURS.iterdir()) == list(RUBRICS)


@pytest.mark.parametrize("code", ["gbt39116_discrete", "gbt39116_process"])
def test_placeholders_of_39116_are_never_official(code: str) -> None:
    found = packaged_rubric(code)
    assert found.grade is Grade.D
    assert len(found.levels) == 5
    assert len(found.caveats) == 3
    assert all(caveat.zh.startswith("非正式结果") for caveat in found.caveats)


@pytest.mark.parametrize("code", ["sme_2024", "sme_2022_manufacturing"])
def test_what_is_on_record_bears_no_caveat_of_recollection(code: str) -> None:
    assert packaged_rubric(code).grade in (Grade.B, Grade.C)


@collected
def test_sub_domains_of_39116_are_the_collected_ones() -> None:
    names = {row["subdomain"] for row in rows("gbt39116_subdomains.csv")}
    assert len(names) == 20
    told = {
        node.name.zh
        for code in ("gbt39116_discrete", "gbt39116_process")
        for node in packaged_rubric(code).items
    }
    assert told == names


@collected
def test_sme_2024_is_the_collected_questionnaire() -> None:
    found = packaged_rubric("sme_2024")
    assert len(found.scenes) == len(rows("sme_digital_2024_scenes.csv")) == 16
    assert sum(len(node.options) for node in found.items) == len(
        rows("sme_digital_2024_options.csv")
    )
    assert len(found.nodes) == len(rows("sme_digital_2024_items.csv")) == 27
    asked = [(lv.score, lv.scenes, lv.constrained) for lv in found.levels]
    assert asked == [(20.0, 6, 3), (40.0, 6, 3), (60.0, 8, 5), (80.0, 10, 6)]


def test_a_level_of_sme_2024_needs_points_and_scenes() -> None:
    rubric = packaged_rubric("sme_2024")
    firms = Roster("firm", ("all", "none"), (Text("全", "all"), Text("无", "none")))
    shares = np.ones((2, len(rubric.items)))
    scenes = np.array([[s.top for s in rubric.scenes], [0] * len(rubric.scenes)])
    assert standing(assessment(rubric, firms, shares, scenes=scenes)).level.tolist() == [4, 0]


def own(folder: Path) -> Path:
    return copytree(OURS / "sme_2024", folder / "own")


def edit(folder: Path, table: str, old: str, new: str) -> Path:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder


def test_a_rubric_of_ones_own_is_read_alike(tmp_path: Path) -> None:
    assert read_rubric(own(tmp_path)) == packaged_rubric("sme_2024")


@pytest.mark.parametrize(
    ("table", "old", "new", "told"),
    [
        ("items", "A1,40,multi", "A1,much,multi", ("rubric.number", 4, "weight_pct")),
        ("items", "A1,40,multi", "A1,,multi", ("rubric.some", 4, "weight_pct")),
        ("items", "A1,40,multi", "A1,40,many", ("rubric.word", 4, "question")),
        ("items", "multi,,network", "multi,,cloud", ("rubric.word", 4, "action")),
        ("items", "网络建设,Network,", ",Network,", ("rubric.blank", 4, "name_zh")),
        ("items", "weight_pct", "weight", ("rubric.column", 1, "")),
        ("options", "A12,A,0-10%", "A99,A,0-10%", ("rubric.item", 2, "item")),
        ("levels", "level 1,20,6", "level 1,20,6.5", ("rubric.number", 2, "scenes")),
        ("levels", "level 1,20,6", "level 1,6", ("rubric.shape", 2, "")),
        ("rules", "A13,A12", "A13,A99", ("rubric.item", 2, "above")),
        ("about", "scale,100", "scale,inf", ("rubric.number", 6, "value")),
        ("about", "edition,2024", "year,2024", ("rubric.blank", 0, "edition")),
    ],
)
def test_every_fault_says_where(
    tmp_path: Path, table: str, old: str, new: str, told: tuple[str, int, str]
) -> None:
    folder = edit(own(tmp_path), table, old, new)
    with pytest.raises(FactsError) as refused:
        read_rubric(folder)
    (fault,) = cast("tuple[Fault, ...]", refused.value.faults)
    assert (fault.rule, fault.row, fault.column) == told
    assert fault.file == f"{table}.csv"


def test_several_faults_are_told_at_once(tmp_path: Path) -> None:
    folder = own(tmp_path)
    edit(folder, "items", "A1,40,multi", "A1,much,many")
    edit(folder, "scenes", "1,4,smart", "1,4.5,smart")
    with pytest.raises(FactsError) as refused:
        read_rubric(folder)
    assert len(refused.value.faults) == 3


def test_tables_that_are_not_there_or_no_text(tmp_path: Path) -> None:
    folder = own(tmp_path)
    (folder / "levels.csv").unlink()
    (folder / "scenes.csv").write_bytes("代码".encode("gb18030"))
    with pytest.raises(FactsError) as refused:
        read_rubric(folder)
    faults = cast("tuple[Fault, ...]", refused.value.faults)
    assert {fault.rule for fault in faults} == {"rubric.file", "rubric.encoding"}


def test_weights_that_do_not_sum_are_refused(tmp_path: Path) -> None:
    folder = edit(own(tmp_path), "items", "A1,40,multi", "A1,50,multi")
    with pytest.raises(DataError, match="weights under A1 sum to 110 %"):
        read_rubric(folder)


def test_weights_not_on_record_are_shared_out_and_marked(tmp_path: Path) -> None:
    folder = edit(own(tmp_path), "items", "A4,50,multi", "A4,,multi")
    edit(folder, "items", "A4,50,multi", "A4,,multi")
    found = read_rubric(folder)
    assert found.weights == pytest.approx(packaged_rubric("sme_2024").weights)
    assert any("shared out equally" in caveat.en for caveat in found.caveats)


def test_what_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match="no folder"):
        read_rubric(tmp_path / "none")
    with pytest.raises(CallerError, match="no packaged rubric 'sme_2030'") as refused:
        packaged_rubric("sme_2030")
    assert "sme_2024" in refused.value.hint


def test_bands_bear_their_bounds() -> None:
    rubric = packaged_rubric("sme_2024")
    banded = rubric.items[rubric.at("A12")]
    assert banded.question is Question.BAND
    assert next((o.above, o.to) for o in banded.options) == (0.0, 10.0)
