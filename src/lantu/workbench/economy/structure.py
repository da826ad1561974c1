"""Questions about how sectors hang together: multipliers, linkages, position."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lantu import flows
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Figure, Label
from lantu.workbench.economy.opened import Opened
from lantu.workbench.economy.pictures import linkage_plot, position_plot
from lantu.workbench.economy.subject import rows_of

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
            plot=position_plot(self.table, found),
        )

    def linkages(
        self,
        *,
        forward: Literal["ghosh", "leontief"] = "ghosh",
        diagonal: Literal["kept", "cut"] = "kept",
        imports: Imports = "domestic",
    ) -> Answer:
        """How strongly each sector pulls its suppliers and pushes its buyers.

        Raises:
            DataError: The table is not productive.
        """
        found = flows.linkages(self.table, forward=forward, diagonal=diagonal, imports=imports)
        back, on = found.backward, found.forward
        values = {
            "backward_normalised": (Text("影响力系数", "power of dispersion"), back.normalised),
            "forward_normalised": (Text("感应度系数", "sensitivity of dispersion"), on.normalised),
            "backward": (Text("后向完全", "backward, total"), back.total),
            "backward_direct": (Text("后向直接", "backward, direct"), back.direct),
            "forward": (Text("前向完全", "forward, total"), on.total),
            "forward_direct": (Text("前向直接", "forward, direct"), on.direct),
        }
        columns = [Column(key=key, name=name, values=x) for key, (name, x) in values.items()]
        if len(self.table.regions) > 1:
            away = Text("后向区外", "backward, other regions")
            columns.append(
                Column(key="backward_away", name=away, values=back.foreign_share, unit=SHARE)
            )
            away = Text("前向区外", "forward, other regions")
            columns.append(
                Column(key="forward_away", name=away, values=on.foreign_share, unit=SHARE)
            )
        classes = Label(
            key="class",
            name=Text("类别", "class"),
            values=[_CLASSES[each] for each in found.orientation],
        )
        return self.answer(
            "linkages",
            columns,
            labels=[*rows_of(self.table), classes],
            notes=[_KEY_SECTORS],
            formula=f"1'·L, {'G·1' if forward == 'ghosh' else 'L·1'}",
            plot=linkage_plot(self.table, found),
        )


_CLASSES = {
    flows.Orientation.KEY: Text("关键", "key"),
    flows.Orientation.BACKWARD: Text("后向强", "backward"),
    flows.Orientation.FORWARD: Text("前向强", "forward"),
    flows.Orientation.WEAK: Text("弱", "weak"),
}

_KEY_SECTORS = Text(
    "影响力系数、感应度系数以全部部门平均为 1；两者都大于 1 的是关键部门",
    "powers and sensitivities are 1 at the mean of all sectors; key sectors exceed 1 in both",
)
_PER_UNIT = Text(
    "每一单位最终使用带动全部部门的数量", "amounts in all sectors together per unit of final use"
)
