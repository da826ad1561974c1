"""Commands about rubrics and forms: which there are, an empty form, whether a filled one is fit."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.digital.door import Audited, Rubric, app, forms
from lantu.cli.questions import Json, Lang, Tongue

if TYPE_CHECKING:
    from lantu.workbench import DigitalRequest

Out = Annotated[Path, typer.Argument(metavar="OUT", help="写到这里（.xlsx）。 Where to write.")]
Example = Annotated[
    int,
    typer.Option(
        "--example",
        min=0,
        help="由几家虚构企业填好，用来试用。 Filled in by so many made-up firms.",
    ),
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="虚构答案的种子。 Seed of their answers.")]


@app.command()
def rubrics(*, json: Json = False, lang: Lang = Tongue.ZH) -> None:
    """随包的评测指标，各有几项，证据几级。 The packaged rubrics, and the evidence for each."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli.questions import show  # noqa: PLC0415

    show(workbench.rubrics(), json=json, lang=lang)


@app.command()
def form(
    out: Out,
    *,
    rubric: Rubric = "sme_2024",
    example: Example = 0,
    seed: Seed = 0,
    audited: Audited = False,
) -> None:
    """写一张请企业填的自评表。 Write a form for firms to fill in."""
    from lantu import workbench  # noqa: PLC0415

    written = workbench.write_form(out, rubric=rubric, example=example, seed=seed, audited=audited)
    typer.echo(written)


@forms.reader
def check(request: "DigitalRequest", *, json: Json = False, lang: Lang = Tongue.ZH) -> None:
    """检查一张填好的表：毛病，互相矛盾的答案。 Faults of a form, and answers that contradict."""
    from lantu import workbench  # noqa: PLC0415
    from lantu.cli import printing  # noqa: PLC0415
    from lantu.cli.digital.printing import show_check  # noqa: PLC0415

    found = workbench.check_answers(request)
    if json:
        printing.as_json(found.record(lang.value))
    else:
        show_check(found, lang.value)
    if not found.ok:
        raise typer.Exit(code=1)
