"""The picture of shift-share: what growth owes to the mix of activities, and to the place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.finding import Finding, Method
from lantu.evidence.plots import Plot, Point, Scale
from lantu.evidence.source import Citation
from lantu.reports.numbers import percent
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.complexity import ActivityMatrix
    from lantu.flows import ShiftShare

    Floats = NDArray[np.float64]

MARKED = 8
"""Greatest regional shifts that are marked; of few rows, a third."""

SHOWN = 300
"""Rows drawn, those that moved most: more are a cloud in which none is found."""

MIX = Method(
    key="mix_shift",
    name=Text("结构分量", "mix"),
    formula="Σ_a e_ca·(g_a − g) / e_c",
    meaning=Text(
        "因所做的活动在各地涨得快或慢而多出的增长，占期初的份额。",
        "Growth above that of all places because its activities grow faster everywhere, as a part "
        "of what there was at first.",
    ),
    reference="Dunn (1960), Papers of the Regional Science Association 6:97–112",
)

REGIONAL = Method(
    key="regional_shift",
    name=Text("偏离分量", "regional"),
    formula="Σ_a e_ca·(g_ca − g_a) / e_c",
    meaning=Text(
        "因同样的活动在本地涨得更快或更慢而多出的增长，占期初的份额。",
        "Growth above that of the same activities elsewhere, as a part of what there was at first.",
    ),
    reference="Dunn (1960), Papers of the Regional Science Association 6:97–112",
)


@dataclass(frozen=True, slots=True)
class _Rows:
    """Places, or activities of one place: their codes, and shifts as parts of what was there."""

    codes: tuple[str, ...]
    mix: Floats
    regional: Floats
    before: Floats
    after: Floats


def growth_plot(matrix: ActivityMatrix, found: ShiftShare, place: int | None) -> Plot | None:
    """Mix and regional shift of each place, or of each activity of one; None where none was there.

    Of one place the shifts are told as parts of all that it had, so that they add up to its
    own growth above that of all places.
    """
    rows = _rows_of(found, place)
    if not rows.codes:
        return None
    first, last = matrix.periods.labels[0], matrix.periods.labels[-1]
    whole = Text("各地", "places") if place is None else matrix.name(found.places.labels[place])
    moved = np.argsort(-np.abs(rows.regional), kind="stable")
    marked = set(moved[: min(MARKED, -(-len(moved) // 3))].tolist())
    return Plot(
        key="shift-share",
        title=Text(
            f"{whole.zh} {first}–{last} 的增长从何而来",
            f"Where growth came from, {first}–{last}: {whole.en}",
        ),
        headline=_headline(matrix, found, place),
        x=Scale(
            title=Text("结构分量（占期初）", "mix (of what there was)"),
            kind="share",
            low=Text("各地都慢", "slow everywhere"),
            high=Text("各地都快", "fast everywhere"),
        ),
        y=Scale(
            title=Text("偏离分量（占期初）", "regional (of what there was)"),
            kind="share",
            low=Text("这里更慢", "slower here"),
            high=Text("这里更快", "faster here"),
        ),
        points=_points(matrix, rows, marked, place),
        marked=Text("偏离最大的", "greatest regional shifts"),
        unmarked=Text("其他", "others"),
        note=_note(matrix),
        centre=(0.0, 0.0),
        fields=(
            Text("逆势而快", "faster in what is slow"),
            Text("顺势而快", "faster in what is fast"),
            Text("又慢又弱", "slower in what is slow"),
            Text("顺势却慢", "slower in what is fast"),
        ),
    )


def _rows_of(found: ShiftShare, place: int | None) -> _Rows:
    mix, regional = found.mix.sum(axis=0), found.regional.sum(axis=0)
    if place is None:
        axis, held = found.places, found.before.sum(axis=1)
        mix, regional, after = mix.sum(axis=1), regional.sum(axis=1), found.after.sum(axis=1)
        base, kept = held, np.flatnonzero(held > 0)
    else:
        axis, held, after = found.activities, found.before[place], found.after[place]
        mix, regional = mix[place], regional[place]
        base = np.full(held.shape, held.sum())
        kept = np.flatnonzero(found.known[place] & ((held > 0) | (after > 0)) & (base > 0))
    most = np.argsort(-(np.abs(mix) + np.abs(regional))[kept], kind="stable")[:SHOWN]
    kept = np.sort(kept[most])
    return _Rows(
        codes=tuple(axis.labels[at] for at in kept),
        mix=mix[kept] / base[kept],
        regional=regional[kept] / base[kept],
        before=held[kept],
        after=after[kept],
    )


def _points(
    matrix: ActivityMatrix, rows: _Rows, marked: set[int], place: int | None
) -> tuple[Point, ...]:
    first, last = matrix.periods.labels[0], matrix.periods.labels[-1]
    where = "" if place is None else matrix.places.labels[place]

    def finding(at: int, value: float, method: Method) -> Finding[float]:
        code = rows.codes[at]
        said = "，".join(matrix.name(each).zh for each in (where, code) if each)
        row = Citation(
            table="activities",
            row_id=f"{where}/{code}" if where else code,
            line=at + 1,
            reading=f"{said}：{first} {rows.before[at]:.6g}，{last} {rows.after[at]:.6g}"
            f" {matrix.unit}".rstrip(),
            note="",
            grade=None,
            source=None,
        )
        return Finding(value=float(value), method=method, citations=(row,))

    return tuple(
        Point(
            key=code,
            name=matrix.name(code),
            x=finding(at, rows.mix[at], MIX),
            y=finding(at, rows.regional[at], REGIONAL),
            marked=at in marked,
        )
        for at, code in enumerate(rows.codes)
    )


def _headline(matrix: ActivityMatrix, found: ShiftShare, place: int | None) -> Text:
    """How much there was more, against all places, and what that is owed to."""
    before = float(found.before.sum())
    if before == 0:
        return Text("期初什么也没有", "Nothing was there at first")
    whole = percent(float(found.change.sum()) / before)
    held = found.before.sum(axis=1)
    if place is None:
        ahead = int((found.regional.sum(axis=(0, 2))[held > 0] > 0).sum())
        return Text(
            f"全部增长 {whole}；{ahead} 个地区快于自己结构所应有",
            f"All grew by {whole}; {ahead} places grew faster than their mix",
        )
    name, base = matrix.name(found.places.labels[place]), held[place]
    if base == 0:
        return Text(f"{name.zh}期初什么也没有", f"{name.en} had nothing at first")
    own, mix, regional = (
        percent(float(part) / float(base))
        for part in (
            found.change[place].sum(),
            found.mix[:, place].sum(),
            found.regional[:, place].sum(),
        )
    )
    return Text(
        f"{name.zh}增长 {own}：全部 {whole}，结构 {mix}，偏离 {regional}",
        f"{name.en} grew by {own}: national {whole}, mix {mix}, regional {regional}",
    )


def _note(matrix: ActivityMatrix) -> Text:
    source = ", ".join(part for part in (matrix.source, matrix.measure.en) if part)
    zh = "，".join(part for part in (matrix.source, matrix.measure.zh) if part)
    return Text(
        f"过零的线：与全部同速、与同类同速。来源：{zh}。",
        f"Lines at zero: as fast as all, as fast as the same activities. Source: {source}.",
    )
