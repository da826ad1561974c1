"""Pictures of answers, written as files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.errors import CallerError
from lantu.evidence.plots import Plot
from lantu.facts.writing import whole_file

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.vocab.text import Language
    from lantu.workbench.answers import Answer, Drawn

WIDE = 1880
"""Pixels across a PNG: twice the picture's own width."""


def write_picture(answer: Answer, place: Path, language: Language = "zh") -> Path:
    """Write the picture of an answer: SVG, or PNG where the name ends in ``.png``.

    Raises:
        CallerError: The answer has no picture, or the name has another ending.
        PlaceError: The place cannot be written.
    """
    from lantu.reports.raster import png  # noqa: PLC0415 - only pictures need it

    ending = place.suffix.lower()
    if answer.plot is None or ending not in (".svg", ".png"):
        raise CallerError(
            f"{answer.question} has no picture" if answer.plot is None else f"cannot draw {place}",
            hint="name a file that ends in .svg or .png",
        )
    svg = _drawn(answer.plot, language) + "\n"
    whole_file(png(svg, WIDE) if ending == ".png" else svg.encode(), place)
    return place


def _drawn(picture: Drawn, language: Language) -> str:
    from lantu.reports.grid import grid_svg  # noqa: PLC0415 - as above
    from lantu.reports.plot import plot_svg  # noqa: PLC0415 - as above

    if isinstance(picture, Plot):
        return plot_svg(picture, language)
    return grid_svg(picture, language)
