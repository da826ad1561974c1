"""Stretches of the calendar that reports speak of: a year, a half, a quarter, a month, a day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from lantu.vocab.text import Text

Grain = Literal["year", "half", "quarter", "month", "day"]

EARLIEST_YEAR, LATEST_YEAR = 1900, 2199
_MONTHS: dict[Grain, int] = {"year": 12, "half": 6, "quarter": 3, "month": 1, "day": 0}
_WRITTEN = re.compile(
    r"(?P<year>[0-9]{4})"
    r"(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?"
)
_ENGLISH_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_HALVES = (Text("上半年", "H1"), Text("下半年", "H2"))
_QUARTERS = (
    Text("第一季度", "Q1"),
    Text("第二季度", "Q2"),
    Text("第三季度", "Q3"),
    Text("第四季度", "Q4"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A year, or a part of one.

    Attributes:
        grain: Which kind of part.
        start: Its first day.
    """

    grain: Grain
    start: dt.date

    def __post_init__(self) -> None:
        """Check that the first day begins such a part.

        Raises:
            ValueError: It does not, or the year is out of range.
        """
        begins = self.grain == "day" or (
            self.start.day == 1 and (self.start.month - 1) % _MONTHS[self.grain] == 0
        )
        if not begins or not EARLIEST_YEAR <= self.start.year <= LATEST_YEAR:
            message = f"no {self.grain} begins on {self.start}"
            raise ValueError(message)

    @property
    def end(self) -> dt.date:
        """Its last day."""
        if self.grain == "day":
            return self.start
        years, month = divmod(self.start.month - 1 + _MONTHS[self.grain], 12)
        return dt.date(self.start.year + years, month + 1, 1) - dt.timedelta(days=1)

    @property
    def part(self) -> int:
        """Which half, quarter or month of the year, from 1; 1 for a year."""
        return (self.start.month - 1) // (_MONTHS[self.grain] or 1) + 1

    def label(self) -> Text:
        """What people read: 2025年上半年, H1 2025."""
        year, day = self.start.year, self.start.day
        if self.grain == "year":
            return Text(f"{year}年", f"{year}")
        if self.grain in {"half", "quarter"}:
            name = (_HALVES if self.grain == "half" else _QUARTERS)[self.part - 1]
            return Text(f"{year}年{name.zh}", f"{name.en} {year}")
        month = _ENGLISH_MONTHS[self.start.month - 1]
        if self.grain == "month":
            return Text(f"{year}年{self.start.month}月", f"{month} {year}")
        return Text(f"{year}年{self.start.month}月{day}日", f"{day} {month} {year}")


def read_stretch(text: str) -> Stretch | None:
    """The stretch written as ``text`` (``2025``, ``2025H1``, ``2025Q4``, ``2025-03``); or None."""
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    grain = _grain_of(match)
    part = int(match[grain] or 1) if grain not in {"year", "day"} else 1
    month = int(match["month"]) if grain == "day" else (part - 1) * _MONTHS[grain] + 1
    try:
        start = dt.date(int(match["year"]), month, int(match["day"] or 1))
        return Stretch(grain=grain, start=start)
    except ValueError:
        return None


def _grain_of(match: re.Match[str]) -> Grain:
    grains: tuple[Grain, ...] = ("day", "month", "quarter", "half")
    return next((grain for grain in grains if match[grain]), "year")


def write_stretch(stretch: Stretch) -> str:
    """The canonical writing; the other half of :func:`read_stretch`."""
    year = f"{stretch.start.year:04}"
    if stretch.grain == "year":
        return year
    if stretch.grain in {"half", "quarter"}:
        return f"{year}{'H' if stretch.grain == 'half' else 'Q'}{stretch.part}"
    text = f"{year}-{stretch.start.month:02}"
    return text if stretch.grain == "month" else f"{text}-{stretch.start.day:02}"
