"""What an answer about activities says of the file itself, and of its rows."""

from __future__ import annotations

from collections import defaultdict
from difflib import get_close_matches
from typing import TYPE_CHECKING

from lantu.errors import CallerError
from lantu.reports.numbers import number, percent, quantity
from lantu.vocab.text import Text
from lantu.workbench.answers import Subject, both, scale_of
from lantu.workbench.economy.subject import labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

    import numpy as np
    from numpy.typing import NDArray

    from lantu.complexity import ActivityMatrix
    from lantu.complexity.presence import LeftOut
    from lantu.model.axis import Axis
    from lantu.workbench.answers import Label

    Longs = NDArray[np.int64]

NAMED = 5
"""Places or activities a note names before it counts the rest."""

PRESENT = {True: Text("有", "yes"), False: Text("无", "no")}
"""Whether a place does an activity."""


def subject_of(matrix: ActivityMatrix, period: str = "") -> Subject:
    """A file of activities as an answer names it, in one of its periods or in all."""
    part = matrix.period(period) if period in matrix.periods else matrix
    told = 1.0 if part.recorded is None else float(part.recorded.mean())
    size = Text(
        f"{len(matrix.places)} 个地区 × {len(matrix.activities)} 个活动",
        f"{len(matrix.places)} places × {len(matrix.activities)} activities",
    )
    return Subject(
        said=(
            Text(matrix.source, matrix.source),
            matrix.measure,
            spoken_periods(part.periods),
            size,
            _total(part),
            *[Text(f"有记录 {percent(told)}", f"{percent(told)} on record")] * (told < 1),
        ),
        record={
            "source": matrix.source,
            "measure": both(matrix.measure),
            "unit": matrix.unit,
            "period": part.periods.labels[0] if len(part.periods) == 1 else "",
            "periods": list(matrix.periods.labels),
            "places": len(matrix.places),
            "activities": len(matrix.activities),
            "recorded": told,
            "total": None if part.weights is not None else float(part.values[-1].sum()),
        },
    )


def spoken_periods(periods: Axis) -> str:
    """The periods in a few characters."""
    first, last = periods.labels[0], periods.labels[-1]
    return first if first == last else f"{first}–{last}"


def _total(matrix: ActivityMatrix) -> Text:
    """The amount of all cells in the last period; of shares there is none."""
    if matrix.weights is not None:
        return Text("各地份额", "shares of places")
    scale, total = scale_of(matrix.unit), float(matrix.values[-1].sum())
    zh, en = (quantity(total * scale.factor, scale.label, each) for each in ("zh", "en"))
    last = matrix.periods.labels[-1]
    if len(matrix.periods) > 1:
        return Text(f"{last} 合计 {zh}", f"total in {last} {en}")
    return Text(f"合计 {zh}", f"total {en}")


def rows_along(matrix: ActivityMatrix, axis: Axis, at: Longs) -> tuple[Label, Label]:
    """Code and name of the places or activities at these positions."""
    codes = [axis.labels[k] for k in at]
    return labelled(codes, [matrix.name(code) for code in codes])  # type: ignore[return-value]  # two labels


def position_of(matrix: ActivityMatrix, axis: Axis, word: str) -> int:
    """Where a place or an activity stands that is called by its code or its name.

    Raises:
        CallerError: None is called so, or several are; near ones are suggested.
    """
    if word in axis:
        return axis.at(word)
    names = [matrix.name(code) for code in axis.labels]
    fitting = [at for at, name in enumerate(names) if word in (name.zh, name.en)]
    if len(fitting) == 1:
        return fitting[0]
    noun = {"place": "place", "activity": "activity"}[axis.noun]
    if fitting:
        codes = ", ".join(axis.labels[at] for at in fitting)
        raise CallerError(f"several {noun} codes are named {word!r}", hint=f"choose one: {codes}")
    known = {*axis.labels, *(each for name in names for each in (name.zh, name.en))}
    near = get_close_matches(word, sorted(known), n=3) or list(axis.labels[:3])
    raise CallerError(f"there is no {noun} {word!r}", hint=f"such as {', '.join(near)}")


def left_out_notes(found: Iterable[LeftOut], matrix: ActivityMatrix) -> list[Text]:
    """Who is left out and why, the reasons in the order in which they were looked at."""
    by_reason: dict[tuple[str, str, float], list[str]] = defaultdict(list)
    for each in found:
        by_reason[each.noun, each.reason, each.least].append(each.code)
    return [_left_out(*key, codes, matrix) for key, codes in by_reason.items()]


def _left_out(
    noun: str, reason: str, least: float, codes: list[str], matrix: ActivityMatrix
) -> Text:
    names = [matrix.name(code) for code in codes[:NAMED]]
    more = len(codes) > NAMED
    why, things = _REASONS[reason], _NOUNS[noun]
    zh = f"未计入 {len(codes)} 个{things.zh}（{why.zh} {number(least, 'zh')}）："
    en = f"left out: {len(codes)} {things.en} ({why.en} {number(least, 'en')}): "
    return Text(
        zh + "、".join(name.zh for name in names) + "等" * more,
        en + ", ".join(name.en for name in names) + " and others" * more,
    )


_NOUNS = {"place": Text("地区", "places"), "activity": Text("活动", "activities")}
_REASONS = {
    "total": Text("合计少于", "total under"),
    "population": Text("人口少于", "population under"),
    "recorded": Text("有记录的格少于", "share of cells on record under"),
    "diversity": Text("有优势的活动少于", "activities with advantage under"),
    "ubiquity": Text("有优势的地区少于", "places with advantage under"),
}
