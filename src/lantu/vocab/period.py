"""When a figure holds: a stretch of the calendar, or what a source says in its place.

=========================  ====================================================
``2024``                   the year; also ``2024-03``, ``2024-03-05``
``2025H1``, ``2025Q4``     half, quarter
``2025-01/2025-08``        from one stretch through another of the same kind
``2020前``                 before 2020
``未注明``                 the source does not say; ``未注明(页面2023-02)`` adds the page's date
``project``                a project's own figure; so ``planned`` and ``design``
``2024(推断)``             as before, but inferred from the page's content
=========================  ====================================================

People also write 2024年3月, 2025年上半年, 2025年第四季度, 2025年前三季度, 2025年1—8月;
these are read and given back in the forms above.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from lantu.vocab.chinese_date import from_chinese
from lantu.vocab.code_error import CodeError
from lantu.vocab.stretch import Stretch, read_stretch, write_stretch
from lantu.vocab.table_file import fold
from lantu.vocab.text import Text

_EXPECTED = (
    "a period such as 2024, 2024-03, 2024-03-05, 2025H1, 2025Q4, 2025-01/2025-08, 2020前, "
    "未注明(页面2023-02), project, planned or design"
)
INFERRED = "(推断)"
_BEFORE = "前"
_UNSTATED = "未注明"
_PAGE = re.compile(r"未注明(?:\(页面(.+)\))?")
_MARK = re.compile(r"\s*\(推断\)$")


class PeriodKind(StrEnum):
    """What a period is; the order is that of certainty about the dates."""

    DATED = "dated"
    BEFORE = "before"
    UNSTATED = "unstated"
    PROJECT = "project"
    PLANNED = "planned"
    DESIGN = "design"


_INTENTS = frozenset({PeriodKind.PROJECT, PeriodKind.PLANNED, PeriodKind.DESIGN})
_INTENT_LABELS = MappingProxyType(
    {
        PeriodKind.PROJECT: Text("项目口径", "as the project states"),
        PeriodKind.PLANNED: Text("规划口径", "as planned"),
        PeriodKind.DESIGN: Text("设计口径", "as designed"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """When a figure holds.

    Attributes:
        kind: Dates known, a bound, unstated, or an intent instead of a date.
        first: First stretch; only of a dated period.
        final: Last stretch of a dated period, the stretch it lies before, or the date of the
            page that does not say; None where there is no date.
        inferred: Whether the date was inferred from the page's content.
    """

    kind: PeriodKind
    first: Stretch | None = None
    final: Stretch | None = None
    inferred: bool = False

    def __post_init__(self) -> None:
        """Check that kind and stretches fit.

        Raises:
            ValueError: They do not.
        """
        if self.kind is PeriodKind.DATED:
            sound = self.first is not None and self.final is not None and self._ordered()
        elif self.kind is PeriodKind.BEFORE:
            sound = self.first is None and self.final is not None
        else:
            sound = self.first is None and (self.final is None or self.kind is PeriodKind.UNSTATED)
        if not sound:
            message = f"a {self.kind} period cannot run from {self.first} to {self.final}"
            raise ValueError(message)

    def _ordered(self) -> bool:
        first, final = self.first, self.final
        return first == final or (
            first is not None
            and final is not None
            and first.grain == final.grain
            and first.start < final.start
        )

    @property
    def start(self) -> dt.date | None:
        """First day; None where no first day is known."""
        return self.first.start if self.first else None

    @property
    def end(self) -> dt.date | None:
        """Last day it can reach; None where nothing bounds it.

        Before 2020 ends with 2019; an unstated period ends with its page's date at latest.
        """
        if self.final is None:
            return None
        if self.kind is PeriodKind.BEFORE:
            return self.final.start - dt.timedelta(days=1)
        return self.final.end

    @property
    def is_intent(self) -> bool:
        """Whether the figure is a project's, a plan's or a design's and not a measurement."""
        return self.kind in _INTENTS

    @property
    def sort_key(self) -> tuple[int, int, int, bool]:
        """Orders periods from the oldest to the newest; undated ones come first.

        By last day, then the shorter stretch after the longer, then kind, then inferred ones
        after those stated.
        """
        end = self.end.toordinal() if self.end else 0
        start = self.start.toordinal() if self.start else 0
        return end, start, list(PeriodKind).index(self.kind), self.inferred

    def label(self) -> Text:
        """What people read, such as 2025年1月至8月(推断)."""
        text = self._plain_label()
        return Text(f"{text.zh}(推断)", f"{text.en} (inferred)") if self.inferred else text

    def _plain_label(self) -> Text:
        if self.kind in _INTENT_LABELS:
            return _INTENT_LABELS[self.kind]
        final = self.final.label() if self.final else None
        if final is None:
            return Text("未注明", "not stated")
        if self.kind is PeriodKind.UNSTATED:
            return Text(f"未注明(页面{final.zh})", f"not stated (page of {final.en})")
        if self.kind is PeriodKind.BEFORE:
            return Text(f"{final.zh}以前", f"before {final.en}")
        if self.first is None or self.first == self.final:
            return final
        return _range_label(self.first.label(), final)


