"""Goods by their customs codes (Harmonized System): chapter, heading, subheading, national.

Two digits name a chapter, four a heading, six a subheading (the same all over the world),
eight and ten a country's own split. The structure is checked, the list is not: it changes
with every edition (2012, 2017, 2022), and a code of another edition is no error.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lantu.vocab.code_error import CodeError
from lantu.vocab.table_file import fold

Depth = Literal["chapter", "heading", "subheading", "national", "national detail"]
_DEPTHS: dict[int, Depth] = {
    2: "chapter",
    4: "heading",
    6: "subheading",
    8: "national",
    10: "national detail",
}
_LAST_CHAPTER = 97
_RESERVED_CHAPTER = 77
_WRITTEN = re.compile(r"[0-9]{2}(?:[0-9]{2}(?:\.?[0-9]{2}){0,3})?")
_EXPECTED = "2, 4, 6, 8 or 10 digits of the Harmonized System, such as 8517.62"


@dataclass(frozen=True, slots=True, kw_only=True)
class HsCode:
    """A customs code of sound structure.

    Attributes:
        code: Its digits, without dots.
    """

    code: str

    def __post_init__(self) -> None:
        """Check the structure.

        Raises:
            CodeError: A wrong length, or a chapter or heading that no edition has.
        """
        if not self.code.isascii() or not self.code.isdigit() or len(self.code) not in _DEPTHS:
            raise CodeError(
                "customs code",
                self.code,
                "wrong length or signs",
                expected=_EXPECTED,
                hint="a spreadsheet may have dropped a leading zero",
            )
        chapter = int(self.code[:2])
        if not 1 <= chapter <= _LAST_CHAPTER or chapter == _RESERVED_CHAPTER:
            raise CodeError(
                "customs code",
                self.code,
                f"there is no chapter {self.code[:2]}",
                expected="a chapter from 01 to 97 other than 77, which is reserved",
                hint="chapters 98 and 99 are each country's own and not comparable",
            )
        if self.code[2:4] == "00":
            raise CodeError(
                "customs code",
                self.code,
                "headings of a chapter begin with 01",
                expected=_EXPECTED,
            )

    @property
    def depth(self) -> Depth:
        """Chapter, heading, subheading or a country's own split."""
        return _DEPTHS[len(self.code)]

    def covers(self, other: HsCode) -> bool:
        """Whether ``other`` is this code or lies in it."""
        return other.code.startswith(self.code)


def parse_hs(text: str) -> HsCode:
    """The customs code written as ``text``, with or without dots (``8517.62``, ``85176229``).

    Raises:
        CodeError: Not such a code.
    """
    written = fold(text)
    if not _WRITTEN.fullmatch(written):
        raise CodeError(
            "customs code",
            text,
            "wrong length or signs",
            expected=_EXPECTED,
            hint="a spreadsheet may have dropped a leading zero",
        )
    return HsCode(code=written.replace(".", ""))


def format_hs(code: HsCode) -> str:
    """The usual writing: a dot after the heading and each pair (``8517.62.29``)."""
    tail = code.code[4:]
    return ".".join((code.code[:4], *(tail[at : at + 2] for at in range(0, len(tail), 2))))


def is_hs(text: str) -> bool:
    """Whether ``text`` parses as a customs code."""
    try:
        parse_hs(text)
    except CodeError:
        return False
    return True
