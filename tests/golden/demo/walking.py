"""Everything a blueprint holds, however deep, with the way to it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import TypeVar

from lantu.evidence.finding import Method
from lantu.evidence.source import Citation, Source

Kind = TypeVar("Kind")


class Parts:
    """Each record, text and word inside a value, by kind, with the way to it.

    Every place of a citation, page or method is kept; what is inside is kept once.
    """

    def __init__(self, value: object) -> None:
        self._of: dict[type, list[tuple[str, object]]] = defaultdict(list)
        self._entered: set[int] = set()
        self._keep(value, "")

    def of(self, kind: type[Kind]) -> list[tuple[str, Kind]]:
        """Each part of exactly this kind, and where it stands."""
        return [(way, part) for way, part in self._of[kind] if isinstance(part, kind)]

    def _keep(self, value: object, way: str) -> None:
        self._of[type(value)].append((way, value))
        if isinstance(value, (Citation, Source, Method)):
            if id(value) in self._entered:
                return
            self._entered.add(id(value))
        for name, part in _inside(value):
            self._keep(part, f"{way}{name}")


def _inside(value: object) -> Iterator[tuple[str, object]]:
    if is_dataclass(value):
        yield from ((f".{each.name}", getattr(value, each.name)) for each in fields(value))
    elif isinstance(value, Mapping):
        yield from ((f"[{key}]", part) for key, part in value.items())
    elif isinstance(value, tuple):
        for at, part in enumerate(value):
            yield f"[{getattr(part, 'key', None) or getattr(part, 'product', None) or at}]", part
