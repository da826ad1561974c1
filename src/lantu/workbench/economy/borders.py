"""Questions about what crosses borders: dependence on imports."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu import flows
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Figure
from lantu.workbench.economy.opened import Opened

if TYPE_CHECKING:
    from lantu.workbench.answers import Answer


class Borders(Opened):
    """Questions about what crosses borders."""

    __slots__ = ()

    def dependence(self) -> Answer:
        """What each sector takes from abroad, at once and along its whole chain.

        Raises:
            DataError: The table is not productive, or imports exceed domestic use.
        """
        made = flows.coefficients(self.table)
        total = flows.multipliers(self.table, "imports").of("imports")
        used = made.imported + made.A.sum(axis=0)
        direct = np.divide(made.imported, used, out=np.zeros_like(used), where=used > 0)
        names = {
            "total": Text("完全进口含量", "imports per unit of final use"),
            "direct": Text("直接进口系数", "imports per unit of output"),
            "of_inputs": Text("占中间投入", "of intermediate inputs"),
        }
        values = total, made.imported, direct
        return self.answer(
            "dependence",
            [
                Column(key=key, name=name, values=column, unit=SHARE)
                for (key, name), column in zip(names.items(), values, strict=True)
            ],
            figures=[
                Figure(
                    key="imported_inputs",
                    name=Text("进口中间投入", "imported inputs"),
                    value=float(made.imported @ self.table.x),
                    unit=self.table.unit,
                )
            ],
            notes=self.origin_notes(),
            formula="m'·(I − A)⁻¹",
        )

    def origin_notes(self) -> list[Text]:
        """How imports were told from domestic goods, where the table does not tell."""
        if self.table.imported is not None:
            return []
        return [PROPORTIONAL if self.table.competitive else NO_IMPORTS]


PROPORTIONAL = Text(
    "进口没有分开：按各产品国内使用的进口份额推算",
    "imports are not kept apart: parted by each product's share of imports in domestic use",
)
NO_IMPORTS = Text(
    "表中没有来自各地区之外的进口", "the table has no imports from outside its regions"
)
