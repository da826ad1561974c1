"""Commands that read tables and write them: check, convert, template, repair, aggregate."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.flows.door import Target, app, door
from lantu.cli.questions import Json, Lang, Only, Tongue, Top, show

if TYPE_CHECKING:
    from lantu.workbench import Answer, Economy, TableRequest


class Method(StrEnum):
    """Ways to a region's table."""

    SLQ = "slq"
    CILQ = "cilq"
    FLQ = "flq"
    AFLQ = "aflq"
    POOL = "pool"
    CHARM = "charm"


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
def convert(request: "TableRequest", *, out: Target, lang: Lang = Tongue.ZH) -> None:
    """把表写成 lantu 的布局。 Write a table in lantu's own layout."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.convert_table(request, out, lang.value))


@app.command()
def template(out: Target, *, lang: Lang = Tongue.ZH) -> None:
    """写一张可以照着填的样表。 Write an example of a table, to be filled in."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.write_template(out, lang.value))


@door.reader
def repair(
    request: "TableRequest",
    *,
    out: Target,
    top: Top = 0,
    only: Only = None,
    json: Json = False,
    lang: Lang = Tongue.ZH,
) -> None:
    """配平一张表，写出来，说改了多少。 Balance a table, write it, tell what changed."""
    from lantu import workbench  # noqa: PLC0415

    answer = workbench.repair_table(request, out)
    show(answer, top=top, only=only, json=json, lang=lang)


@door.question
def aggregate(
    opened: "Economy",
    *,
    out: Target,
    by: Annotated[
        str,
        typer.Option(
            help="对照表文件，或自带的 io153:io42。 A file of pairs, or a packaged list such as io153:io42."
        ),
    ],
) -> "Answer":
    """换成另一套部门，写出来。 Tell a table by other sectors, and write it."""
    return opened.aggregate(by, out)


@door.question
def regionalise(
    opened: "Economy",
    *,
    known: Annotated[
        Path,
        typer.Argument(
            metavar="KNOWN", help="地区各部门的产出或就业。 Output or jobs of the region by sector."
        ),
    ],
    out: Target,
    region: Annotated[str, typer.Option(help="地区代码。 Code of the region.")],
    name: Annotated[str, typer.Option(help="地区名称。 Name of the region.")] = "",
    method: Annotated[
        Method, typer.Option(help="怎样分出区内购买。 How purchases inside are told apart.")
    ] = Method.FLQ,
    delta: Annotated[
        float | None,
        typer.Option(help="flq、aflq 的 δ；不写取检验偏差最小的。 δ; that of least tested bias."),
    ] = None,
) -> "Answer":
    """由全国表推算地区表，写出来，附检验误差。 Estimate a region's table from the nation's."""
    from lantu import workbench  # noqa: PLC0415

    chosen = workbench.region_method(method.value, delta)
    return opened.regionalise(known, out, code=region, name=name, method=chosen)


@door.question
def roles(
    opened: "Economy",
    *,
    nation: Annotated[
        Path | None,
        typer.Option(help="全国表，算区位商。 The nation's table, for location quotients."),
    ] = None,
    earlier: Annotated[
        Path | None,
        typer.Option(help="本地区较早的表，同一年价格，算增速差。 An earlier table, for growth."),
    ] = None,
    figures: Annotated[
        Path | None,
        typer.Option(
            help="另有的指标：区位商、关联系数、增速差、复杂度。 A file of measures by sector."
        ),
    ] = None,
    why: Annotated[bool, typer.Option("--why", help="列出依据。 Show the reasons.")] = False,
) -> "Answer":
    """各产业的作用：优势、传统、新兴、未来。 What part each industry plays."""
    return opened.roles(nation, earlier=earlier, figures=figures, why=why)
