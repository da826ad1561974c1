"""How the check of a form is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.vocab.text import Language
    from lantu.workbench import DigitalCheck


def show_check(found: DigitalCheck, language: Language) -> None:
    """Faults, contradictions, what is not official, then the verdict."""
    for fault in found.faults:
        typer.echo(fault.say(language))
    for each in found.contradictions:
        items = " ".join((each.firm, *each.items))
        typer.echo(f"{items}: {each.reason.say(language)}")
    for note in found.found.rubric.caveats if found.found else ():
        typer.echo(Text(f"注：{note.zh}", f"Note: {note.en}").say(language))
    typer.echo(_verdict(found).say(language))


def _verdict(found: DigitalCheck) -> Text:
    faults, odd = len(found.faults), len(found.contradictions)
    if found.found is None:
        return Text(
            f"读不了：{faults} 处错误", f"cannot be read: {faults} fault{'s' * (faults > 1)}"
        )
    firms = len(found.found)
    return Text(
        f"{firms} 家企业，可以计算；互相矛盾 {odd} 处",
        f"{firms} firm{'s' * (firms > 1)}, can be computed on; {odd} contradiction{'s' * (odd != 1)}",
    )
