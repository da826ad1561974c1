"""Markup of findings, states, lists and cards, from the templates of this room."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, pass_context
from markupsafe import Markup

from lantu.evidence.finding import Finding
from lantu.reports.cells import said, said_finding, said_interval, state_of
from lantu.reports.page_cells import sort_key
from lantu.reports.page_markup import formula
from lantu.reports.words import STATE_MEANINGS, table_name
from lantu.vocab.words import LABELS, Stage, State, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2.runtime import Context

    from lantu.evidence.exhibits import Column
    from lantu.vocab.text import Text
    from lantu.web.pages.reader import Reader


def render(name: str, reader: Reader, **told: Any) -> str:
    """A template of this room, filled for a reader."""
    return _environment().get_template(name).render(reader=reader, **told)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    filters: Mapping[str, Any] = {
        "say": _say,
        "word": _word,
        "chip": _chip,
        "figure": _figure,
        "cell": _cell,
        "formula": formula,
        "table": table_name,
        "state_meaning": lambda state: STATE_MEANINGS[State(state)],
        "stage": lambda stage: label(Stage(stage)),
    }
    environment.filters.update(filters)
    environment.globals["sort_key"] = sort_key
    return environment


def _source(name: str) -> str:
    folder = resources.files("lantu.web").joinpath("templates")
    return folder.joinpath(name).read_text(encoding="utf-8")


def _reader(context: Context) -> Reader:
    reader: Reader = context["reader"]
    return reader


@pass_context
def _say(context: Context, text: Text | str) -> str:
    return _reader(context).say(text)


@pass_context
def _word(context: Context, key: str) -> str:
    return _reader(context).word(key)


@pass_context
def _chip(context: Context, state: State) -> Markup:
    """A state by mark and word."""
    return Markup('<span class="state state-{}"><i class="mark"></i>{}</span>').format(
        state.value, _reader(context).say(LABELS[state])
    )


@pass_context
def _figure(context: Context, finding: Finding[Any], subject: str, column: Column | None) -> Markup:
    """A finding as a button that opens what it rests on."""
    reader = _reader(context)
    kind = column.kind if column else None
    unit = column.unit if column else None
    state = state_of(finding) if kind in ("state", None) else None
    if state is not None:
        shown: Markup | str = _chip(context, state)
    else:
        shown = said_finding(finding, reader.language, kind=kind, header_unit=unit)
    interval = said_interval(finding, reader.language, kind=kind)
    ranged = Markup(' <small class="range">{}</small>').format(interval) if interval else ""
    return Markup('<button type="button" class="figure" data-go="finding:{}">{}{}</button>').format(
        reader.mark(finding, subject), shown, ranged
    )


@pass_context
def _cell(context: Context, cell: object, column: Column, subject: str) -> Markup | str:
    """What stands in a list's cell."""
    if isinstance(cell, Finding) and column.kind != "source":
        return _figure(context, cell, subject, column)
    if isinstance(cell, Finding):
        mark = _reader(context).mark(cell, subject)
        return Markup(
            '<button type="button" class="figure" data-go="finding:{}">{}</button>'
        ).format(mark, len(cell.citations))
    state = state_of(cell) if column.kind == "state" else None
    return _chip(context, state) if state else said(cell, column, _reader(context).language)
