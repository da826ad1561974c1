"""``lantu flows …``: the questions of input–output analysis, each asked of one table."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantu.cli.questions import Door, Json, Lang, Options, Tongue

if TYPE_CHECKING:
    from lantu.workbench import Answer, Economy, TableRequest

app = typer.Typer(
    help="投入产出分析：读表、检查、乘数、位置、贸易、区域表。 Input–output analysis of a table.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Stocks(StrEnum):
    """How changes in inventories are treated."""

    CORRECTED = "corrected"
    KEPT = "kept"


class Origin(StrEnum):
    """Whether imported inputs leak out or count as made inside."""

    DOMESTIC = "domestic"
    TOTAL = "total"


File = Annotated[
    Path, typer.Argument(metavar="FILE", help="投入产出表:文件或文件夹。 A table: file or folder.")
]
Target = Annotated[
    Path,
    typer.Argument(metavar="OUT", help="写到这里:.xlsx 或新文件夹。 An .xlsx or a new folder."),
]
Kind = Annotated[
    str,
    typer.Option(
        "--kind",
        help="表的种类:auto、lantu、nbs、ceads、long、wiod、oecd、bea、figaro、pymrio。 What the file is.",
    ),
]
Year = Annotated[str, typer.Option("--year", help="文件有多年时选一年。 The year, of several.")]
Tolerance = Annotated[
    float | None,
    typer.Option("--tolerance", help="允许的不平衡,占最大产出。 Gap allowed, of greatest output."),
]
Repair = Annotated[str, typer.Option("--repair", help="配平方法:gras。 Balance it by: gras.")]
Database = Annotated[
    str,
    typer.Option(
        "--database",
        help="由 pymrio 读:wiod、icio、exiobase3、eora26、gloria。 Read by pymrio.",
    ),
]
Imports = Annotated[
    Origin,
    typer.Option(
        "--imports", help="进口投入漏出(domestic)或视同国内(total)。 Imported inputs leak or count."
    ),
]

READING: Options = {
    "kind": (Kind, "auto"),
    "year": (Year, ""),
    "tolerance": (Tolerance, None),
    "repair": (Repair, ""),
    "database": (Database, ""),
}
"""Options of every command that reads a table."""


def _requested(path: Path, **options: Any) -> "TableRequest":
    from lantu import workbench  # noqa: PLC0415 - commands load what they need

    return workbench.TableRequest(path=path, **options)


def _opened(request: "TableRequest") -> "Economy":
    from lantu import workbench  # noqa: PLC0415

    return workbench.open_table(request)


door = Door(app=app, file=File, reading=READING, request=_requested, opened=_opened)


@door.reader
def check(request: "TableRequest", *, json: Json = False, lang: Lang = Tongue.ZH) -> None:
    """检查一张表：能否读、是否平衡、差在哪里。 Whether a table can be read and balances."""
    from lantu import workbench  # noqa: PLC0415
    from lantu.cli import answering, printing  # noqa: PLC0415

    found = workbench.check_table(request)
    if json:
        printing.as_json(found.record(lang.value))
    else:
        answering.show_check(found, lang.value)
    if not found.ok:
        raise typer.Exit(code=1)


@door.reader
def convert(request: "TableRequest", *, out: Target) -> None:
    """把表写成 lantu 的布局。 Write a table in lantu's own layout."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.convert_table(request, out))


@app.command()
def template(out: Target) -> None:
    """写一张可以照着填的样表。 Write an example of a table, to be filled in."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.write_template(out))


@door.question
def multipliers(
    opened: "Economy",
    *,
    row: Annotated[
        list[str] | None,
        typer.Option(help="只看这些行:output、初始投入或卫星账户的代码。 Only these rows."),
    ] = None,
    income: Annotated[
        list[str] | None,
        typer.Option(help="居民收入的代码,如 VA001:算第二类乘数。 Codes of income, for type II."),
    ] = None,
    imports: Imports = Origin.DOMESTIC,
) -> "Answer":
    """产出、增加值、进口、就业等的乘数。 Multipliers of output, value added, imports, jobs."""
    return opened.multipliers(row or (), income=income or (), imports=imports.value)


@door.question
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


@door.question
def dependence(opened: "Economy") -> "Answer":
    """进口依赖:直接的与沿链的。 Dependence on imports, at once and along the chain."""
    return opened.dependence()
