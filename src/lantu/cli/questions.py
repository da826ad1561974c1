"""A door: commands that each ask one question of what one file holds.

A command says what it asks and which options are its own; the file, the options of reading
it and those of showing the answer are the door's, the same for every command of it.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeAlias

import typer

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.vocab.text import Language
    from lantu.workbench import Answer

# Annotations here and in the doors are read when the program starts, so that no module of
# theirs postpones them; what only the type checker knows is quoted.


class Tongue(StrEnum):
    """Language of what is printed."""

    ZH = "zh"
    EN = "en"


Top = Annotated[
    int, typer.Option("--top", min=0, help="只列第一列最大的几行。 Only the greatest rows.")
]
Only = Annotated[
    list[str] | None,
    typer.Option(
        "--only", help="只列这些行：代码或名称，如 CHN:c14。 Only rows of this code or name."
    ),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON。 Print JSON.")]
Lang = Annotated[Tongue, typer.Option("--lang", help="输出语言。 Language of the output.")]

Options: TypeAlias = Mapping[str, tuple[Any, Any]]
"""Annotation and default of each option, by its name."""

SHOWING: Options = {
    "top": (Top, 0),
    "only": (Only, None),
    "json": (Json, False),
    "lang": (Lang, Tongue.ZH),
}
"""Options of every command that shows figures."""

Picture = Annotated[
    Path | None,
    typer.Option("--picture", metavar="FILE", help="把图写到 .svg 或 .png。 Write its picture."),
]

DRAWING: Options = {"picture": (Picture, None)}
"""Option of commands whose answers have a picture."""

Command: TypeAlias = Callable[..., "Answer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A group of commands about one kind of file.

    Attributes:
        app: The group.
        file: Annotation of the argument that names the file.
        reading: Options that say how the file is to be read.
        request: Makes of the file and those options what the workbench opens.
        opened: Opens it.
        shared: Names of parameters that the door fills in, not the caller.
    """

    app: typer.Typer
    file: Any
    reading: Options
    request: Callable[..., Any]
    opened: Callable[[Any], Any]
    shared: frozenset[str] = field(default=frozenset({"opened", "request"}))

    def question(self, ask: Command) -> Command:
        """Register a command that asks one question of the file and shows the answer.

        Its first parameter is called ``opened``.
        """
        return self._asked(ask, SHOWING)

    def drawn(self, ask: Command) -> Command:
        """Register a question whose answer has a picture as well."""
        return self._asked(ask, {**SHOWING, **DRAWING})

    def _asked(self, ask: Command, showing: Options) -> Command:
        @wraps(ask)
        def run(**options: Any) -> None:
            from lantu.cli import printing  # noqa: PLC0415 - commands load what they need

            shown = {name: options.pop(name) for name in showing}
            language: Language = shown["lang"].value
            with printing.progress() as progress:
                progress(READING.say(language), 0.05)
                opened = self.opened(self._requested(options))
                progress(RECKONING.say(language), 0.5)
                answer = ask(opened, **options)
            show(answer, **shown)

        self.app.command()(self._extended(ask, run, self.reading, showing))
        return ask

    def reader(self, command: Callable[..., None]) -> Callable[..., None]:
        """Register a command that takes the file as it is asked for, unread.

        Its first parameter is called ``request``; it shows what it finds itself.
        """

        @wraps(command)
        def run(**options: Any) -> None:
            command(self._requested(options), **options)

        self.app.command()(self._extended(command, run, self.reading))
        return command

    def _requested(self, options: dict[str, Any]) -> Any:
        given = {name: options.pop(name) for name in self.reading}
        return self.request(options.pop("file"), **given)

    def _extended(
        self, command: Callable[..., Any], run: Callable[..., None], *shared: Options
    ) -> Callable[..., None]:
        """``run`` with the signature typer reads: file, the command's own options, the shared."""
        own = [
            each.replace(kind=inspect.Parameter.KEYWORD_ONLY)
            for name, each in inspect.signature(command).parameters.items()
            if name not in self.shared
        ]
        parameters = [_parameter("file", self.file), *own]
        parameters += [
            _parameter(name, annotation, default)
            for options in shared
            for name, (annotation, default) in options.items()
        ]
        run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
        run.__annotations__ = {each.name: each.annotation for each in parameters}
        return run


def show(
    answer: "Answer",
    *,
    top: int = 0,
    only: Sequence[str] | None = None,
    json: bool = False,
    lang: Tongue = Tongue.ZH,
    picture: Path | None = None,
) -> None:
    """Print an answer, for people or for programs, and draw its picture."""
    from lantu import workbench  # noqa: PLC0415 - commands load what they need
    from lantu.cli import answering, printing  # noqa: PLC0415

    if json:
        printing.as_json(answer.record(top, only or ()))
    else:
        answering.show(answer, lang.value, top=top, only=only or ())
    if picture is not None:
        typer.echo(workbench.write_picture(answer, picture, lang.value), err=json)


def _parameter(
    name: str, annotation: Any, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


READING = Text("读入", "reading")
RECKONING = Text("计算", "reckoning")
