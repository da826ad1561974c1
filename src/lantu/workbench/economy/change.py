"""Questions about change: prices after a push of costs, and what lay behind two years."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lantu import flows
from lantu.errors import CallerError
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Figure
from lantu.workbench.economy.opened import Opened

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lantu.flows import Imports
    from lantu.workbench.answers import Answer


class Changing(Opened):
    """Questions about change."""

    __slots__ = ()

    def prices(
        self,
        *,
        primary: Mapping[str, float] | None = None,
        imported: float | Mapping[str, float] = 0.0,
        cost: Mapping[str, float] | None = None,
        fixed: Mapping[str, float] | None = None,
    ) -> Answer:
        """What dearer inputs do to prices when every sector passes its costs on.

        Args:
            primary: Relative change of the price of primary inputs, by code.
            imported: Relative change of the price of imported inputs: of all, or by product.
            cost: More cost per unit of output, such as a tax, by sector.
            fixed: Relative change of prices set from outside, by sector.

        Raises:
            CallerError: Nothing changes; no such code; a price that would fall below zero.
            DataError: The table is not productive.
        """
        if not (primary or imported or cost or fixed):
            raise CallerError(
                "no price is told to change",
                hint="name one, such as --imported 10%, --primary VA001=0.1 or --fixed 06=20%",
            )
        found = flows.price_change(
            self.table,
            primary=primary,
            imported=imported,
            cost=self._costs(cost or {}),
            fixed=fixed,
        )
        return self.answer(
            "prices",
            [
                Column(
                    key="change", name=Text("价格变动", "price"), values=found.change, unit=SHARE
                ),
                Column(
                    key="cost", name=Text("直接成本变动", "own cost"), values=found.cost, unit=SHARE
                ),
            ],
            figures=self._paid(found),
            notes=[_PASSED_ON],
            formula="Δp = A'·Δp + Δv",
        )

    def _paid(self, found: flows.PriceChange) -> list[Figure]:
        """What final users of a table of one region pay more, purpose by purpose."""
        if len(self.table.regions) > 1:
            return []
        return [
            Figure(key=use.value, name=name, value=float(found.for_users(use)[0]), unit=SHARE)
            for use, name in _PRICES.items()
            if use in self.table.uses
        ]

    def _costs(self, changes: Mapping[str, float]) -> list[float] | None:
        if not changes:
            return None
        labels = self.table.labels
        strange = [code for code in changes if code not in labels]
        if strange:
            raise CallerError(f"no sector {strange[0]!r}", hint=f"labels are like {labels[0]}")
        return [changes.get(label, 0.0) for label in labels]

    def decompose(
        self,
        later: Path,
        *,
        row: str = "output",
        imports: Imports = "domestic",
        orders: Literal["all", "polar"] = "all",
    ) -> Answer:
        """What lies behind the change to a later table: technology, final use, its level.

        Raises:
            CallerError: The tables differ in sectors, regions or unit; no such row.
            DataError: A table is not productive.
        """
        after = self.beside(later)
        if after.unit != self.table.unit:
            raise CallerError(
                f"the tables are in {self.table.unit} and {after.unit}",
                hint="bring both to one unit, and to the prices of one year",
            )
        found = flows.decompose(self.table, after, row=row, imports=imports, orders=orders)
        unit, total = self.row_unit(row), found.after - found.before
        whole = float(total.sum())
        columns = [
            Column(key=key, name=name, values=values, unit=unit)
            for key, name, values in (
                ("change", Text("变动", "change"), total),
                ("before", Text("前", "before"), found.before),
                ("after", Text("后", "after"), found.after),
            )
        ]
        columns += [
            Column(key=key, name=_FACTORS[key], values=effect, unit=unit)
            for key, effect in zip(found.factors, found.effects, strict=True)
        ]
        figures = [
            Figure(key="change", name=Text("合计变动", "change in all"), value=whole, unit=unit),
            *(
                Figure(key=key, name=_FACTORS[key], value=float(effect), unit=unit)
                for key, effect in zip(found.factors, found.total, strict=True)
            ),
        ]
        notes = [
            Text(
                f"比较 {self.table.period} 与 {after.period}",
                f"{self.table.period} and {after.period}",
            ),
            _SAME_PRICES,
        ]
        return self.answer(
            "decompose",
            columns,
            figures=figures,
            notes=notes,
            formula="Δ(S·L·f), mean of all orders",
        )


_PRICES = {
    flows.FinalUse.HOUSEHOLD: Text("居民消费价格", "prices to households"),
    flows.FinalUse.GOVERNMENT: Text("政府消费价格", "prices to government"),
    flows.FinalUse.CAPITAL: Text("固定资本形成价格", "prices of capital formation"),
    flows.FinalUse.EXPORT: Text("出口价格", "prices of exports"),
    flows.FinalUse.OTHER: Text("其他最终使用价格", "prices of other final use"),
}
_FACTORS = {
    "intensity": Text("强度", "intensity"),
    "technology": Text("技术", "technology"),
    "products": Text("最终使用的产品构成", "products bought"),
    "purposes": Text("最终使用的用途构成", "purposes"),
    "level": Text("最终使用总量", "level of final use"),
}
_PASSED_ON = Text(
    "成本全部转嫁，数量不变；1 单位产出的成本变动以份额计",
    "costs are passed on in full and quantities stay; costs are shares of a unit of output",
)
_SAME_PRICES = Text(
    "两表须按同一年价格；按现价比较，价格变动也会计入",
    "both tables must be in the prices of one year; at current prices the change of prices counts too",
)
