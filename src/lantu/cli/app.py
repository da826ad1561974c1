"""The commands. Each parses, asks the workbench, and hands the answer to the printers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu import __version__
from lantu.cli import complexity, digital, flows, node
from lantu.cli.questions import Json, Lang, Tongue
from lantu.cli.serve import serve
from lantu.cli.stress import stress

if TYPE_CHECKING:
    from lantu.workbench import ActivityRequest

app = typer.Typer(
    name="lantu",
    help="蓝图:把一省的产业事实变成经得起推敲的蓝图。 From industrial facts to a tested blueprint.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.add_typer(flows.app, name="flows")
app.add_typer(complexity.app, name="complexity")
app.add_typer(digital.app, name="digital")
app.add_typer(node.app, name="node")


Address = Annotated[
    str,
    typer.Argument(
        metavar="DIR", help="工作区文件夹或 postgresql:// 地址。 A workspace folder or address."
    ),
]
Folder = Annotated[Path, typer.Argument(metavar="DIR", help="文件夹。 A folder.")]
Table = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="单区域投入产出表,蓝图据此加一页产业位置与依赖。 An input–output table to set beside the facts.",
    ),
]
Activities = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE",
        help="活动表,蓝图据此加一页下一步能做什么。 A file of activities, to tell what comes next.",
    ),
]
Place = Annotated[
    str,
    typer.Option(metavar="CODE", help="本地区在活动表里的代码或名称。 The region in that file."),
]
ActivityColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="PART=HEADER",
        help="活动表哪一列是什么,如 place=czone。 Which column of it is what.",
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="输出文件夹。 Output folder.")]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lantu {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="版本。 The version."),
    ] = False,
) -> None:
    """蓝图:把一省的产业事实变成经得起推敲的蓝图。 From industrial facts to a tested blueprint."""
    del version


@app.command()
def demo(
    *,
    out: Out = Path("lantu-out/hubei"),
    table: Table = None,
    activities: Activities = None,
    place: Place = "",
    columns: ActivityColumns = None,
    lang: Lang = Tongue.ZH,
) -> None:
    """写出自带的湖北示范蓝图。 Write the blueprint of the packaged Hubei facts."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli import printing  # noqa: PLC0415

    with printing.progress() as progress:
        opened = workbench.open_demo(
            table=table, activities=_activities(activities, columns), place=place
        )
        written = opened.write_blueprint(out, language=lang.value, progress=progress)
    printing.written(opened.blueprint(), written, lang.value)


def _activities(path: Path | None, columns: list[str] | None) -> ActivityRequest | None:
    from lantu import workbench  # noqa: PLC0415

    if path is None:
        return None
    return workbench.ActivityRequest(path=path, columns=columns or ())


@app.command()
def new(folder: Folder) -> None:
    """新建工作区:设置、各表模板与示例行。 Start a workspace: settings, tables, one example row each."""
    from lantu import workbench  # noqa: PLC0415

    for path in workbench.new(folder):
        typer.echo(path)


@app.command()
def check(
    address: Address,
    quarantine: Annotated[
        Path | None,
        typer.Option(
            help="把有错的行另存到此文件夹,其余写成干净的工作区。 Set faulty rows aside in this folder."
        ),
    ] = None,
    json: Json = False,
    lang: Lang = Tongue.ZH,
) -> None:
    """检查事实,逐条报告全部错误。 Check the facts and report every fault."""
    from lantu import workbench  # noqa: PLC0415
    from lantu.cli import printing  # noqa: PLC0415

    if quarantine is not None:
        printing.quarantined(workbench.quarantine(address, quarantine), lang.value, json=json)
        return
    report = workbench.check(address)
    printing.faults(report, lang.value, json=json)
    if report.errors:
        raise typer.Exit(code=1)


@app.command()
def blueprint(
    address: Address,
    *,
    out: Out = Path("lantu-out/blueprint"),
    table: Table = None,
    activities: Activities = None,
    place: Place = "",
    columns: ActivityColumns = None,
    lang: Lang = Tongue.ZH,
) -> None:
    """写出蓝图:网页、清单、图、JSON、来源。 Write the blueprint: page, lists, maps, JSON, sources."""
    from lantu import workbench  # noqa: PLC0415
    from lantu.cli import printing  # noqa: PLC0415

    with printing.progress() as progress:
        opened = workbench.open_workspace(
            address, table=table, activities=_activities(activities, columns), place=place
        )
        written = opened.write_blueprint(out, language=lang.value, progress=progress)
    printing.written(opened.blueprint(), written, lang.value)


@app.command()
def diagnose(
    address: Address,
    chain: Annotated[str, typer.Option(help="只看一条链,如 OPTO。 Only this chain.")] = "",
    product: Annotated[
        str, typer.Option(help="只看一个环节,含全部证据。 One product in full.")
    ] = "",
    json: Json = False,
    lang: Lang = Tongue.ZH,
) -> None:
    """诊断补链、强链、延链。 Diagnose gaps, weak and extendable links."""
    from lantu import workbench  # noqa: PLC0415
    from lantu.cli import printing  # noqa: PLC0415

    opened = workbench.open_workspace(address)
    cards = opened.diagnose(chain or None, product=product or None)
    if json:
        printing.as_json(opened.document(cards))
    else:
        printing.cards(cards, lang.value, full=bool(product))


app.command()(stress)
app.command()(serve)


@app.command()
def snapshot(address: Address) -> None:
    """存一份不可改的事实快照。 Keep an immutable snapshot of the facts."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.snapshot(address))


@app.command()
def diff(
    old: Annotated[str, typer.Argument(help="旧工作区或快照。 The older workspace or snapshot.")],
    new: Annotated[str, typer.Argument(help="新工作区或快照。 The newer one.")],
    json: Json = False,
    lang: Lang = Tongue.ZH,
) -> None:
    """比较两份事实及其结论。 Compare two sets of facts and their conclusions."""
    from lantu import workbench  # noqa: PLC0415
    from lantu.cli import printing  # noqa: PLC0415

    printing.changes(workbench.diff(old, new), lang.value, json=json)


@app.command()
def copy(
    source: Annotated[str, typer.Argument(help="来源工作区。 Workspace to copy from.")],
    target: Annotated[
        str, typer.Argument(help="空文件夹或 postgresql://… 地址。 An empty folder or an address.")
    ],
) -> None:
    """在文件夹与 PostgreSQL 之间复制工作区。 Copy a workspace between a folder and PostgreSQL."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.copy(source, target))
