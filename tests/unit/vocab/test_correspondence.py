from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lantu.vocab.correspondence import (
    NOTES,
    PairNote,
    code_names,
    correspondence,
    known_correspondences,
)
from lantu.vocab.industry import known_industries
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from lantu.vocab.correspondence import CodeList

COLLECTED = Path(__file__).parents[3] / "../shared/data/standards"

FILES: dict[tuple[CodeList, CodeList], tuple[str, str, str]] = {
    ("gbt4754_2011", "gbt4754_2017"): ("gbt4754_2011_2017", "gbt4754_2011", "gbt4754_2017"),
    ("gbt4754_2017", "isic4"): ("gbt4754_2017_isic4", "gbt4754_2017", "isic_rev4"),
    ("gbt4754_2017", "io42"): ("io42_gbt4754_2017", "gbt_division", "io42"),
    ("gbt4754_2017", "io153"): ("io153_gbt4754_2017", "gbt4754_2017", "io153"),
    ("io149", "io153"): ("io149_2017_io153", "io149_2017", "io153"),
    ("io153", "io42"): ("io153_gbt4754_2017", "io153", "io42"),
}


@pytest.mark.parametrize(("lists", "pairs"), [
    (("gbt4754_2011", "gbt4754_2017"), 1401),
    (("gbt4754_2017", "isic4"), 1482),
    (("gbt4754_2017", "io42"), 96),
    (("gbt4754_2017", "io153"), 226),
    (("io149", "io153"), 153),
    (("io153", "io42"), 153),
])  # fmt: skip
def test_every_correspondence_has_this_many_pairs_and_none_twice(
    lists: tuple[CodeList, CodeList], pairs: int
) -> None:
    found = correspondence(*lists)
    assert len({(pair.source, pair.target) for pair in found}) == len(found) == pairs


def test_every_code_of_the_standard_exists() -> None:
    known = set(known_industries())
    for source, target in known_correspondences():
        for pair in correspondence(source, target):
            assert source != "gbt4754_2017" or pair.source in known
            assert target != "gbt4754_2017" or pair.target in known


def test_every_class_of_2017_is_reached_from_2011_and_has_an_isic_class() -> None:
    classes = {code for code, i in known_industries().items() if i.rank == "class"}
    assert {pair.target for pair in correspondence("gbt4754_2011", "gbt4754_2017")} == classes
    told = {pair.source for pair in correspondence("gbt4754_2017", "isic4")}
    by_group_alone = {code for code in classes - told if code[:3] in told}
    assert classes - told == by_group_alone == {"2453", "2455"}


def test_all_divisions_but_international_organisations_have_one_of_42_sectors() -> None:
    divisions = {code for code, i in known_industries().items() if i.rank == "division"}
    reached = Counter(pair.source for pair in correspondence("gbt4754_2017", "io42"))
    assert divisions - set(reached) == {"97"}
    assert set(reached.values()) == {1}


def test_42_sectors_by_groups_and_by_divisions_agree() -> None:
    to_42 = {pair.source: pair.target for pair in correspondence("io153", "io42")}
    by_division = {pair.source: pair.target for pair in correspondence("gbt4754_2017", "io42")}
    for pair in correspondence("gbt4754_2017", "io153"):
        assert to_42[pair.target] == by_division[pair.source[:2]]


def test_poor_pairs_say_why() -> None:
    isic = correspondence("gbt4754_2017", "isic4")
    assert Counter(pair.grade for pair in isic) == {Grade.B: 1465, Grade.C: 10, Grade.D: 7}
    assert {pair.note for pair in isic if pair.grade is Grade.D} == {PairNote.FILLED}
    assert {pair.note for pair in isic if pair.grade is Grade.C} == {PairNote.RECODED}
    assert {p.source for p in correspondence("gbt4754_2017", "io153") if p.note} == {
        "254", "362", "396",
    }  # fmt: skip
    assert set(NOTES) == set(PairNote)


@pytest.mark.parametrize("lists", FILES)
def test_the_pairs_are_the_collected_ones(lists: tuple[CodeList, CodeList]) -> None:
    if not COLLECTED.is_dir():
        pytest.skip("…/shared/data/standards is not beside this checkout")
    file, source, target = FILES[lists]
    with (COLLECTED / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    wanted = {(row[source], row[target]) for row in rows}
    assert {(pair.source, pair.target) for pair in correspondence(*lists)} == wanted


def test_sectors_of_the_national_tables_have_names_in_both_languages() -> None:
    assert [len(code_names(codes)) for codes in ("io42", "io149", "io153")] == [42, 149, 153]
    assert code_names("io42")["20"].zh == "通信设备、计算机和其他电子设备"
    assert code_names("gbt4754_2017")["3976"].zh == "光电子器件制造"
    assert not code_names("isic4")
