"""Writing a blueprint: one folder an office can open, print, file, check and compare."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantu.errors import CallerError
from lantu.reports.bitmaps import Bitmaps, Task
from lantu.reports.document import SCHEMA_NAME, document, document_bytes, schema_bytes
from lantu.reports.page import page_html
from lantu.reports.page_pictures import drawings, inlined
from lantu.reports.sheets import lists_xlsx_bytes
from lantu.reports.sources_csv import sources_csv_bytes
from lantu.reports.write_safely import refusals, staging, stale_names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lantu.evidence.exhibits import Blueprint
    from lantu.reports.write_safely import Staging
    from lantu.vocab.text import Language

    Progress = Callable[[int, int, str], None]

DOTS_PER_INCH = 120
"""Fineness of the bitmaps; pictures are drawn in px of 96 to the inch, as CSS counts them."""

_PAGE, _LISTS, _DOCUMENT, _SOURCES = "index.html", "lists.xlsx", "blueprint.json", "sources.csv"
_CSS_DOTS = 96
_A3_DOTS = 1984
_WIDTH = re.compile(r'^<svg[^>]* width="([\d.]+)"')
_KEY = re.compile(r"\w[\w.-]*")
_OWN_MAP = re.compile(r"maps/\w[\w.-]*\.(?:svg|png)")


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFiles:
    """What was written.

    Attributes:
        folder: Where.
        names: Paths below the folder, with ``/``, in the order written.
        removed: Maps of an earlier blueprint that this one has not, removed.
    """

    folder: Path
    names: tuple[str, ...]
    removed: tuple[str, ...] = ()

    @property
    def page(self) -> Path:
        """The page to open first."""
        return self.folder / _PAGE


def write_blueprint(
    blueprint: Blueprint,
    folder: Path,
    *,
    language: Language = "zh",
    progress: Progress | None = None,
) -> WrittenFiles:
    """Write a blueprint's page, lists, maps, data, schema and pages.

    Nothing is ever half-written: every file is made first, then all are moved into place.
    In a folder that holds an earlier blueprint only lantu's own files are replaced. Equal
    blueprints give equal bytes.

    Args:
        blueprint: What to write.
        folder: Where; made where it is not there.
        language: Language of the lists and maps, and what the page speaks first.
        progress: Called before each file with how many are done, how many there are, and
            its name; and once at the end.

    Raises:
        CallerError: A picture's key cannot name a file.
        DataError: A list is longer than a sheet can hold.
        PlaceError: The folder is a file, locked, read-only or full.
    """
    _check_keys(blueprint)
    names = _names(blueprint)
    with staging(folder) as staged:
        _Writing(blueprint, staged, language, _Counter(progress, len(names))).all(names)
        removed = stale_names(_earlier(folder), names, _OWN_MAP)
        staged.replace(stale=removed)
    if progress is not None:
        progress(len(names), len(names), _PAGE)
    return WrittenFiles(folder=folder, names=tuple(staged.names), removed=tuple(removed))


class _Counter:
    """Tells how far the writing is."""

    def __init__(self, progress: Progress | None, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def next(self, name: str) -> None:
        if self._progress is not None:
            self._progress(self._done, self._total, name)
        self._done += 1


class _Writing:
    """One run: pictures are drawn once, then serve files and page."""

    def __init__(
        self, blueprint: Blueprint, staged: Staging, language: Language, counter: _Counter
    ) -> None:
        self._blueprint = blueprint
        self._staged = staged
        self._language: Language = language
        self._counter = counter

    def all(self, names: list[str]) -> None:
        """Stage every file; ``names`` is what they will be called."""
        with Bitmaps() as bitmaps:
            pictures = self._pictures(bitmaps)
            told = document(self._blueprint, files=names)
            self._add(_SOURCES, lambda: sources_csv_bytes(told))
            self._add(_DOCUMENT, lambda: document_bytes(told))
            self._add(SCHEMA_NAME, schema_bytes)
            self._add(_LISTS, lambda: lists_xlsx_bytes(self._blueprint, self._language))
            self._add(_PAGE, lambda: self._page(pictures))
            with refusals(self._staged.folder / "maps"):
                bitmaps.finish()

    def _pictures(self, bitmaps: Bitmaps) -> dict[str, dict[Language, str]]:
        pictures: dict[str, dict[Language, str]] = {}
        for key, draw in drawings(self._blueprint):
            drawn: dict[Language, str] = {"zh": draw("zh"), "en": draw("en")}
            svg = self._add(f"maps/{key}.svg", drawn[self._language].encode)
            self._counter.next(f"maps/{key}.png")
            bitmap = self._staged.place(f"maps/{key}.png")
            bitmaps.draw(Task(svg=svg, png=bitmap, width=_dots(drawn[self._language])))
            pictures[key] = drawn
        return pictures

    def _page(self, pictures: dict[str, dict[Language, str]]) -> bytes:
        return page_html(self._blueprint, inlined(pictures), self._language).encode()

    def _add(self, name: str, make: Callable[[], bytes]) -> Path:
        self._counter.next(name)
        return self._staged.add(name, make())


def _dots(svg: str) -> int:
    """Width of a picture's bitmap, from the width that the picture states."""
    stated = _WIDTH.search(svg)
    return round(float(stated[1]) * DOTS_PER_INCH / _CSS_DOTS) if stated else _A3_DOTS


def _names(blueprint: Blueprint) -> list[str]:
    """Every file of the blueprint, sorted."""
    maps = [f"maps/{key}.{kind}" for key, _ in drawings(blueprint) for kind in ("svg", "png")]
    return sorted([_PAGE, _LISTS, _DOCUMENT, SCHEMA_NAME, _SOURCES, *maps])


def _check_keys(blueprint: Blueprint) -> None:
    """Refuse pictures whose keys cannot name files.

    Raises:
        CallerError: A key is no plain name, or two pictures share one.
    """
    keys = [key for key, _ in drawings(blueprint)]
    for key in keys:
        if not _KEY.fullmatch(key) or keys.count(key) > 1:
            message = f"a picture's key must be a plain name of its own, got {key!r}"
            raise CallerError(message, hint="name chains with letters, digits, - and _ only")


def _earlier(folder: Path) -> Any:
    """The list of files in an earlier blueprint's document; None where there is none."""
    try:
        told = json.loads((folder / _DOCUMENT).read_bytes())
    except (OSError, ValueError):
        return None
    return told.get("files") if isinstance(told, dict) else None
