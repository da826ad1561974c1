"""Questions about how places grow, and what that is put down to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu import flows
from lantu.errors import CallerError
from lantu.vocab.text import Text
from lantu.workbench.answers import RATIO, SHARE, Column, Figure
from lantu.workbench.capability.growth_picture import growth_plot
from lantu.workbench.capability.opened import Opened, descending

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.complexity import ActivityMatrix
    from lantu.flows import ShiftShare
    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]


class Growing(Opened):
    """Questions about how places grow."""

    __slots__ = ()

    def shift_share(
        self,
        place: str = "",
        *,
        start: str = "",
        end: str = "",
        dynamic: bool = False,
        parted: bool = False,
    ) -> Answer:
        """What the change of each place, or of each activity of one, is put down to.

        Args:
            place: One place, activity by activity; all places where left out.
            start: From which period on; the first where left out.
            end: Up to which; the last where left out.
            dynamic: Whether every step between periods is told by itself and added up.
            parted: Whether the regional shift is told in its two parts as well.

        Raises:
            CallerError: No such place or period, or the two out of order; one period, or
                shares instead of amounts.
        """
        matrix = self._between(start, end)
        found = flows.shift_share(matrix, dynamic=dynamic)
        one = None if not place else self.place(place)
        told = _terms(found, one)
        known = found.known[one] if one is not None else np.logical_or.reduce(found.known, axis=1)
        at = descending(told["change"], known)
        unit = self.matrix.unit or RATIO
        shown = {**_TERMS, **(_PARTS if parted else {})}
        growth = Column(key="growth", name=_GROWTH, values=_rates(told, at), unit=SHARE)
        columns = [
            Column(key=key, name=name, values=told[key][at], unit=unit)
            for key, name in shown.items()
        ]
        return self.answer(
            "shift-share",
            [columns[0], growth, *columns[1:]],
            labels=self.rows(matrix.places if one is None else matrix.activities, at),
            period=matrix.periods.labels[-1],
            figures=_figures(found, told, unit),
            notes=[*_notes(matrix, found, one), *[_PARTING] * parted],
            formula=_FORMULA,
            plot=growth_plot(matrix, found, one),
        )

    def _between(self, start: str, end: str) -> ActivityMatrix:
        """The file from one period to another."""
        periods = self.matrix.periods
        first = periods.at(start) if start else 0
        last = periods.at(end) if end else len(periods) - 1
        if len(periods) > 1 and first >= last:
            raise CallerError(
                f"{periods.labels[first]} is not before {periods.labels[last]}",
                hint=f"the file has {', '.join(periods)}",
            )
        return self.matrix.between(first, last + 1)


def _terms(found: ShiftShare, place: int | None) -> Mapping[str, Floats]:
    """Each cause over all steps: by place over all activities, or of one by activity."""
    cells = {"before": found.before, "change": found.change}
    cells |= {key: getattr(found, key).sum(axis=0) for key in _CAUSES}
    return {key: each.sum(axis=1) if place is None else each[place] for key, each in cells.items()}


def _rates(told: Mapping[str, Floats], at: NDArray[np.int64]) -> list[float | None]:
    """Growth of each row; None of what was not there."""
    before, change = told["before"][at], told["change"][at]
    return [float(c / b) if b > 0 else None for b, c in zip(before, change, strict=True)]


def _figures(found: ShiftShare, told: Mapping[str, Floats], unit: str) -> list[Figure]:
    """How much the whole grew, and what all rows come to."""
    figures = [
        Figure(key=key, name=name, value=float(told[key].sum()), unit=unit)
        for key, name in _TERMS.items()
    ]
    before = float(found.before.sum())
    if before > 0:
        grown = float(found.change.sum()) / before
        figures.append(Figure(key="whole", name=_WHOLE, value=grown, unit=SHARE))
    return figures


def _notes(matrix: ActivityMatrix, found: ShiftShare, place: int | None) -> list[Text]:
    first, last = matrix.periods.labels[0], matrix.periods.labels[-1]
    steps = len(found.spans)
    notes = [
        Text(
            f"{first}–{last}{f'，分 {steps} 步相加' * (steps > 1)}；表里的全部地区合起来是“全部”",
            f"{first}–{last}{f', {steps} steps added up' * (steps > 1)}; the places of the file"
            " together make up the whole",
        ),
        _READING,
    ]
    here = slice(None) if place is None else place
    new = int(((found.before == 0) & (found.after > 0))[here].sum())
    lacking = int((~found.known)[here].sum())
    if new:
        notes.append(
            Text(
                f"{new} 格原来没有：没有增速，全部记作偏离",
                f"{new} cells are new: they have no growth rate and count as regional",
            )
        )
    if lacking:
        notes.append(
            Text(
                f"{lacking} 格不是各期都有记录，不计入任何合计",
                f"{lacking} cells are not on record in every period and count in no total",
            )
        )
    return notes


_TERMS = {
    "change": Text("变化", "change"),
    "national": Text("全部增长", "national"),
    "mix": Text("结构", "mix"),
    "regional": Text("偏离", "regional"),
}
"""What is told, in its order; ``change = national + mix + regional``."""

_PARTS = {
    "competitive": Text("竞争力", "competitive"),
    "allocation": Text("配置", "allocation"),
}
"""What the regional shift is made of."""

_CAUSES = (*tuple(_TERMS)[1:], *_PARTS)
_GROWTH = Text("增速", "growth")
_WHOLE = Text("全部地区增速", "growth of all places")
_FORMULA = "Δe_ca = e·g + e·(g_a − g) + e·(g_ca − g_a)"
_READING = Text(
    "全部增长：若与全部同速；结构：所做活动在各地涨得快慢；偏离：同一活动在本地比各地快多少",
    "national: had it grown like all; mix: its activities grow faster or slower everywhere;"
    " regional: the same activities grow faster or slower here",
)
_PARTING = Text(
    "偏离分为竞争力（按通常的结构）与配置（涨得快的本来就多或少）；期初很小而猛涨的活动会把两者都放得很大",
    "regional is competitive, at the usual structure, and allocation, for having more or less of"
    " what grows faster here; small activities that soar blow up both",
)
