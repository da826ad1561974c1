"""The data inside the page: the document, how each figure reads, nothing unsafe."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from lantu.reports.cells import said_finding, said_interval
from lantu.reports.document import DECIMALS, document
from lantu.reports.page_views import hosts_named, tables_named
from lantu.reports.typography import typeset
from lantu.reports.words import PAGE, STATE_MEANINGS
from lantu.vocab.words import LABELS, Grade, Stage, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from enum import StrEnum

    from lantu.evidence.exhibits import Blueprint, CellKind
    from lantu.evidence.finding import Finding
    from lantu.reports.document_tables import Record
    from lantu.vocab.text import Text

_ESCAPES = {
    "<": "\\u003c",
    ">": "\\u003e",
    "&": "\\u0026",
    "\u2028": "\\u2028",
    "\u2029": "\\u2029",
}


_AS_IS = frozenset({"formula", "key", "url"})


def page_document(blueprint: Blueprint) -> Record:
    """The document with what each figure reads beside its value.

    Raises:
        InternalError: A value no page can show, or two things under one key.
    """
    return document(blueprint, also=_reading)


def page_json(blueprint: Blueprint, told: Record) -> Markup:
    """The page's data as JSON, safe between script tags.

    Shapes that the pictures draw already are left out, and so is every address that must
    not be followed.

    Args:
        blueprint: Whose page it is.
        told: What :func:`page_document` told.
    """
    data = {
        **told,
        "panoramas": [_named(panorama) for panorama in told["panoramas"]],
        "couplings": told["couplings"] and _named(told["couplings"]),
        "region_maps": [_unshaped(region_map) for region_map in told["region_maps"]],
        "sources": {key: _followable(source) for key, source in told["sources"].items()},
        "words": {
            "page": _pairs(PAGE),
            "tables": _pairs(tables_named(told)),
            "hosts": _pairs(hosts_named(blueprint)),
            "states": _pairs(_labels(State)),
            "stages": _pairs(_labels(Stage)),
            "grades": _pairs(_labels(Grade)),
            "meanings": _pairs({state.value: text for state, text in STATE_MEANINGS.items()}),
        },
    }
    text = json.dumps(_set(data), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return Markup(text)  # noqa: S704 - every character with a meaning in HTML is escaped above


def _reading(finding: Finding[Any], kind: CellKind | None) -> Record:
    shown = _both(finding, kind, 3)
    exact = _both(finding, kind, None)
    ranged = [said_interval(finding, language, kind=kind) for language in ("zh", "en")]
    return {
        "shown": shown,
        **({"exact": exact} if exact != shown else {}),
        **({"ranged": _single(ranged)} if any(ranged) else {}),
    }


def _both(finding: Finding[Any], kind: CellKind | None, digits: int | None) -> Any:
    """What a finding reads, once where both languages agree."""
    value = round(finding.value, DECIMALS) if isinstance(finding.value, float) else None
    told = finding if value is None or digits is not None else _rounded(finding, value)
    return _single(
        [said_finding(told, language, kind=kind, digits=digits) for language in ("zh", "en")]
    )


def _rounded(finding: Finding[Any], value: float) -> Finding[Any]:
    return type(finding)(
        value=value, method=finding.method, unit=finding.unit, interval=finding.interval
    )


def _single(pair: list[str]) -> str | Record:
    zh, en = pair
    return zh if zh == en else {"zh": zh, "en": en}


def _named(panorama: Record) -> Record:
    return {key: panorama[key] for key in ("key", "title", "headline")}


def _unshaped(region_map: Record) -> Record:
    outlines = [{"code": shape["code"], "name": shape["name"]} for shape in region_map["outlines"]]
    return {**region_map, "outlines": outlines}


def _followable(source: Record) -> Record:
    """A page without its address, unless it is safe and an ordinary web address."""
    safe = source["safe_to_link"] and source["url"].startswith(("http://", "https://"))
    return {**source, "url": source["url"] if safe else ""}


def _set(value: Any) -> Any:
    """Every text a reader sees with its full-width marks; keys and formulae untouched."""
    if isinstance(value, str):
        return typeset(value)
    if isinstance(value, list):
        return [_set(part) for part in value]
    if isinstance(value, dict):
        return {key: part if key in _AS_IS else _set(part) for key, part in value.items()}
    return value


def _labels(words: type[StrEnum]) -> dict[str, Text]:
    return {word.value: LABELS[word] for word in words}


def _pairs(texts: Mapping[str, Text]) -> Record:
    return {key: _single([text.zh, text.en]) for key, text in texts.items()}
