"""Industries by their codes (GB/T 4754-2017): section, division, group, class.

``C`` 制造业 → ``39`` 计算机、通信和其他电子设备制造业 → ``397`` 电子器件制造 → ``3976`` 光电子器件制造.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from lantu.vocab.code_error import CodeError
from lantu.vocab.table_file import fold, read_table

if TYPE_CHECKING:
    from collections.abc import Mapping

Rank = Literal["section", "division", "group", "class"]
_RANKS: tuple[Rank, ...] = ("section", "division", "group", "class")
_EXPECTED = "a code of GB/T 4754-2017: a letter or two to four digits, such as C, 39, 397, 3976"


@dataclass(frozen=True, slots=True, kw_only=True)
class Industry:
    """One industry.

    Attributes:
        code: A letter (section) or two, three or four digits (division, group, class).
        name: Its name in the standard.
        parent: Code of the industry above; empty for a section.
    """

    code: str
    name: str
    parent: str

    @property
    def rank(self) -> Rank:
        """Section, division, group or class."""
        return _RANKS[len(self.code) - 1]


@cache
def known_industries() -> Mapping[str, Industry]:
    """Every industry by its code, in the order of the standard."""
    rows = read_table("gbt4754_2017")
    return MappingProxyType(
        {r["code"]: Industry(code=r["code"], name=r["name"], parent=r["parent"]) for r in rows}
    )


def is_industry(code: str) -> bool:
    """Whether ``code`` is the code of a known industry, written as the standard writes it."""
    return code in known_industries()


def parse_industry(code: str) -> Industry:
    """The industry with ``code``; the section's letter may stand before digits (``C3976``).

    Raises:
        CodeError: Not such a code, no such industry, or a letter that does not fit the digits.
    """
    match = re.fullmatch("([A-T]?)([0-9]{2,4})?", fold(code).upper())
    letter, digits = match.groups() if match else ("", None)
    if not letter and digits is None:
        raise CodeError("industry code", code, "neither letter nor digits", expected=_EXPECTED)
    industry = known_industries().get(digits or letter)
    if industry is None:
        raise CodeError(
            "industry code", code, "no such industry", expected=_EXPECTED, hint=_nearest(digits)
        )
    section = industry_path(industry.code)[0]
    if letter and section.code != letter:
        raise CodeError(
            "industry code",
            code,
            f"{digits} lies in section {section.code} ({section.name}), not in {letter}",
            expected=f"{section.code}{digits} or {digits}",
        )
    return industry


def format_industry(industry: Industry) -> str:
    """The code of ``industry``; the other half of :func:`parse_industry`."""
    return industry.code


def industry_path(code: str) -> tuple[Industry, ...]:
    """The industry with ``code`` and all above it, section first.

    Raises:
        CodeError: No such industry.
    """
    industry = known_industries().get(code) or parse_industry(code)
    return (*(industry_path(industry.parent) if industry.parent else ()), industry)


def in_industry(code: str, above: str) -> bool:
    """Whether industry ``code`` is ``above`` or lies in it.

    Raises:
        CodeError: One of the two is no industry.
    """
    return parse_industry(above) in industry_path(code)


def _nearest(digits: str | None) -> str:
    for length in range(len(digits or "") - 1, 1, -1):
        above = known_industries().get((digits or "")[:length])
        if above:
            return f"{above.code} is {above.name}; a spreadsheet may have dropped a leading zero"
    return "divisions run from 01 to 97; a spreadsheet may have dropped a leading zero"
