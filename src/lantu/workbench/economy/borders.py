"""Questions about what crosses borders: value in trade, footprints."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from lantu import flows
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column
from lantu.workbench.economy.opened import Opened
from lantu.workbench.economy.subject import regions_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import NDArray

    from lantu.flows import Imports
    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]


class Borders(Opened):
    """Questions about what crosses borders."""

    __slots__ = ()

    def trade(self, by: Literal["regions", "sectors"] = "regions") -> Answer:
        """Gross exports, what they are made of, and the value added that leaves in them.

        Raises:
            CallerError: The table has one region.
            DataError: The table is not productive.
        """
        found = flows.trade(self.table)
        terms = {key: getattr(found, key) for key in _TERMS}
        labels = rows_of(self.table)
        if by == "regions":
            count = len(self.table.regions)
            terms = {key: each.reshape(count, -1).sum(axis=1) for key, each in terms.items()}
            labels = regions_of(self.table)
        columns = [
            Column(key=key, name=_TERMS[key], values=values, unit=self.table.unit)
            for key, values in terms.items()
        ]
        exports = terms["exports"]
        for key, name, part in (
            ("dva_share", Text("国内增加值率", "DVA share"), terms["dva"]),
            ("vax_ratio", Text("VAX 比率", "VAX ratio"), terms["vax"]),
            ("gvc_share", Text("价值链参与", "GVC share"), exports - terms["davax"]),
        ):
            columns.append(Column(key=key, name=name, values=_over(part, exports), unit=SHARE))
        return self.answer(
            "trade",
            columns,
            labels=labels,
            notes=[_TRADE],
            formula="E = DVA + DDC + FVA + FDC + outside; VAX_s = Σ_r≠s v_s·(L·F)_sr",
        )

    def footprints(
        self,
        rows: Sequence[str] = (),
        *,
        uses: Sequence[str] = (),
        imports: Imports = "domestic",
    ) -> Answer:
        """What final use calls for, by who uses it and by who makes it.

        Regions are the rows, or in a table of one region its products.

        Args:
            rows: What to count; the satellites, or value added in a table without any.
            uses: Only these final uses.
            imports: Whether imported inputs leak out or count as made inside.

        Raises:
            CallerError: No such row of primary inputs or satellites.
            DataError: The table is not productive.
        """
        satellite = self.table.satellite
        asked = rows or (satellite.stressors.codes if satellite else ("value added",))
        chosen = [flows.FinalUse(each) for each in uses]
        found = flows.footprints(self.table, *asked, uses=chosen, imports=imports)
        one = len(self.table.regions) == 1
        columns = []
        for at, row in enumerate(found.rows):
            sides = {"use": found.D_cba[at], "made": found.D_pba[at]}
            if not one:
                sides = {
                    "use": found.D_cba_reg[at],
                    "made": found.D_pba_reg[at],
                    "from_elsewhere": found.D_imp_reg[at],
                    "for_elsewhere": found.D_exp_reg[at],
                }
            columns += [self._side(row, side, values) for side, values in sides.items()]
        return self.answer(
            "footprint",
            columns,
            labels=rows_of(self.table) if one else regions_of(self.table),
            notes=[_BY_PRODUCT if one else _BY_REGION],
            formula="D_cba = M·Y, D_pba = S·diag(L·Y·1), M = S·(I − A)⁻¹",
        )

    def _side(self, row: str, side: str, values: Floats) -> Column:
        name, said = self.row_name(row), _SIDES[side]
        return Column(
            key=f"{row} {side}",
            name=Text(f"{name.zh}：{said.zh}", f"{name.en}: {said.en}"),
            values=values,
            unit=self.row_unit(row),
        )


def _over(part: Floats, whole: Floats) -> list[float | None]:
    """Shares; None where there is no whole."""
    return [float(a / b) if b > 0 else None for a, b in zip(part, whole, strict=True)]


_TERMS = {
    "exports": Text("总出口", "exports"),
    "dva": Text("国内增加值", "DVA"),
    "ddc": Text("国内重复", "DDC"),
    "fva": Text("国外增加值", "FVA"),
    "fdc": Text("国外重复", "FDC"),
    "outside": Text("表外", "outside"),
    "vax": Text("VAX", "VAX"),
    "davax": Text("直接吸收", "DAVAX"),
}
"""Terms of gross exports, in the order in which they are told."""

_TRADE = Text(
    "国内增加值首次离境只计一次，再次离境计为重复；VAX 是最终在境外使用的增加值；直接吸收是直接进口国自己用掉的国内增加值，其余是价值链参与",
    "DVA leaves once, DDC leaves again; VAX is value added that is finally used away from home;"
    " the GVC share is what the direct importer does not absorb",
)
_SIDES = {
    "use": Text("消费侧", "by use"),
    "made": Text("生产侧", "by maker"),
    "from_elsewhere": Text("其中来自区外", "from elsewhere"),
    "for_elsewhere": Text("其中为区外", "for elsewhere"),
}
_BY_PRODUCT = Text(
    "消费侧按最终使用的产品，生产侧按所在部门；出口计入最终使用",
    "by use: the product finally used; by maker: the sector where it arises; exports are final use",
)
_BY_REGION = Text(
    "消费侧按最终使用地区，生产侧按发生地区",
    "by use: the region of final use; by maker: the region where it arises",
)
