"""Questions about what crosses borders, and about change."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.flows.door import Counted, Imports, Origin, door
from lantu.cli.flows.given import change_of, changes_of

if TYPE_CHECKING:
    from lantu.workbench import Answer, Economy


class Exporter(StrEnum):
    """Whose exports a row tells."""

    REGIONS = "regions"
    SECTORS = "sectors"


class Use(StrEnum):
    """What a final use is for."""

    HOUSEHOLD = "household"
    NONPROFIT = "nonprofit"
    GOVERNMENT = "government"
    CAPITAL = "capital"
    INVENTORY = "inventory"
    EXPORT = "export"
    OTHER = "other"


class Orders(StrEnum):
    """Which orders of change are averaged."""

    ALL = "all"
    POLAR = "polar"


@door.question
def dependence(
    opened: "Economy",
    *,
    sector: Annotated[
        str,
        typer.Option(
            metavar="CODE",
            help="只看这个部门依赖哪些进口品，如 20 或 CHN:c14。 Products behind one sector.",
        ),
    ] = "",
) -> "Answer":
    """进口依赖：直接的与沿链的。 Dependence on imports, at once and along the chain."""
    if not sector:
        return opened.dependence()
    region, _, code = sector.rpartition(":")
    return opened.reliance(code, region)


@door.question
def vertical(
    opened: "Economy",
    *,
    by: Annotated[
        Exporter, typer.Option(help="按部门或按地区。 By exporting sector or region.")
    ] = Exporter.SECTORS,
) -> "Answer":
    """垂直专业化：出口里有多少进口。 Vertical specialisation: imports in exports."""
    return opened.vertical(by.value)


@door.question
def trade(
    opened: "Economy",
    *,
    by: Annotated[
        Exporter, typer.Option(help="按地区或按部门。 By exporting region or sector.")
    ] = Exporter.REGIONS,
) -> "Answer":
    """出口里是谁的增加值（多地区表）。 Whose value is in exports, in a table of many regions."""
    return opened.trade(by.value)


@door.question
def footprint(
    opened: "Economy",
    *,
    row: Counted = None,
    use: Annotated[
        list[Use] | None, typer.Option(help="只看这些最终使用。 Only these final uses.")
    ] = None,
    imports: Imports = Origin.DOMESTIC,
) -> "Answer":
    """足迹：最终使用沿链带动的就业、能耗、排放。 Footprints of final use along the chain."""
    return opened.footprints(
        row or (), uses=[each.value for each in use or ()], imports=imports.value
    )


@door.question
def prices(
    opened: "Economy",
    *,
    imported: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[CODE=]CHANGE",
            help="进口品涨价：10%，或 06=20%（只这一种）。 Dearer imports: all, or one product.",
        ),
    ] = None,
    primary: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE=CHANGE", help="初始投入涨价，如 VA001=10%。 Dearer primary inputs."
        ),
    ] = None,
    cost: Annotated[
        list[str] | None,
        typer.Option(
            metavar="CODE=CHANGE",
            help="部门每单位产出增加的成本，如税。 More cost per unit of output.",
        ),
    ] = None,
    fixed: Annotated[
        list[str] | None,
        typer.Option(metavar="CODE=CHANGE", help="由外部定价的部门。 Prices set from outside."),
    ] = None,
) -> "Answer":
    """成本沿链转嫁后的价格。 Prices once dearer inputs are passed on along the chain."""
    return opened.prices(
        imported=change_of(imported or ()),
        primary=changes_of(primary or ()),
        cost=changes_of(cost or ()),
        fixed=changes_of(fixed or ()),
    )


@door.question
def decompose(
    opened: "Economy",
    *,
    later: Annotated[
        Path, typer.Argument(metavar="LATER", help="较晚一年的表。 The table of a later year.")
    ],
    row: Annotated[
        str, typer.Option(help="分解什么：output 或代码。 What changed: output, or a code.")
    ] = "output",
    orders: Annotated[
        Orders, typer.Option(help="对全部次序平均，或只对两极。 All orders, or the two polar ones.")
    ] = Orders.ALL,
    imports: Imports = Origin.DOMESTIC,
) -> "Answer":
    """两年之间变了什么：技术、构成、总量。 What lies behind the change between two years."""
    return opened.decompose(later, row=row, imports=imports.value, orders=orders.value)