def _range_label(first: Text, final: Text) -> Text:
    """2024年1月至8月, January to August 2024: a year that both share is said once."""
    year = first.zh[: first.zh.index("年") + 1]
    shared = final.zh.startswith(year)
    zh = final.zh.removeprefix(year) if shared else final.zh
    en = first.en.removesuffix(f" {year[:-1]}") if shared else first.en
    return Text(f"{first.zh}至{zh}", f"{en} to {final.en}")


def parse_period(text: str) -> Period:
    """The period written as ``text``.

    Raises:
        CodeError: Not a period, or a date that does not exist.
    """
    written = fold(text)
    bare = _MARK.sub("", written)
    period = _parse_bare(from_chinese(bare))
    if period is None:
        raise CodeError(
            "period",
            text,
            "unknown form or no such date" if written else "it is empty",
            expected=_EXPECTED,
            hint="leave the cell empty where the source gives no date",
        )
    return replace(period, inferred=True) if bare != written else period


def is_period(text: str) -> bool:
    """Whether ``text`` parses as a period."""
    try:
        parse_period(text)
    except CodeError:
        return False
    return True


def format_period(period: Period) -> str:
    """The canonical writing; the other half of :func:`parse_period`."""
    return _format_bare(period) + (INFERRED if period.inferred else "")


def _parse_bare(text: str) -> Period | None:
    if text in _INTENTS:
        return Period(kind=PeriodKind(text))
    page = _PAGE.fullmatch(text)
    if page:
        return _with_final(PeriodKind.UNSTATED, page[1]) if page[1] else _UNDATED
    if text.endswith(_BEFORE):
        return _with_final(PeriodKind.BEFORE, text.removesuffix(_BEFORE))
    first, slash, last = text.partition("/")
    return _dated(read_stretch(first), read_stretch(last if slash else first), ranged=bool(slash))


_UNDATED = Period(kind=PeriodKind.UNSTATED)


def _with_final(kind: PeriodKind, text: str) -> Period | None:
    stretch = read_stretch(text)
    return Period(kind=kind, final=stretch) if stretch else None


def _dated(first: Stretch | None, final: Stretch | None, *, ranged: bool) -> Period | None:
    if first is None or final is None or (ranged and first == final):
        return None
    try:
        return Period(kind=PeriodKind.DATED, first=first, final=final)
    except ValueError:
        return None


def _format_bare(period: Period) -> str:
    if period.kind in _INTENTS:
        return str(period.kind)
    final = write_stretch(period.final) if period.final else ""
    if period.kind is PeriodKind.BEFORE:
        return final + _BEFORE
    if period.kind is PeriodKind.UNSTATED:
        return f"{_UNSTATED}(页面{final})" if final else _UNSTATED
    if period.first is None or period.first == period.final:
        return final
    return f"{write_stretch(period.first)}/{final}"
