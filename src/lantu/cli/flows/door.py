"""The door of ``lantu flows …``: one table, how it is read, and options commands share."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantu.cli.questions import Door, Options

if TYPE_CHECKING:
    from lantu.workbench import Economy, TableRequest

app = typer.Typer(
    help="投入产出分析：读表、检查、乘数、位置、贸易、区域表。 Input–output analysis of a table.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


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

Counted = Annotated[
    list[str] | None,
    typer.Option(
        "--row",
        help="计什么：output、value added、imports、初始投入或卫星账户的代码。 What to count.",
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
