"""The tables at the end of a document: methods, rows and pages, each told once by key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from lantu.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from lantu.evidence.exhibits import Blueprint
    from lantu.evidence.finding import Method
    from lantu.evidence.source import Citation, Source

Record = dict[str, Any]
"""One JSON object."""

_Kept = TypeVar("_Kept")


class EvidenceTables:
    """Gathers what findings rest on, so that each finding names it by key.

    Attributes:
        methods: Every method met, by its key.
        citations: Every row met, by ``table/row``.
        sources: Every page met, by its key.
    """

    def __init__(self, blueprint: Blueprint) -> None:
        self.methods: dict[str, Method] = {}
        self.citations: dict[str, Citation] = {}
        self.sources: dict[str, Source] = {}
        for method in blueprint.methods:
            self.method(method)
        for source in blueprint.sources:
            _keep(self.sources, source.key, source)

    def method(self, method: Method) -> str:
        """Keep a method; its key."""
        return _keep(self.methods, method.key, method)

    def cite(self, citations: Iterable[Citation]) -> list[str]:
        """Keep rows and their pages; the rows' keys, in the order given."""
        keys: list[str] = []
        for citation in citations:
            if citation.source is not None:
                _keep(self.sources, citation.source.key, citation.source)
            keys.append(_keep(self.citations, citation_key(citation), citation))
        return keys


def citation_key(citation: Citation) -> str:
    """The name of a row across all tables: ``table/row``."""
    return "/".join(citation.key)


def method_record(method: Method) -> Record:
    """A method as JSON; its key is the name it stands under."""
    return {
        "name": {"zh": method.name.zh, "en": method.name.en},
        "formula": method.formula,
        "meaning": {"zh": method.meaning.zh, "en": method.meaning.en},
        "reference": method.reference,
    }


def citation_record(citation: Citation) -> Record:
    """A row as JSON; ``source`` is a key of the table of pages."""
    return {
        "table": citation.table,
        "row": citation.row_id,
        "line": citation.line,
        "reading": citation.reading,
        "note": citation.note,
        "grade": None if citation.grade is None else citation.grade.value,
        "source": None if citation.source is None else citation.source.key,
    }


def source_record(source: Source) -> Record:
    """A page as JSON, with its address for audit."""
    return {
        "url": source.url,
        "date": source.date,
        "publisher": source.publisher,
        "host_type": source.host_type,
        "safe_to_link": source.safe_to_link,
    }


def tables_record(tables: EvidenceTables) -> Record:
    """The three tables as JSON, each in the order of its keys."""
    return {
        "methods": _by_key(tables.methods, method_record),
        "citations": _by_key(tables.citations, citation_record),
        "sources": _by_key(tables.sources, source_record),
    }


def _by_key(kept: Mapping[str, _Kept], record: Callable[[_Kept], Record]) -> Record:
    return {key: record(kept[key]) for key in sorted(kept)}


def _keep(kept: dict[str, _Kept], key: str, value: _Kept) -> str:
    """Keep ``value`` under ``key``.

    Raises:
        InternalError: Another value stands there: two things share a name.
    """
    there = kept.setdefault(key, value)
    if there is not value and there != value:
        message = f"two different {type(value).__name__}s share the key {key!r} in one blueprint"
        raise InternalError(message, hint="studies must name each method, row and page once")
    return key
