"""Commands that read files of activities and write them: check, convert, template, measures."""

from typing import TYPE_CHECKING

import typer

from lantu.cli.complexity.door import Target, app, door, files
from lantu.cli.questions import Json, Lang, Tongue

if TYPE_CHECKING:
    from lantu.workbench import ActivityRequest, Answer, Capability


@files.reader
def check(request: "ActivityRequest", *, json: Json = False, lang: Lang = Tongue.ZH) -> None:
    """检查一张活动表：能否读，里面有什么。 Whether a file can be read, and what it holds."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli import answering, printing  # noqa: PLC0415

    found = workbench.check_activities(request)
    if json:
        printing.as_json(found.record(lang.value))
    else:
        answering.show_activity_check(found, lang.value)
    if not found.ok:
        raise typer.Exit(code=1)


@files.reader
def convert(request: "ActivityRequest", *, out: Target, lang: Lang = Tongue.ZH) -> None:
    """把活动表写成 lantu 的清单。 Write a file of activities as lantu's own list."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.convert_activities(request, out, lang.value))


@app.command()
def template(out: Target, *, lang: Lang = Tongue.ZH) -> None:
    """写一张可以照着填的样表。 Write an example of a file, to be filled in."""
    from lantu import workbench  # noqa: PLC0415

    typer.echo(workbench.write_activity_template(out, lang.value))


@door.question
def measures(opened: "Capability", *, out: Target) -> "Answer":
    """一次量全：优势、复杂度、密度、前景，写成一张表。 All measures at once, written as a table."""
    return opened.measures(out)
