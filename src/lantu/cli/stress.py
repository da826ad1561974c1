"""``lantu stress``: a scenario tried, and what comes of it shown."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.questions import Json, Lang, Tongue
from lantu.errors import CallerError

if TYPE_CHECKING:
    from lantu.workbench import Workbench
    from lantu.workbench.stress import StressAnswer, StressRequest, Words

Address = Annotated[
    str,
    typer.Argument(
        metavar="DIR",
        help="工作区文件夹、postgresql:// 地址，或 demo（自带的湖北）。 A workspace, or demo.",
    ),
]
Named = Annotated[
    str,
    typer.Argument(
        metavar="SCENARIO",
        help="情景：工作区 scenarios/ 里的名字，或 .toml 文件。 A scenario's name, or a file.",
    ),
]
Cut = Annotated[
    list[str] | None,
    typer.Option(
        metavar="KIND:CODE",
        help="不写文件，直接说断什么，如 product:IC01、country:US；可以写几个。 What is cut, in place of a file.",
    ),
]
Part = Annotated[
    str, typer.Option(help="断多少：0.8、80%，说不准写 0.5..0.9。 What part of it is lost.")
]
Lasting = Annotated[str, typer.Option(help="断多少天：90 或 60..180。 For how many days.")]
Back = Annotated[
    str, typer.Option(help="过后多少天恢复完；不写就是当即。 Days over which it comes back.")
]
Stock = Annotated[
    str, typer.Option(help="库存够用多少天。 Days for which stocks stand in for inputs.")
]
Days = Annotated[
    int, typer.Option(min=0, help="看多少天；0 按情景。 Days looked at; 0 as the scenario says.")
]
Sure = Annotated[
    bool, typer.Option(help="在案记录都当作属实。 Take every record as right (with --cut).")
]
Listing = Annotated[bool, typer.Option("--list", help="列出工作区的情景。 List its scenarios.")]
Template = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="写一个可以照着填的情景。 Write a scenario to fill in."),
]
Draws = Annotated[
    int | None,
    typer.Option(min=0, help="抽样次数；0 不抽，只看中间值。 Draws of what is not known; 0: none."),
]
Seed = Annotated[int | None, typer.Option(min=0, help="抽样的种子。 Seed of the draws.")]
Workers = Annotated[int, typer.Option(min=1, help="几个进程一起算。 Processes that work.")]
Cluster = Annotated[
    str, typer.Option(metavar="ADDRESS", help="Dask 集群的地址。 Address of a Dask scheduler.")
]
Checkpoint = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="断点文件：停下后接着算。 Keeps what is done, to go on from there."
    ),
]
Picture = Annotated[
    Path | None,
    typer.Option(metavar="FILE", help="把过程图写到 .svg 或 .png。 Draw losses over the days."),
]
Top = Annotated[
    int, typer.Option(min=0, help="每张清单列几行；0 全列。 Rows of each list; 0: all.")
]


def stress(  # noqa: PLR0913 - each is an option that people may type
    address: Address,
    scenario: Named = "",
    *,
    listing: Listing = False,
    template: Template = None,
    cut: Cut = None,
    part: Part = "1",
    lasting: Lasting = "30",
    back: Back = "",
    stock: Stock = "",
    days: Days = 0,
    sure: Sure = False,
    draws: Draws = None,
    seed: Seed = None,
    workers: Workers = 1,
    cluster: Cluster = "",
    checkpoint: Checkpoint = None,
    picture: Picture = None,
    top: Top = 10,
    json: Json = False,
    lang: Lang = Tongue.ZH,
) -> None:
    """压力测试：断了会怎样，停多久，谁受影响，哪里最要紧。 What stops if something is cut off."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.workbench.stress import StressRequest, Words  # noqa: PLC0415

    opened = workbench.open_workspace(address)
    if listing or template is not None:
        _shelf(opened, template, json=json, lang=lang)
        return
    doubt, cuts = not sure, tuple(cut or ())
    words = Words(
        cut=cuts, part=part, lasting=lasting, back=back, stock=stock, days=days, doubt=doubt
    )
    request = StressRequest(
        scenario=_asked(scenario, words),
        draws=draws,
        days=days or None,
        seed=seed,
        workers=workers,
        cluster=cluster,
        checkpoint=checkpoint,
    )
    answer = _tried(opened, request)
    _shown(answer, json=json, lang=lang, top=top)
    if picture is not None:
        typer.echo(answer.draw(picture, lang.value), err=json)


def _tried(opened: "Workbench", request: "StressRequest") -> "StressAnswer":
    from lantu.cli import printing  # noqa: PLC0415 - as above

    with printing.progress() as progress:
        return opened.stress(replace(request, progress=progress))


def _shown(answer: "StressAnswer", *, json: bool, lang: Tongue, top: int) -> None:
    from lantu.cli import printing, stress_printing  # noqa: PLC0415 - as above

    if json:
        printing.as_json(answer.record())
    else:
        stress_printing.show(answer.test, lang.value, top=top)


def _asked(scenario: str, words: "Words") -> "str | Words":
    if bool(scenario) == bool(words.cut):
        raise CallerError(
            "a scenario and --cut at once" if scenario else "which scenario?",
            hint="name one of --list, or say what is cut: --cut product:IC01",
        )
    return scenario or words


def _shelf(opened: "Workbench", template: Path | None, *, json: bool, lang: Tongue) -> None:
    from lantu.cli import printing, stress_printing  # noqa: PLC0415

    if template is not None:
        typer.echo(opened.bench.example(template))
        return
    found = opened.bench.listed()
    if json:
        printing.as_json([each.record() for each in found])
    else:
        stress_printing.listing(found, lang.value)
