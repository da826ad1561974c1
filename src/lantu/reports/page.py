"""The page: one file that holds everything, asks nothing of any network, prints well."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from lantu.reports.numbers import DASH
from lantu.reports.page_cells import state_chip
from lantu.reports.page_data import page_document, page_json
from lantu.reports.page_figures import (
    course_rows,
    dependence_rows,
    grid_rows,
    plot_rows,
    region_rows,
)
from lantu.reports.page_markup import attribute, both, explained, formula
from lantu.reports.page_style import page_css, page_script, template_text
from lantu.reports.page_views import chain_views, ledger_view, source_views, tables_named
from lantu.reports.typography import typeset
from lantu.reports.words import PAGE, STATE_MEANINGS

if TYPE_CHECKING:
    from jinja2 import Template

    from lantu.evidence.exhibits import Blueprint
    from lantu.evidence.plots import Plot
    from lantu.reports.page_pictures import PagePictures
    from lantu.vocab.text import Language

SECTIONS = (
    "overview",
    "panoramas",
    "couplings",
    "regions",
    "dependence",
    "economy",
    "stress",
    "digital",
    "lists",
    "conflicts",
    "methods",
    "settings",
    "sources",
)
"""Sections of the page, in order; their ids are their words' keys."""


def page_html(
    blueprint: Blueprint,
    pictures: PagePictures,
    language: Language = "zh",
) -> str:
    """The whole page; it speaks both languages and opens in ``language``.

    Args:
        blueprint: What to show.
        pictures: Every picture of the blueprint, as :func:`inlined` makes them.
        language: What it speaks before the reader chooses.

    Raises:
        InternalError: A value no page can show, or two things under one key.
    """
    document = page_document(blueprint)
    early, script = template_text("early.js"), page_script()
    return _template().render(
        blueprint=blueprint,
        language=language,
        pictures=pictures.drawn,
        shapes=pictures.shapes,
        css=Markup(page_css()),  # noqa: S704 - our own files
        early=Markup(early),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own files
        policy=_policy(early, script),
        data=page_json(blueprint, document),
        **_views(blueprint, document),
        **_words(language),
    )


def _views(blueprint: Blueprint, document: dict[str, Any]) -> dict[str, Any]:
    """What the template loops over."""
    return {
        "document": document,
        "sections": _sections(blueprint),
        "chains": chain_views(blueprint),
        "names": _panorama_names(blueprint),
        "regions": [
            region_rows(region_map, f"/region_maps/{number}")
            for number, region_map in enumerate(blueprint.region_maps)
        ],
        "dependence": dependence_rows(blueprint.dependence),
        "plots": [
            plot_rows(plot, f"/plots/{number}") for number, plot in enumerate(blueprint.plots)
        ],
        "courses": [
            course_rows(course, f"/courses/{number}")
            for number, course in enumerate(blueprint.courses)
        ],
        "grids": [
            grid_rows(grid, f"/grids/{number}") for number, grid in enumerate(blueprint.grids)
        ],
        "ledgers": [
            ledger_view(ledger, f"/ledgers/{number}")
            for number, ledger in enumerate(blueprint.ledgers)
        ],
        "conflicts": ledger_view(blueprint.conflicts, "/conflicts"),
        "sources": source_views(blueprint, document),
        "tables_named": tables_named(document),
    }


def _words(language: Language) -> dict[str, Any]:
    """What the template says."""
    return {
        "page_words": PAGE,
        "meanings": STATE_MEANINGS,
        "dash": DASH,
        "word": lambda key: both(PAGE[key]),
        "says": lambda name, key: attribute(name, PAGE[key], language),
        "labelled": lambda name, text: attribute(name, text, language),
    }


def _sections(blueprint: Blueprint) -> tuple[str, ...]:
    empty = {
        "panoramas": not blueprint.panoramas,
        "couplings": blueprint.couplings is None,
        "regions": not blueprint.region_maps,
        "economy": not _of_topic(blueprint, "economy"),
        "digital": not (blueprint.grids or _of_topic(blueprint, "digital")),
        "stress": not blueprint.courses,
    }
    return tuple(section for section in SECTIONS if not empty.get(section))


def _of_topic(blueprint: Blueprint, topic: str) -> list[Plot]:
    return [plot for plot in blueprint.plots if plot.topic == topic]


def _panorama_names(blueprint: Blueprint) -> dict[str, Any]:
    """A short name for each panorama: its chain's, where it shows one chain."""
    chains = {summary.chain: summary.name for summary in blueprint.summaries}
    named: dict[str, Any] = {}
    for panorama in blueprint.panoramas:
        own = {node.chain for node in panorama.nodes if not node.guest}
        if len(own) == 1 and (name := chains.get(own.pop())):
            named[panorama.key] = name
    return named


def _policy(*scripts: str) -> str:
    """The content security policy: these scripts, and nothing from anywhere (CSP level 3)."""
    hashes = (
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts
    )
    allowed = " ".join(f"'sha256-{digest}'" for digest in hashes)
    return (
        f"default-src 'none'; script-src {allowed}; style-src 'unsafe-inline'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _template() -> Template:
    environment = Environment(
        loader=FunctionLoader(template_text),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["both"] = both
    environment.filters["typeset"] = typeset
    environment.filters["formula"] = formula
    environment.filters["explained"] = explained
    environment.filters["chip"] = state_chip
    return environment.get_template("page.html.j2")
