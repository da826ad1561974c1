"""Which code of one list stands for which code of another, pair by pair.

A correspondence says *that* two codes overlap, never by how much: what a code that reaches
several targets gives to each is a matter of weights, see :mod:`lantu.model.concordance`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from lantu.vocab.industry import known_industries
from lantu.vocab.table_file import read_table
from lantu.vocab.text import Text
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from collections.abc import Mapping

CodeList = Literal["gbt4754_2011", "gbt4754_2017", "isic4", "io42", "io149", "io153"]
"""Lists of industries: GB/T 4754 of 2011 and 2017, ISIC Rev. 4, the national tables' sectors
(42 in 2017, 2018 and 2020; 149 in 2017; 153 in 2018 and 2020)."""


class PairNote(StrEnum):
    """What a reader must know of a pair before leaning on it."""

    FILLED = "filled"
    RECODED = "recoded"
    ONE_SOURCE = "one_source"
    UNCONFIRMED = "unconfirmed"
    SPLIT = "split"


NOTES: Mapping[PairNote, Text] = MappingProxyType(
    {
        PairNote.FILLED: Text(
            "来源未给出目标编码，按同组各类补入",
            "the source gives no target; filled in from sibling classes",
        ),
        PairNote.RECODED: Text(
            "来源印错编码，按名称改正", "the source misprints the code; mended by its name"
        ),
        PairNote.ONE_SOURCE: Text("只有一个来源载明", "only one of two sources has it"),
        PairNote.UNCONFIRMED: Text(
            "新设或移动的中类，归入哪个部门未经证实",
            "a new or moved group; its sector is not confirmed",
        ),
        PairNote.SPLIT: Text("一个部门后来拆成几个", "one sector was split later"),
    }
)
"""The words people read for each note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One code beside one other.

    Attributes:
        source: Code in the first list.
        target: Code in the second.
        grade: How good the evidence for the pair is.
        note: What to know of it; None where there is nothing to say.
    """

    source: str
    target: str
    grade: Grade
    note: PairNote | None = None


_TABLES: Mapping[tuple[CodeList, CodeList], str] = MappingProxyType(
    {
        ("gbt4754_2011", "gbt4754_2017"): "gbt4754_2011_2017",
        ("gbt4754_2017", "isic4"): "gbt4754_2017_isic4",
        ("gbt4754_2017", "io42"): "gbt4754_2017_io42",
        ("gbt4754_2017", "io153"): "gbt4754_2017_io153",
        ("io149", "io153"): "io149_io153",
        ("io153", "io42"): "io153_io42",
    }
)


def known_correspondences() -> tuple[tuple[CodeList, CodeList], ...]:
    """Every pair of lists with a packaged correspondence, first list before second."""
    return tuple(_TABLES)


@cache
def correspondence(source: CodeList, target: CodeList) -> tuple[Pair, ...]:
    """The packaged pairs from one list to another, in the order of their codes.

    Raises:
        KeyError: No such correspondence is packaged; see :func:`known_correspondences`.
    """
    return tuple(
        Pair(
            source=row["source"],
            target=row["target"],
            grade=Grade(row["grade"]),
            note=PairNote(row["note"]) if row["note"] else None,
        )
        for row in read_table(_TABLES[source, target])
    )


@cache
def code_names(codes: CodeList) -> Mapping[str, Text]:
    """Name of each code of a list where lantu carries names, in the list's own order.

    GB/T 4754-2017 gives Chinese names only, which then stand on both sides.
    """
    if codes == "gbt4754_2017":
        known = known_industries()
        return MappingProxyType({c: Text(i.name, i.name) for c, i in known.items()})
    rows = (row for row in read_table("io_sectors") if row["list"] == codes)
    return MappingProxyType({row["code"]: Text(row["zh"], row["en"]) for row in rows})
