"""A region's table from the nation's, labelled as the estimate it is.

What the region needs is what the nation needs to make the same; what it buys inside is a
share of that, by the method chosen; what it does not buy inside comes from the rest of the
country or from abroad; what it makes and does not sell inside goes out. ::

    T = A·diag(x^r)                  needs of production, of all origins
    F = Y·s                          needs of final use
    Z = q ∘ domestic part of T       bought inside
    out = x^r - Z1 - F^inside - e    sold to the rest of the country

Where sales inside would exceed output they are scaled down, and the rest comes from outside.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError, DataError
from lantu.flows.balancing import Targets, gras
from lantu.flows.cross_hauling import Trade, cross_hauled_trade, heterogeneity
from lantu.flows.measured_errors import measured_error
from lantu.flows.regional_methods import Charm, Pool, final_shares, location_quotients, quotients
from lantu.model.accounts import FinalUse, Imported, numbers
from lantu.model.input_output_table import InputOutputTable
from lantu.model.roster import Roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.flows.balancing import Balanced
    from lantu.flows.regional_methods import Method, Quotient

    Floats = NDArray[np.float64]

OUTFLOW = "OUT"
"""Code of the column of sales to the rest of the country (with CHARM: to all outside)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """What is known of a region.

    Attributes:
        code: Its code.
        name: Its name.
        output: ``x^r``, in the nation's unit and sectors, shape ``(n,)``. Where only
            employment is known, the nation's output times the region's share of it.
        value_added: ``v^r`` of each sector, ``(n,)``; in the nation's proportion where None.
        final: Final use of each category that is no export, ``(C',)``; the nation's times the
            region's share of value added where None.
        net_outflow: Sales outside less purchases outside of each sector, ``(n,)``, from a
            survey or customs; where given, needs are brought to it by GRAS.
    """

    code: str
    output: Floats
    name: Text = field(default=Text("地区", "region"))
    value_added: Floats | None = None
    final: Floats | None = None
    net_outflow: Floats | None = None

    def __post_init__(self) -> None:
        """Take the arrays as read-only float64."""
        for name in ("output", "value_added", "final", "net_outflow"):
            if getattr(self, name) is not None:
                object.__setattr__(self, name, numbers(name, getattr(self, name)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Regionalised:
    """A region's estimated table and how it came about; ``n`` sectors.

    Attributes:
        table: The table, with imports kept apart (CHARM: competitive).
        method: How purchases were told apart by origin.
        inside: Share of production's domestic needs bought inside, shape ``(n, n)``; with
            CHARM of all needs, the same for every user.
        inflow: Bought from the rest of the country, shape ``(n,)``; with CHARM from all outside.
        foreign: Bought abroad, shape ``(n,)``; zeros with CHARM, which does not tell.
        capped: Factor by which sales inside were scaled down to fit output, shape ``(n,)``.
        balanced: How needs were brought to known net outflows; None where none are known.
    """

    table: InputOutputTable
    method: Method
    inside: Floats
    inflow: Floats
    foreign: Floats
    capped: Floats
    balanced: Balanced | None

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        for name in ("inside", "inflow", "foreign", "capped"):
            object.__setattr__(self, name, numbers(name, getattr(self, name)))


def regionalise(nation: InputOutputTable, region: Region, method: Method) -> Regionalised:
    """The region's table by ``method``.

    Flegg & Webber (1997, 2000), Regional Studies 31, 34; Kronenberg (2009), International
    Regional Science Review 32; Többen & Kronenberg (2015), Economic Systems Research 27.

    Args:
        nation: A table of one region. Where imports are mixed into it, they are told apart
            in proportion: every user of a good imports the same share.
        region: What is known of the region.
        method: ``SLQ()``, ``CILQ()``, ``FLQ(δ)``, ``AFLQ(δ)``, ``Pool()`` or ``Charm()``.

    Raises:
        CallerError: The nation's table has several regions, or lengths differ.
        DataError: The region makes more than the nation, adds more value than it makes, or
            its net outflows cannot be met.
    """
    _check(nation, region)
    needs = _needs(nation, region)
    if isinstance(method, Charm):
        return _by_charm(nation, region, needs, method)
    return _by_shares(nation, region, needs, method)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needs:
    """What the region needs, by origin: ``T`` production's, ``F`` final use's."""

    T: Floats
    F: Floats
    T_foreign: Floats
    F_foreign: Floats
    V: Floats
    exports: Floats
    balanced: Balanced | None

    @property
    def use(self) -> Floats:
        total: Floats = self.T.sum(axis=1) + self.F.sum(axis=1)
        return total


def _check(nation: InputOutputTable, region: Region) -> None:
    if len(nation.regions) != 1:
        raise CallerError(
            f"the nation's table has {len(nation.regions)} regions",
            hint="sum its regions first, or take one",
        )
    location_quotients(region.output, nation.x)
    inner = sum(use is not FinalUse.EXPORT for use in nation.uses)
    for name, length in (
        ("value_added", len(nation)),
        ("final", inner),
        ("net_outflow", len(nation)),
    ):
        given = getattr(region, name)
        if given is not None and given.shape != (length,):
            raise CallerError(f"{name} has shape {given.shape}, not ({length},)")


def _needs(nation: InputOutputTable, region: Region) -> _Needs:
    share = _share(region.output, nation.x)
    inner = np.array([use is not FinalUse.EXPORT for use in nation.uses], dtype=bool)
    Z, Y, Zm, Ym = _origins(nation)
    V = nation.V * share
    if region.value_added is not None:
        V = V * _share(region.value_added, V.sum(axis=0))
    inputs = region.output - V.sum(axis=0)
    if inputs.min() < 0:
        at = int(inputs.argmin())
        raise DataError(f"{nation.labels[at]} adds more value than it makes, by {-inputs[at]:g}")
    column = _share(inputs, (Z + Zm).sum(axis=0))
    scale = V.sum() / nation.V.sum()
    whole = (Y + Ym)[:, inner]
    final = _share(region.final, whole.sum(axis=0)) if region.final is not None else scale
    T, F = (Z + Zm) * column, whole * final
    balanced = None
    if region.net_outflow is not None:
        balanced = gras(np.hstack([T, F]), _known_trade(nation, region, T, F))
        T, F = balanced.X[:, : len(nation)], balanced.X[:, len(nation) :]
    return _Needs(
        T=T,
        F=F,
        T_foreign=T * _share(Zm, Z + Zm),
        F_foreign=F * _share(Ym[:, inner], whole),
        V=V,
        exports=Y[:, ~inner] * share[:, None],
        balanced=balanced,
    )


def _origins(nation: InputOutputTable) -> tuple[Floats, Floats, Floats, Floats]:
    """Uses of domestic goods and of imported goods, ``Z, Y, Zm, Ym``."""
    if nation.imported is not None:
        return nation.Z, nation.Y, nation.imported.Z, nation.imported.Y
    home = np.array([use is not FinalUse.EXPORT for use in nation.uses], dtype=bool)
    use = nation.Z.sum(axis=1) + nation.Y[:, home].sum(axis=1)
    part = np.minimum(_share(nation.imports, use), 1.0)[:, None]
    return (
        nation.Z * (1 - part),
        nation.Y * (1 - part * home),
        nation.Z * part,
        nation.Y * (part * home),
    )


def _known_trade(nation: InputOutputTable, region: Region, T: Floats, F: Floats) -> Targets:
    rows = region.output - region.net_outflow  # type: ignore[operator] # given where called
    columns = np.concatenate([T.sum(axis=0), F.sum(axis=0)])
    inner = [
        c for c, use in zip(nation.finals, nation.uses, strict=True) if use is not FinalUse.EXPORT
    ]
    if region.final is None:
        columns[len(nation) :] *= (rows.sum() - T.sum()) / F.sum()
    return Targets(
        rows=rows,
        columns=columns,
        row_names=nation.labels,
        column_names=(*nation.labels, *inner),
    )


def _by_shares(
    nation: InputOutputTable, region: Region, needs: _Needs, method: Quotient | Pool
) -> Regionalised:
    domestic, final = needs.T - needs.T_foreign, needs.F - needs.F_foreign
    q, p = _inside_shares(nation, region, method, domestic, final)
    Z, F = np.minimum(q, 1.0) * domestic, p[:, None] * final
    abroad = needs.exports.sum(axis=1)
    sales, room = Z.sum(axis=1) + F.sum(axis=1), np.maximum(region.output - abroad, 0.0)
    capped = np.where(sales > room, _share(room, sales), 1.0)
    Z, F = Z * capped[:, None], F * capped[:, None]
    out = region.output - abroad - capped * sales
    nothing = np.zeros((len(nation), 1 + needs.exports.shape[1]))
    imported = Imported(Z=needs.T - Z, Y=np.hstack([needs.F - F, nothing]))
    foreign = needs.T_foreign.sum(axis=1) + needs.F_foreign.sum(axis=1)
    parts = (Z, np.column_stack([F, out, needs.exports]), imported, np.zeros(len(nation)))
    return Regionalised(
        table=_table(nation, region, needs, method, parts),
        method=method,
        inside=_share(Z, domestic),
        inflow=imported.Z.sum(axis=1) + imported.Y.sum(axis=1) - foreign,
        foreign=foreign,
        capped=capped,
        balanced=needs.balanced,
    )


def _inside_shares(
    nation: InputOutputTable, region: Region, method: Quotient | Pool, T: Floats, F: Floats
) -> tuple[Floats, Floats]:
    if isinstance(method, Pool):
        have = region.output - region.output * _share(_exports(nation), nation.x)
        p = np.clip(_share(have, T.sum(axis=1) + F.sum(axis=1)), 0.0, 1.0)
        return np.tile(p[:, None], (1, len(p))), p
    return quotients(method, region.output, nation.x), final_shares(method, region.output, nation.x)


def _by_charm(
    nation: InputOutputTable, region: Region, needs: _Needs, method: Charm
) -> Regionalised:
    Z, Y, Zm, Ym = _origins(nation)
    inner = np.array([use is not FinalUse.EXPORT for use in nation.uses], dtype=bool)
    imports = Zm.sum(axis=1) + Ym.sum(axis=1)
    use = (Z + Zm).sum(axis=1) + (Y + Ym)[:, inner].sum(axis=1)
    trade = Trade(exports=_exports(nation) + Ym[:, ~inner].sum(axis=1), imports=imports)
    h = heterogeneity(trade, nation.x, use, method.formula)
    crossing = cross_hauled_trade(h, region.output, needs.use, method.formula)
    share = np.clip(1 - _share(crossing.imports, needs.use), 0.0, 1.0)
    parts = (needs.T, np.column_stack([needs.F, crossing.exports]), None, crossing.imports)
    return Regionalised(
        table=_table(nation, region, needs, method, parts),
        method=method,
        inside=np.tile(share[:, None], (1, len(nation))),
        inflow=crossing.imports,
        foreign=np.zeros(len(nation)),
        capped=np.ones(len(nation)),
        balanced=needs.balanced,
    )


def _exports(nation: InputOutputTable) -> Floats:
    return nation.final_for(FinalUse.EXPORT)


def _table(
    nation: InputOutputTable,
    region: Region,
    needs: _Needs,
    method: Method,
    parts: tuple[Floats, Floats, Imported | None, Floats],
) -> InputOutputTable:
    Z, Y, imported, imports = parts
    inner = [k for k, use in enumerate(nation.uses) if use is not FinalUse.EXPORT]
    outer = (
        [] if isinstance(method, Charm) else [k for k in range(len(nation.uses)) if k not in inner]
    )
    told = nation.finals
    out = (
        Text("流出", "outflow")
        if isinstance(method, Charm)
        else Text("流出到国内其他地区", "outflow to the rest of the country")
    )
    finals = Roster(
        told.noun,
        (*(told.codes[k] for k in inner), OUTFLOW, *(told.codes[k] for k in outer)),
        (*(told.names[k] for k in inner), out, *(told.names[k] for k in outer)),
    )
    uses = (*(nation.uses[k] for k in inner), FinalUse.EXPORT, *(nation.uses[k] for k in outer))
    return InputOutputTable(
        regions=Roster(nation.regions.noun, (region.code,), (region.name,)),
        sectors=nation.sectors,
        finals=finals,
        uses=uses,
        primaries=nation.primaries,
        Z=Z,
        Y=Y,
        V=needs.V,
        x=region.output,
        imports=imports,
        imported=imported,
        residual=np.zeros(len(nation)),
        unit=nation.unit,
        period=nation.period,
        title=Text(
            f"{region.name.zh}投入产出表（估计）",
            f"Input–output table of {region.name.en} (estimate)",
        ),
        source=nation.source,
        estimate=_estimate(nation, method),
        tolerance=nation.tolerance,
    )


def _estimate(nation: InputOutputTable, method: Method) -> Text:
    tested = measured_error(method)
    return Text(
        f"按{method.name.zh}由“{nation.title.zh}”（{nation.period}）推算；{tested.zh}",
        f"by {method.name.en} from “{nation.title.en}” ({nation.period}); {tested.en}",
    )


def _share(part: Floats, whole: Floats) -> Floats:
    """``part/whole``, 0 where there is no whole."""
    share: Floats = np.divide(
        part, whole, out=np.zeros(np.broadcast(part, whole).shape), where=whole != 0
    )
    return share
