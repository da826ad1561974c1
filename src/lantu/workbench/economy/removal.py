"""Questions about what would be lost: a sector, a region, a group, imports taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

from lantu import flows
from lantu.errors import CallerError
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Label
from lantu.workbench.economy.opened import Opened
from lantu.workbench.economy.subject import labelled, regions_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lantu.flows import Extraction, Imports, RegionalLosses
    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]

By: TypeAlias = Literal["cells", "sectors", "regions", "imports"]
"""What is taken away, one at a time: rows, sectors of all regions, regions, or their imports."""

Removal: TypeAlias = Literal["complete", "backward", "forward", "supply", "replaced"]
"""What goes: everything, purchases, sales to others, supply; or others step in."""

COUNTED = ("output", "value added")
"""What is counted unless rows are named."""


class Removing(Opened):
    """Questions about what would be lost."""

    __slots__ = ()

    def extraction(
        self,
        rows: Sequence[str] = (),
        *,
        by: By = "cells",
        groups: Mapping[str, Sequence[str]] | None = None,
        kind: Removal = "complete",
        imports: Imports = "domestic",
    ) -> Answer:
        """What the economy loses without each group in turn.

        Args:
            rows: What to count.
            by: What to take away, where no groups are named.
            groups: Names, and the labels of the rows that each stands for.
            kind: What of it goes.
            imports: Whether imported inputs leak out or count as made inside; of a table with
                imports, and where nobody steps in.

        Raises:
            CallerError: No such row, label or kind; or imports of regions asked of a table of
                one, or taken away otherwise than as a whole.
            DataError: The table is not productive.
        """
        counted = tuple(rows) or COUNTED
        if by == "imports":
            if kind != "complete" or groups or len(self.table.regions) == 1:
                raise CallerError(
                    "imports are taken away as a whole, region by region, in a table of several",
                    hint="leave out --how and --group; for one region ask for its dependence",
                )
            return self._by_region(flows.stopped_imports(self.table, *counted), by)
        chosen = groups or by
        if kind == "replaced":
            return self._by_region(
                flows.replaced_extraction(self.table, *counted, groups=chosen), by
            )
        found = flows.extraction(self.table, *counted, groups=chosen, kind=kind, imports=imports)
        return self._everywhere(found, by)

    def _everywhere(self, found: Extraction, by: By) -> Answer:
        columns = []
        for at, row in enumerate(found.rows):
            name, unit = self.row_name(row), self.row_unit(row)
            columns += [
                Column(key=row, name=_lost(name), values=found.total[at], unit=unit),
                Column(
                    key=f"{row} elsewhere",
                    name=Text("其中其他部门", "in others"),
                    values=found.elsewhere[at],
                    unit=unit,
                ),
                Column(key=f"{row} share", name=_part(name), values=found.share[at], unit=SHARE),
            ]
        return self.answer(
            "extraction",
            columns,
            labels=self._groups(found.groups, by),
            notes=[_KINDS[found.kind]],
            formula=_FORMULAS[found.kind],
        )

    def _by_region(self, found: RegionalLosses, by: By) -> Answer:
        groups, regions = len(found.groups), self.table.regions
        labels = [
            Label(
                key=each.key,
                name=each.name,
                values=[words for words in each.values for _ in regions],
            )
            for each in self._groups(found.groups, by)
        ]
        where = Text("受影响地区", "region affected")
        labels += [
            Label(key="affected", name=where, values=regions.codes * groups),
            Label(key="affected_name", name=where, values=regions.names * groups),
        ]
        columns = [
            Column(
                key=row,
                name=_lost(self.row_name(row)),
                values=found.lost[at].reshape(-1),
                unit=self.row_unit(row),
            )
            for at, row in enumerate(found.rows)
        ]
        note = _REPLACED if found.stopped == "production" else _NO_IMPORTS
        return self.answer("extraction", columns, labels=labels, notes=[note])

    def _groups(self, names: Sequence[str], by: By) -> tuple[Label, ...]:
        table = self.table
        if tuple(names) == table.labels:
            return rows_of(table)
        if by == "sectors" and tuple(names) == table.sectors.codes:
            return labelled(table.sectors.codes, table.sectors.names)
        if tuple(names) == table.regions.codes:
            return regions_of(table)
        return (Label(key="code", name=Text("分组", "group"), values=tuple(names)),)


def _lost(name: Text) -> Text:
    return Text(f"{name.zh}损失", f"{name.en} lost")


def _part(name: Text) -> Text:
    return Text(f"占{name.zh}", f"of {name.en}")


_KINDS = {
    "complete": Text(
        "该部门既不买也不卖，也无最终需求",
        "the sector neither buys nor sells, to final use or else",
    ),
    "backward": Text("该部门不再向区内购买", "the sector buys nothing inside any more"),
    "forward": Text(
        "该部门只供最终需求，不再供其他部门", "the sector sells to final use only, not to others"
    ),
    "supply": Text(
        "该部门的供给不再传给下游（供给驱动）", "what the sector hands on is gone (supply-driven)"
    ),
}
_FORMULAS = {
    "complete": "L[:,K]·L_KK⁻¹·x_K",
    "backward": "(L[:,K] − E_K)·L_KK⁻¹·x_K",
    "forward": "L[:,K]·L_KK⁻¹·(x_K − f_K)",
    "supply": "(1'·L_KK⁻¹·(L[K,:] − E_K'))·diag(x)",
}
_REPLACED = Text(
    "其他地区同类部门接替生产；负数是增加",
    "the same sectors of other regions step in; below zero is a gain",
)
_NO_IMPORTS = Text(
    "该地区不再向其他地区购买，也无替代", "the region buys nothing of others, and nothing instead"
)
