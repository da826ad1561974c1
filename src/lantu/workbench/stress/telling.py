"""The answer of a stress test, handed on: as JSON values, as a picture."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from lantu.errors import CallerError
from lantu.facts.writing import whole_file
from lantu.studies.blueprint import exhibits_only
from lantu.workbench.answers import both

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.evidence.stress_test import StressTest
    from lantu.model.directory import Directory
    from lantu.vocab.text import Language

WIDE = 1880
"""Pixels across a PNG: twice the picture's own width."""

SCHEMA = "stress.schema.json"
FORMAT, VERSION = "lantu-stress", 1


@dataclass(frozen=True, slots=True, kw_only=True)
class StressAnswer:
    """A stress test, and what its figures rest on.

    Attributes:
        test: What was found.
        directory: The facts' pages.
        facts: Their hash.
    """

    test: StressTest
    directory: Directory
    facts: str

    def record(self) -> dict[str, Any]:
        """As JSON values, with the methods, rows and pages that figures name."""
        from lantu.reports.document import document  # noqa: PLC0415 - only programs ask for JSON

        test = self.test
        courses = () if test.course is None else (test.course,)
        shown = exhibits_only(
            self.directory,
            facts_hash=self.facts,
            courses=courses,
            ledgers=test.ledgers,
            methods=test.methods,
            caveats=test.caveats,
            settings=test.settings,
        )
        told = document(replace(shown, sources=()))  # of the pages those that are cited
        kept = ("facts", "settings", "caveats", "ledgers", "methods", "citations", "sources")
        return {
            "$schema": SCHEMA,
            "format": FORMAT,
            "version": VERSION,
            "scenario": {
                "code": test.scenario,
                "name": both(test.name),
                "about": None if test.about is None else both(test.about),
                "engine": test.engine,
            },
            "headline": both(test.headline),
            "course": told["courses"][0] if courses else None,
            **{key: told[key] for key in kept},
        }

    def draw(self, place: Path, language: Language = "zh") -> Path:
        """Draw its losses over the days: SVG, or PNG where the name ends in ``.png``.

        Raises:
            CallerError: It has no days, or the name has another ending.
            PlaceError: The place cannot be written.
        """
        from lantu.reports.course import course_svg  # noqa: PLC0415 - only pictures need it
        from lantu.reports.raster import png  # noqa: PLC0415

        ending = place.suffix.lower()
        if self.test.course is None:
            raise CallerError(
                f"scenario {self.test.scenario} has no picture: the firm cascade counts no days",
                hint="leave --picture out, or strike chains or an economy",
            )
        if ending not in (".svg", ".png"):
            raise CallerError(
                f"cannot draw {place.name}", hint="name a file that ends in .svg or .png"
            )
        svg = course_svg(self.test.course, language) + "\n"
        whole_file(png(svg, WIDE) if ending == ".png" else svg.encode(), place)
        return place
