"""Questions about how sectors hang together: multipliers, position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lantu import flows
from lantu.vocab.text import Text
from lantu.workbench.answers import Column, Figure
from lantu.workbench.economy.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.flows import Imports
    from lantu.workbench.answers import Answer


class Structure(Opened):
    """Questions about how sectors hang together."""

    __slots__ = ()

    def multipliers(
        self, rows: Sequence[str] = (), *, income: Sequence[str] = (), imports: Imports = "domestic"
    ) -> Answer:
        """What a unit of final use calls for: type I, or type II where ``income`` is named.

        Raises:
            CallerError: No such row of primary inputs or satellites.
            DataError: The table is not productive.
        """
        closed = flows.Households(income=income) if income else None
        found = flows.multipliers(self.table, *rows, households=closed, imports=imports)
        return self.answer(
            "multipliers",
            [
                Column(
                    key=row,
                    name=self.row_name(row),
                    values=found.total[at],
                    unit=self.per_unit(row),
                )
                for at, row in enumerate(found.rows)
            ],
            notes=[_PER_UNIT],
            formula="M = S·(I − A)⁻¹" + (" + (M·C)·(I − W·L·C)⁻¹·(W·L)" if income else ""),
        )

    def position(
        self,
        *,
        inventories: Literal["corrected", "kept"] = "corrected",
        imports: Imports = "domestic",
    ) -> Answer:
        """Stages to final use and back to primary inputs.

        Raises:
            DataError: The table is not productive, or inventories take a whole output.
        """
        found = flows.position(self.table, inventories=inventories, imports=imports)
        weights = self.table.x / self.table.x.sum()
        up = Text("上游度", "upstreamness")
        down = Text("下游度", "downstreamness")
        return self.answer(
            "position",
            [
                Column(key="upstreamness", name=up, values=found.upstreamness),
                Column(key="downstreamness", name=down, values=found.downstreamness),
                Column(key="length", name=Text("链长", "chain length"), values=found.length),
                Column(key="relative", name=Text("相对位置", "U / D"), values=found.relative),
            ],
            figures=[
                Figure(
                    key="mean_upstreamness",
                    name=Text("平均上游度（按产出）", "mean upstreamness by output"),
                    value=float(found.upstreamness @ weights),
                )
            ],
            formula="U = (I − B)⁻¹·1, D = 1'·(I − A)⁻¹",
        )


_PER_UNIT = Text(
    "每一单位最终使用带动全部部门的数量", "amounts in all sectors together per unit of final use"
)
