"""Search over everything the console shows: products, firms, projects, pages."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.web.desk import Desk


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One thing found.

    Attributes:
        kind: ``product``, ``firm``, ``project`` or ``source``.
        key: Its id.
        name: What people call it.
        about: What else tells it from others.
    """

    kind: str
    key: str
    name: Text
    about: Text

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "kind": self.kind,
            "key": self.key,
            "name": {"zh": self.name.zh, "en": self.name.en},
            "about": {"zh": self.about.zh, "en": self.about.en},
        }


def search(desk: Desk, asked: str, limit: int) -> list[Match]:
    """What every word asked for occurs in, whole beginnings first.

    Args:
        desk: Where to look.
        asked: Words, in either language or an id.
        limit: Matches at most.
    """
    words = _folded(asked).split()
    if not words:
        return []
    found = [
        (not told.startswith(words[0]), len(told), at, match)
        for at, (told, match) in enumerate(_everything(desk))
        if all(word in told for word in words)
    ]
    return [match for *_, match in sorted(found, key=lambda each: each[:3])[:limit]]


def _everything(desk: Desk) -> Iterator[tuple[str, Match]]:
    for match in (*_products(desk), *_firms(desk), *_projects(desk), *_sources(desk)):
        yield _folded(f"{match.name.zh} {match.name.en} {match.key}"), match


def _products(desk: Desk) -> Iterator[Match]:
    chains = {each.chain: each.name for each in desk.portrait.summaries}
    for card in desk.portrait.cards:
        yield Match(kind="product", key=card.product, name=card.name, about=chains[card.chain])


def _firms(desk: Desk) -> Iterator[Match]:
    firms = desk.bench.graph.firms
    for key, name in zip(firms.ids.labels, firms.names, strict=True):
        yield Match(kind="firm", key=key, name=name, about=Text("企业", "firm"))


def _projects(desk: Desk) -> Iterator[Match]:
    for project in desk.bench.directory.projects:
        place = project.city or project.field
        about = Text(f"项目 {place}".strip(), f"project {place}".strip())
        yield Match(kind="project", key=project.id, name=project.name, about=about)


def _sources(desk: Desk) -> Iterator[Match]:
    for source in desk.portrait.sources:
        name = Text(source.publisher, source.publisher)
        about = Text(f"来源 {source.date}".strip(), f"page {source.date}".strip())
        yield Match(kind="source", key=source.key, name=name, about=about)


def _folded(words: str) -> str:
    return unicodedata.normalize("NFKC", words).casefold()
