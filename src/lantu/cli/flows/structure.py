"""Questions about how sectors hang together, and what would be lost without one."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.flows.door import Counted, Imports, Origin, door
from lantu.cli.flows.given import groups_of

if TYPE_CHECKING:
    from lantu.workbench import Answer, Economy


class Stocks(StrEnum):
    """How changes in inventories are treated."""

    CORRECTED = "corrected"
    KEPT = "kept"


class Forward(StrEnum):
    """Whose forward linkage: rows of Ghosh's inverse, or of Leontief's."""

    GHOSH = "ghosh"
    LEONTIEF = "leontief"


class Diagonal(StrEnum):
    """Whether a sector's dealings with itself count."""

    KEPT = "kept"
    CUT = "cut"


class Taken(StrEnum):
    """What is taken away, one at a time."""

    CELLS = "cells"
    SECTORS = "sectors"
    REGIONS = "regions"
    IMPORTS = "imports"


class Removal(StrEnum):
    """What of it goes."""

    COMPLETE = "complete"
    BACKWARD = "backward"
    FORWARD = "forward"
    SUPPLY = "supply"
    REPLACED = "replaced"


@door.question
def multipliers(
    opened: "Economy",
    *,
    row: Counted = None,
    income: Annotated[
        list[str] | None,
        typer.Option(help="居民收入的代码,如 VA001:算第二类乘数。 Codes of income, for type II."),
    ] = None,
    imports: Imports = Origin.DOMESTIC,
) -> "Answer":
    """产出、增加值、进口、就业等的乘数。 Multipliers of output, value added, imports, jobs."""
    return opened.multipliers(row or (), income=income or (), imports=imports.value)


@door.drawn
def position(
    opened: "Economy",
    *,
    inventories: Annotated[
        Stocks, typer.Option(help="存货变动:修正或保留。 Inventories: corrected or kept.")
    ] = Stocks.CORRECTED,
    imports: Imports = Origin.DOMESTIC,
) -> "Answer":
    """上游度与下游度。 Upstreamness and downstreamness."""
    return opened.position(inventories=inventories.value, imports=imports.value)


@door.drawn
def linkages(
    opened: "Economy",
    *,
    forward: Annotated[
        Forward, typer.Option(help="前向关联用哪个逆矩阵。 Whose inverse forward linkage reads.")
    ] = Forward.GHOSH,
    diagonal: Annotated[
        Diagonal, typer.Option(help="是否计部门对自身的交易。 Whether dealings with itself count.")
    ] = Diagonal.KEPT,
    imports: Imports = Origin.DOMESTIC,
) -> "Answer":
    """影响力与感应度，关键部门。 Backward and forward linkages, key sectors."""
    return opened.linkages(forward=forward.value, diagonal=diagonal.value, imports=imports.value)


@door.question
def extraction(
    opened: "Economy",
    *,
    by: Annotated[
        Taken,
        typer.Option(
            help="逐个抽走：每行、每个部门、每个地区、每个地区的进口。 What is taken away in turn."
        ),
    ] = Taken.CELLS,
    group: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME=CODE,CODE",
            help="只抽走这一组部门，如 光电=20,21；可多次。 A group of rows to take away.",
        ),
    ] = None,
    how: Annotated[
        Removal,
        typer.Option(
            help="抽走什么：全部、购买、销售、供给，或由他地接替。 What of it goes, or others step in."
        ),
    ] = Removal.COMPLETE,
    row: Counted = None,
    imports: Imports = Origin.DOMESTIC,
) -> "Answer":
    """假设抽取：没有它，经济损失多少。 Hypothetical extraction: what would be lost without it."""
    return opened.extraction(
        row or (), by=by.value, groups=groups_of(group or ()), kind=how.value, imports=imports.value
    )
