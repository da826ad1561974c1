"""How digital an economy is, by figures of its industries."""

from pathlib import Path
from typing import Annotated

import typer

from lantu.cli.digital.door import app
from lantu.cli.questions import Json, Lang, Tongue

Figures = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="CSV：industry, value, core_share, digitised_share。 Figures by industry.",
    ),
]
Unit = Annotated[str, typer.Option("--unit", help="数的单位，如 亿元。 Unit of the figures.")]
Title = Annotated[str, typer.Option("--title", help="这是什么数。 What the figures are.")]


@app.command()
def economy(
    file: Figures, *, unit: Unit = "", title: Title = "", json: Json = False, lang: Lang = Tongue.ZH
) -> None:
    """数字经济规模：数字产业化、产业数字化各至少、至多多少。 The digital economy's two halves."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli.questions import show  # noqa: PLC0415

    show(workbench.open_economy(file, unit=unit, title=title), json=json, lang=lang)
