"""Units of the figures, and exact conversion between those of one dimension.

A unit is ``term`` or ``term/term``; a term is a plain unit of ``tables/units.csv``, before
which 百, 千, 万, 亿 … may stand where the table allows it: 亿元, 万吨/年, 个/万人, GWh.

Classifiers keep apart what Chinese keeps apart: 家 does not become 辆, nor 片 become 套.
Currencies are dimensions of their own, for no rate of exchange is a fact of the unit. A
year has twelve months but no fixed number of days: 吨/日 does not become 吨/年, since
plants stand still.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from lantu.vocab.code_error import CodeError
from lantu.vocab.table_file import fold, read_table
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

Number = TypeVar("Number", Decimal, Fraction, float)

_DIGITS = 28
"""Significant digits of a decimal quotient that does not end."""

_EXPECTED = "a unit such as 亿元, 万吨/年, 家, %, GWh, 个/万人"

MAGNITUDES: Mapping[str, tuple[int, str]] = MappingProxyType(
    {
        "百": (10**2, "hundred"),
        "千": (10**3, "thousand"),
        "万": (10**4, "10,000"),
        "十万": (10**5, "100,000"),
        "百万": (10**6, "million"),
        "千万": (10**7, "10 million"),
        "亿": (10**8, "100 million"),
        "十亿": (10**9, "billion"),
        "百亿": (10**10, "10 billion"),
        "千亿": (10**11, "100 billion"),
        "万亿": (10**12, "trillion"),
    }
)
"""What may stand before a unit: factor and English words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit.

    Attributes:
        code: As the tables write it, such as 万吨/年.
        dimension: What it measures, such as ``mass/months``; only equal ones convert.
        factor: How many of the dimension's base unit it is.
        label: What people read.
    """

    code: str
    dimension: str
    factor: Fraction
    label: Text

    def __str__(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit.

    Attributes:
        value: The number, with the digits of its source.
        unit: Its unit.
    """

    value: Decimal
    unit: Unit

    def __post_init__(self) -> None:
        """Refuse what is no number.

        Raises:
            ValueError: The value is infinite or not a number.
        """
        if not self.value.is_finite():
            message = f"a quantity needs a finite value, got {self.value} {self.unit}"
            raise ValueError(message)

    def to(self, unit: str) -> Quantity:
        """The same quantity in ``unit``.

        Raises:
            CodeError: No such unit, or one of another dimension.
        """
        target = parse_unit(unit)
        return Quantity(value=convert(self.value, self.unit, target), unit=target)


@dataclass(frozen=True, slots=True)
class _Term:
    dimension: str
    factor: Fraction
    zh: str
    en: str
    en_one: str


def parse_unit(code: str) -> Unit:
    """The unit written as ``code``.

    Raises:
        CodeError: No such unit.
    """
    written = fold(code)
    unit = _known(written)
    if unit is None:
        raise CodeError(
            "unit",
            code,
            "unknown" if written else "it is empty",
            expected=_EXPECTED,
            hint="leave the cell empty for a pure number; the units are listed in units.csv",
        )
    return unit


def format_unit(unit: Unit) -> str:
    """The code of ``unit``; the other half of :func:`parse_unit`."""
    return unit.code


def is_unit(code: str) -> bool:
    """Whether ``code`` parses as a unit."""
    return _known(fold(code)) is not None


def conversion_factor(source: Unit | str, target: Unit | str) -> Fraction:
    """How many of ``target`` one of ``source`` is, exactly.

    Raises:
        CodeError: A unit is unknown, or the two measure different things.
    """
    one, other = _unit(source), _unit(target)
    if one.dimension != other.dimension:
        raise CodeError(
            f"unit that becomes {other.code}",
            one.code,
            f"it measures {one.dimension}, not {other.dimension}",
            expected=f"a unit of {other.dimension}",
            hint=_why_apart(one, other),
        )
    return one.factor / other.factor


def convert(value: Number, source: Unit | str, target: Unit | str) -> Number:
    """``value`` of ``source`` in ``target``, in the type it came in.

    Exact for a fraction; for a decimal exact where the result ends within 28 digits; for a
    float the one nearest to the exact result.

    Raises:
        CodeError: A unit is unknown, or the two measure different things.
        ValueError: The value is infinite or not a number.
    """
    factor = conversion_factor(source, target)
    if isinstance(value, Fraction):
        return value * factor
    if not math.isfinite(value):
        message = f"cannot convert {value} {source}: not a finite number"
        raise ValueError(message)
    exact = Fraction(value) * factor
    if isinstance(value, Decimal):
        return Context(prec=_DIGITS).divide(Decimal(exact.numerator), Decimal(exact.denominator))
    return float(exact)


def _unit(unit: Unit | str) -> Unit:
    return unit if isinstance(unit, Unit) else parse_unit(unit)


def _why_apart(one: Unit, other: Unit) -> str:
    apart = {part for unit in (one, other) for part in unit.dimension.split("/")}
    currencies = apart & _currencies()
    if len(currencies) > 1:
        return "keep the currency of the source; a rate of exchange is a fact of its own"
    if {"days", "months"} <= apart:
        return "say how many days a year the plant runs, and give the yearly figure"
    return ""


@cache
def _currencies() -> frozenset[str]:
    return frozenset(t.dimension for t in _terms().values() if t.dimension.isupper())


@cache
def _terms() -> Mapping[str, _Term]:
    """Every plain unit, and every one that a magnitude may precede, by its writing."""
    plain, scaled = {}, {}
    for row in read_table("units"):
        code, zh, en, en_one = row["code"], row["zh"], row["en"], row["en_one"]
        factor = Fraction(row["factor"])
        plain[code] = _Term(row["dimension"], factor, zh, en, en_one)
        for word, (times, english) in MAGNITUDES.items() if row["multiplies"] == "1" else ():
            english_unit = f"{english} {en}"
            scaled[word + code] = _Term(
                row["dimension"], factor * times, word + zh, english_unit, english_unit
            )
    return MappingProxyType(scaled | plain)


@cache
def _known(code: str) -> Unit | None:
    top, slash, bottom = code.partition("/")
    over, under = _terms().get(top), _terms().get(bottom)
    if over is None or (slash and under is None):
        return None
    if under is None:
        return Unit(
            code=code, dimension=over.dimension, factor=over.factor, label=Text(over.zh, over.en)
        )
    return Unit(
        code=code,
        dimension=f"{over.dimension}/{under.dimension}",
        factor=over.factor / under.factor,
        label=Text(f"{over.zh}/{under.zh}", f"{over.en} per {under.en_one}"),
    )
