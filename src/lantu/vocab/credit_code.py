"""Unified social credit codes of firms and other bodies (GB 32100-2015).

Eighteen signs: who registers (1), what the body is (2), where it was registered
(3–8, GB/T 2260), which body it is (9–17, the organisation code of GB 11714-1997 with its
own check sign), and a check sign (18).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.vocab.code_error import CodeError
from lantu.vocab.table_file import fold, read_table
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
"""The 31 signs, each at its value; I, O, S, V and Z are left out as easy to misread."""

_WEIGHTS = tuple(pow(3, at, 31) for at in range(17))
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_LENGTH = 18
_EXPECTED = "18 signs of GB 32100-2015, such as 91420000706803542C"
_MISREAD = MappingProxyType({"I": "1", "O": "0", "S": "5", "V": "U or Y", "Z": "2"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditCode:
    """A unified social credit code that passes both checks.

    Attributes:
        code: The eighteen signs.
    """

    code: str

    def __post_init__(self) -> None:
        """Check the code.

        Raises:
            CodeError: The code is not well formed or fails a check.
        """
        _check(self.code)

    @property
    def region_code(self) -> str:
        """Code of the place of registration; it may have been abolished since (GB/T 2260)."""
        return self.code[2:8]

    @property
    def organisation_code(self) -> str:
        """The nine signs of the organisation code (GB 11714-1997)."""
        return self.code[8:17]

    @property
    def body(self) -> Text | None:
        """What kind of body it is, such as 企业; None for a kind the standard does not list."""
        return _bodies().get(self.code[:2])


def parse_credit_code(text: str) -> CreditCode:
    """The credit code written as ``text``; blanks, width and case are forgiven.

    Raises:
        CodeError: Says which sign is wrong and, for a failed check, what would be right.
    """
    return CreditCode(code=re.sub(r"[\s-]", "", fold(text)).upper())


def format_credit_code(code: CreditCode) -> str:
    """The eighteen signs of ``code``; the other half of :func:`parse_credit_code`."""
    return code.code


def is_credit_code(text: str) -> bool:
    """Whether ``text`` is a credit code, written as the standard writes it."""
    try:
        return parse_credit_code(text).code == text
    except CodeError:
        return False


def check_character(first17: str) -> str:
    """The check sign that belongs after the first seventeen.

    C₁₈ = (31 − Σ Cᵢ·3^(i−1) mod 31) mod 31, each sign standing for its place in
    :data:`SIGNS` (GB 32100-2015; ISO 7064).

    Raises:
        CodeError: Not seventeen of the signs.
    """
    if len(first17) != _LENGTH - 1:
        raise CodeError(
            "start of a credit code", first17, f"{len(first17)} signs", expected="17 signs"
        )
    _check_signs(first17)
    total = sum(SIGNS.index(s) * w for s, w in zip(first17, _WEIGHTS, strict=True))
    return SIGNS[-total % 31]


def organisation_check_character(first8: str) -> str:
    """The check sign of an organisation code after its first eight.

    C₉ = 11 − Σ Cᵢ·Wᵢ mod 11 with W = 3, 7, 9, 10, 5, 8, 4, 2; ten is written X and eleven 0
    (GB 11714-1997).

    Raises:
        CodeError: Not eight digits or capital letters.
    """
    if not re.fullmatch("[0-9A-Z]{8}", first8):
        raise CodeError(
            "start of an organisation code",
            first8,
            "not eight digits or capital letters",
            expected="eight signs, such as 70680354",
        )
    total = sum(int(s, 36) * w for s, w in zip(first8, _ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X"[-total % 11]


def _check(code: str) -> None:
    if len(code) != _LENGTH:
        raise CodeError(
            "credit code",
            code,
            f"{len(code)} signs",
            expected=_EXPECTED,
            hint="a spreadsheet may have rounded a long number; format the column as text",
        )
    _check_signs(code)
    if not code[2:8].isdigit():
        raise CodeError(
            "credit code", code, f"place {code[2:8]} (signs 3-8) is no number", expected=_EXPECTED
        )
    _check_sign(code, "check sign", 18, check_character(code[:17]))
    _check_sign(code, "organisation check sign", 17, organisation_check_character(code[8:16]))


def _check_signs(code: str) -> None:
    for at, sign in enumerate(code, start=1):
        if sign not in SIGNS:
            likely = _MISREAD.get(sign)
            raise CodeError(
                "credit code",
                code,
                f"sign {at} is {sign!r}",
                expected="digits and capital letters without I, O, S, V, Z",
                hint=f"{sign} is often a misread {likely}" if likely else "",
            )


def _check_sign(code: str, noun: str, at: int, right: str) -> None:
    if code[at - 1] != right:
        raise CodeError(
            "credit code",
            code,
            f"{noun} (sign {at}) is {code[at - 1]}, the signs before it give {right}",
            expected=f"{code[: at - 1]}{right}{code[at:]} if all other signs are right",
            hint="compare the code with the business licence sign by sign",
        )


@cache
def _bodies() -> Mapping[str, Text]:
    rows = read_table("credit_code_bodies")
    return MappingProxyType({row["code"]: Text(row["zh"], row["en"]) for row in rows})
