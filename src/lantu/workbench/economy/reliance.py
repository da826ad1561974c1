"""Questions about what a table's sectors owe to imports, and what their exports do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu import flows
from lantu.flows.regional import OUTFLOW
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Figure, Label
from lantu.workbench.economy.opened import Opened
from lantu.workbench.economy.subject import labelled, regions_of, rows_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows import Dependence
    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]


class Relying(Opened):
    """Questions about imports behind what is made."""

    __slots__ = ()

    def dependence(self) -> Answer:
        """What each sector takes from elsewhere, at once and along its whole chain.

        Raises:
            DataError: The table is not productive, or imports exceed domestic use.
        """
        found = flows.dependence(self.table)
        shares = {
            "total": (Text("完全进口含量", "imports per unit of final use"), found.content),
            "direct": (Text("直接进口系数", "imports per unit of output"), found.of_output),
            "of_inputs": (Text("占中间投入", "of intermediate inputs"), found.of_inputs),
            "penetration": (Text("进口渗透率", "of use at home"), found.penetration),
        }
        columns = [
            Column(key=key, name=name, values=values, unit=SHARE)
            for key, (name, values) in shares.items()
        ]
        columns.append(
            Column(
                key="self_sufficiency",
                name=Text("自给率", "output over use at home"),
                values=_finite(found.self_sufficiency),
                unit=SHARE,
            )
        )
        return self.answer(
            "dependence",
            columns,
            labels=[*rows_of(self.table), self._most(found)],
            figures=[
                Figure(
                    key="imported_inputs",
                    name=Text("进口中间投入", "imported inputs"),
                    value=float(found.of_output @ self.table.x),
                    unit=self.table.unit,
                )
            ],
            notes=self._origins(found),
            formula="m'·(I − A_d)⁻¹",
        )

    def reliance(self, sector: str, region: str = "") -> Answer:
        """The imported products that one sector depends on, with its suppliers.

        Raises:
            CallerError: No such sector or region, or no region of several named.
            DataError: As for :meth:`dependence`.
        """
        found = flows.dependence(self.table)
        sectors = self.table.sectors
        behind = found.behind(sector, region, count=len(sectors))
        at = [sectors.at(each.product) for each in behind]
        name = sectors.names[sectors.at(sector)]
        columns = {
            "total": (Text("每单位最终使用", "per unit of final use"), "total"),
            "direct": (Text("每单位产出直接", "at once, per unit of output"), "direct"),
            "share": (Text("占全部依赖", "of all dependence"), "share"),
        }
        return self.answer(
            "dependence",
            [
                Column(
                    key=key,
                    name=title,
                    values=[float(getattr(each, field)) for each in behind],
                    unit=SHARE,
                )
                for key, (title, field) in columns.items()
            ],
            labels=labelled([sectors.codes[k] for k in at], [sectors.names[k] for k in at]),
            notes=[
                Text(f"{name.zh}所依赖的进口品", f"imported products behind {name.en}"),
                *self._origins(found),
            ],
            formula="M·diag(x)⁻¹·(I − A_d)⁻¹",
        )

    def vertical(self, by: Literal["regions", "sectors"] = "sectors") -> Answer:
        """Vertical specialisation: the imported content of exports.

        Raises:
            DataError: As for :meth:`dependence`.
        """
        found = flows.dependence(self.table)
        count = len(self.table.regions)
        exports, content = found.exports, found.vertical_specialisation
        if by == "regions":
            exports, content = (each.reshape(count, -1).sum(axis=1) for each in (exports, content))
        unit = self.table.unit
        columns = [
            Column(key="vs", name=Text("出口中的进口", "VS"), values=content, unit=unit),
            Column(key="exports", name=Text("出口", "exports"), values=exports, unit=unit),
            Column(
                key="vs_share",
                name=Text("占出口", "of exports"),
                values=[
                    float(a / b) if b > 0 else None for a, b in zip(content, exports, strict=True)
                ],
                unit=SHARE,
            ),
        ]
        if by == "regions" and count > 1:
            supply = Text("他地出口用其产品", "VS1")
            columns.append(Column(key="vs1", name=supply, values=found.vertical_supply, unit=unit))
        whole = float(exports.sum())
        figures = [
            Figure(
                key="vs_share",
                name=Text("进口占全部出口", "imports in all exports"),
                value=float(content.sum()) / whole,
                unit=SHARE,
            )
        ] * (whole > 0 and count == 1)
        return self.answer(
            "vertical",
            columns,
            labels=regions_of(self.table) if by == "regions" else rows_of(self.table),
            figures=figures,
            notes=self._origins(found),
            formula="VS_j = m'·(I − A_d)⁻¹_j·e_j",
        )

    def _most(self, found: Dependence) -> Label:
        """The imported product behind each sector's content more than any other."""
        names = self.table.sectors.names
        first = found.total.argmax(axis=0)
        none = Text("无", "none")
        return Label(
            key="first_product",
            name=Text("最依赖的进口品", "most of it"),
            values=[
                names[at] if whole > 0 else none
                for at, whole in zip(first, found.content, strict=True)
            ],
        )

    def _origins(self, found: Dependence) -> list[Text]:
        """What is meant by imports, and how they were told from goods made at home."""
        table = self.table
        notes = [found.assumption] if found.assumption is not None else []
        if len(table.regions) > 1:
            notes.append(_EACH_REGION)
        elif OUTFLOW in table.finals:
            notes.append(_FROM_THE_COUNTRY)
        elif table.imported is None and not table.competitive:
            notes.append(_NO_IMPORTS)
        return notes


def _finite(values: Floats) -> list[float | None]:
    return [float(each) if np.isfinite(each) else None for each in values]


_EACH_REGION = Text(
    "各地区各算一国：进口含表中其他地区的产品",
    "each region is a country of its own: what others of the table sell it is imported",
)
_FROM_THE_COUNTRY = Text(
    "地区表：进口指来自区外的一切，含国内其他地区",
    "a region's table: imports are all from outside, the rest of the country included",
)
_NO_IMPORTS = Text(
    "表中没有来自各地区之外的进口", "the table has no imports from outside its regions"
)
