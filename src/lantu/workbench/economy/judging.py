"""What part each industry of a region plays, by measures and a shown rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu import flows
from lantu.errors import CallerError, DataError
from lantu.facts import economy
from lantu.vocab.text import Text
from lantu.vocab.words import IndustryRole, label
from lantu.workbench.answers import RATIO, SHARE, Column, Figure, Label
from lantu.workbench.economy.opened import Opened
from lantu.workbench.economy.subject import rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from lantu.workbench.answers import Answer

    Figures = Sequence[float | None]

MEASURED = {
    "specialisation": "区位商",
    "linkage": "关联系数",
    "growth": "增速差",
    "complexity": "复杂度",
}
"""Columns of a file of figures, with their Chinese names."""


class Judging(Opened):
    """What part each industry plays."""

    __slots__ = ()

    def roles(
        self,
        nation: Path | None = None,
        *,
        earlier: Path | None = None,
        figures: Path | None = None,
        why: bool = False,
    ) -> Answer:
        """Roles of the sectors of this region, by four measures as far as they are known.

        Specialisation comes from the nation's table, linkage from this one, growth from an
        earlier one of the same region; whatever a file of figures says counts instead.

        Args:
            nation: The nation's table, in the same sectors.
            earlier: An earlier table of the region, in the same prices.
            figures: A sector a row, and columns of :data:`MEASURED`.
            why: Whether people see the reason of each role; programs always do.

        Raises:
            CallerError: This table has several regions, or the others differ in sectors or
                say no years.
            DataError: The region makes what the nation does not; the table is not productive.
            FactsError: A file has faults.
            PlaceError: A file cannot be read.
        """
        if len(self.table.regions) > 1:
            raise CallerError(
                f"roles are told of one region; the table has {len(self.table.regions)}",
                hint="give the table of one region",
            )
        told: dict[str, Figures] = {"linkage": self._linkage()}
        if nation is not None:
            told["specialisation"] = self._specialisation(nation)
        if earlier is not None:
            told["growth"] = self._growth(earlier)
        if figures is not None:
            told |= economy.read_figures(figures, self.table.sectors.codes, MEASURED)
        found = flows.roles(flows.Measures.of(self.table.sectors, **told))
        return self._told(found, told, why=why)

    def _told(self, found: flows.Roles, told: Mapping[str, Figures], *, why: bool) -> Answer:
        codes = self.table.sectors.codes
        roles = [label(found.role_of(code)) for code in codes]
        columns = [
            Column(
                key=key,
                name=_NAMES[key],
                values=list(told.get(key, [None] * len(codes))),
                unit=SHARE if key == "growth" else RATIO,
            )
            for key in MEASURED
        ]
        counts = {role.value: roles.count(label(role)) for role in dict.fromkeys(_roles(found))}
        names = {role.value: label(role) for role in _roles(found)}
        return self.answer(
            "roles",
            columns,
            labels=[
                *rows_of(self.table),
                Label(key="role", name=Text("作用", "role"), values=roles),
                Label(
                    key="why",
                    name=Text("依据", "why"),
                    values=[found.why(code) for code in codes],
                    shown=why,
                ),
            ],
            figures=[
                Figure(key=key, name=names[key], value=count) for key, count in counts.items()
            ],
            notes=[_RULE],
        )

    def _linkage(self) -> Figures:
        found = flows.linkages(self.table)
        greater = np.maximum(found.backward.normalised, found.forward.normalised)
        return [float(each) for each in greater]

    def _specialisation(self, nation: Path) -> Figures:
        whole = self._alike(nation)
        return [float(each) for each in flows.location_quotients(self.table.x, whole.x)]

    def _growth(self, earlier: Path) -> Figures:
        before = self._alike(earlier)
        try:
            years = int(self.table.period[:4]) - int(before.period[:4])
        except ValueError as error:
            raise DataError(
                f"no years: {before.period!r} and {self.table.period!r}",
                hint="write the year on sheet about",
            ) from error
        return flows.excess_growth(before.x, self.table.x, years)

    def _alike(self, path: Path) -> flows.InputOutputTable:
        """Another table of one region in the same sectors."""
        other = self.beside(path)
        if other.labels != self.table.labels:
            raise CallerError(
                f"{path.name} has other sectors or several regions",
                hint="bring both to one list of sectors with `lantu flows aggregate`",
            )
        return other


def _roles(found: flows.Roles) -> list[IndustryRole]:
    return [found.role_of(code) for code in found.measures.industries.codes]


_NAMES = {
    "specialisation": Text("区位商", "location quotient"),
    "linkage": Text("关联系数", "linkage"),
    "growth": Text("增速差", "growth above the whole"),
    "complexity": Text("复杂度", "complexity"),
}
_RULE = Text(
    "“—”是没有的指标；作用由公开的判定表给出，所缺指标会改变结论的记为待定",
    "a dash is a measure that is absent; roles follow a shown table of rules, and stay open"
    " where an absent measure would decide",
)
