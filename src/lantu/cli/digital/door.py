"""The door of ``lantu digital …``: a filled form, which rubric it answers, and who answered."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantu.cli.questions import Door, Options

if TYPE_CHECKING:
    from lantu.workbench import DigitalRequest, Digitals

app = typer.Typer(
    help="数字化：企业水平与短板，数字经济有多大。 Digital levels of firms, and the digital economy.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

File = Annotated[
    Path,
    typer.Argument(metavar="FILE", help="填好的自评或复核表（.xlsx）。 A form that was filled in."),
]
Rubric = Annotated[
    str,
    typer.Option(
        "--rubric",
        metavar="CODE",
        help="评测指标：随包的代码（见 lantu digital rubrics），或自己指标的文件夹。 A packaged rubric, or the folder of one's own.",
    ),
]
Audited = Annotated[
    bool, typer.Option("--audited", help="这张表是复核的结果。 The form is an audit's.")
]

READING: Options = {"rubric": (Rubric, "sme_2024"), "audited": (Audited, False)}
"""Options of every command that reads a form."""


def _request(path: Path, **options: Any) -> "DigitalRequest":
    from lantu import workbench  # noqa: PLC0415 - commands load what they need

    return workbench.DigitalRequest(path=path, **options)


def _opened(request: "DigitalRequest") -> "Digitals":
    from lantu import workbench  # noqa: PLC0415

    return workbench.open_answers(request)


forms = Door(app=app, file=File, reading=READING, request=_request, opened=_opened)
"""Commands that ask of one filled form."""
