"""How figures are shown: digits, scales, shares, intervals, rank places.

A conclusion is shown with three significant digits, a source's own figure with every
digit the source gives. Rounding is half to even on the decimal form, as GB/T 8170-2008
asks. Digits are grouped by thin spaces from five digits on, as GB/T 15835-2011 asks.
Nothing here parses; text is made, never read.
"""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.vocab.text import Language, Text

THIN = "\u202f"
"""The narrow space that never breaks: between groups of digits, and before a unit."""

HARD_SPACE = "\u00a0"
"""The space before an English word of unit; symbols stand closer."""

DASH = "—"
"""What stands where there is no figure: absent is not zero."""

TO = "–"
"""Between the ends of a range."""

DIGITS = 3
"""Significant digits of a conclusion."""

_SYMBOL = 4
_PRECISION = 12
_GROUP_FROM = 10_000
_SCALE_FROM = Decimal(100_000)
_SCALES: dict[Language, tuple[tuple[Decimal, str], ...]] = {
    "zh": (
        (Decimal(10) ** 12, "万亿"),
        (Decimal(10) ** 8, "亿"),
        (Decimal(10) ** 4, "万"),
    ),
    "en": (
        (Decimal(10) ** 12, f"{THIN}T"),
        (Decimal(10) ** 9, f"{THIN}G"),
        (Decimal(10) ** 6, f"{THIN}M"),
        (Decimal(10) ** 3, f"{THIN}k"),
    ),
}
_SCALED_UNITS = ("十", "百", "千", "万", "亿")
_CENT = Decimal(100)


def number(
    value: float, language: Language = "zh", *, digits: int | None = DIGITS, scale: bool = True
) -> str:
    """A number as people read it.

    Digits before the point are never rounded away below 100 000; from there on the
    number is scaled: 万, 亿, 万亿 in Chinese, k, M, G, T in English.

    Args:
        value: The number; finite.
        language: Whose scale words to use.
        digits: Significant digits to keep; None keeps all.
        scale: False where the unit already carries a scale, as 亿元 does.

    Raises:
        ValueError: The value is not finite.
    """
    exact = _exact(value)
    if scale and abs(exact) >= _SCALE_FROM:
        size = abs(exact) if digits is None else _significant(abs(exact), digits)
        step, word = next(pair for pair in _SCALES[language] if size >= pair[0])
        return _plain(_rounded(exact / step, digits)) + word
    return _plain(_rounded(exact, digits))


def percent(share: float, *, digits: int | None = DIGITS) -> str:
    """A share of one as a percentage; only a whole is ``100%``, only nothing is ``0%``.

    Raises:
        ValueError: The share is not finite.
    """
    exact = _exact(share) * _CENT
    rounded = _rounded(exact, digits)
    if rounded == _CENT and exact < _CENT:
        return ">99.9%"
    return f"{_plain(rounded)}%"


def quantity(
    value: float, unit: Text | None, language: Language, *, digits: int | None = DIGITS
) -> str:
    """A number with its unit; ``%`` closes up, words and symbols stand a thin space off.

    Raises:
        ValueError: The value is not finite.
    """
    if unit is None or not unit.zh:
        return number(value, language, digits=digits)
    scaled = not unit.zh.startswith(_SCALED_UNITS)
    return number(value, language, digits=digits, scale=scaled) + unit_mark(unit, language)


def unit_mark(unit: Text, language: Language) -> str:
    """What follows a number: the unit and the space that belongs before it."""
    said = unit.say(language)
    if language == "en" and max(map(len, said.split())) > _SYMBOL:
        return f"{HARD_SPACE}{said}"
    closes_up = said.startswith(("%", "‰", "°")) or (language == "zh" and _is_chinese(said))
    return said if closes_up else f"{THIN}{said}"


def number_range(lower: float, upper: float, language: Language = "zh") -> str:
    """``lower–upper``, or one number where both ends read the same.

    Raises:
        ValueError: An end is not finite.
    """
    return _range(number(lower, language), number(upper, language))


def percent_range(lower: float, upper: float) -> str:
    """``62–81%``, or one percentage where both ends read the same.

    Raises:
        ValueError: An end is not finite.
    """
    first, last = percent(lower), percent(upper)
    return last if first == last else _range(first.removesuffix("%"), last)


def rank(best: float, worst: float | None = None) -> str:
    """The places a rank may take: ``2`` or ``2–4``.

    Raises:
        ValueError: A place is not finite.
    """
    first = _plain(_rounded(_exact(best), None))
    return _range(first, _plain(_rounded(_exact(best if worst is None else worst), None)))


def _range(first: str, last: str) -> str:
    return first if first == last else f"{first}{TO}{last}"


def _exact(value: float) -> Decimal:
    """``value`` as a decimal, without the last bits' noise of reckoning in halves."""
    exact = Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{_PRECISION}g}")
    if not exact.is_finite():
        message = f"a figure must be finite to be shown, got {value!r}"
        raise ValueError(message)
    return exact


def _rounded(exact: Decimal, digits: int | None) -> Decimal:
    """``exact`` to ``digits`` significant digits, whole digits never lost."""
    if digits is None or not exact:
        return exact
    places = max(0, digits - 1 - exact.adjusted())
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _significant(exact: Decimal, digits: int) -> Decimal:
    """``exact`` to ``digits`` significant digits, whole digits rounded as well."""
    places = digits - 1 - exact.adjusted()
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)


def _plain(exact: Decimal) -> str:
    """Digits with a real minus, thin-space groups and no idle zeros."""
    if not exact:
        return "0"
    whole, _, decimals = format(abs(exact), "f").partition(".")
    grouped = f"{int(whole):,}".replace(",", THIN) if int(whole) >= _GROUP_FROM else whole
    decimals = decimals.rstrip("0")
    return ("\u2212" if exact < 0 else "") + grouped + (f".{decimals}" if decimals else "")


def _is_chinese(words: str) -> bool:
    return "\u3400" <= words[:1] <= "\u9fff"
