"""Every picture of a blueprint, drawn once in each language, ready for files and page."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from lantu.reports.course import course_svg
from lantu.reports.dependence_map import dependence_map_svg
from lantu.reports.grid import grid_svg
from lantu.reports.panorama import panorama_svg
from lantu.reports.plot import plot_svg
from lantu.reports.region_map import region_map_svg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lantu.evidence.exhibits import Blueprint
    from lantu.vocab.text import Language

    Drawing = Callable[[Language], str]
    Pictures = Mapping[str, Mapping[Language, str]]

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_LONG_PATH = re.compile(r'<path d="([^"]{400,})"')
_NAMED = re.compile(r'( id="|url\(#|href="#|aria-labelledby="|aria-describedby=")')


def drawings(blueprint: Blueprint) -> Iterator[tuple[str, Drawing]]:
    """The key of every picture and what draws it, in the order of the page."""
    coupled = (blueprint.couplings,) if blueprint.couplings else ()
    for panorama in (*blueprint.panoramas, *coupled):
        yield panorama.key, partial(panorama_svg, panorama)
    for region_map in blueprint.region_maps:
        yield region_map.key, partial(region_map_svg, region_map)
    yield blueprint.dependence.key, partial(dependence_map_svg, blueprint.dependence)
    for plot in blueprint.plots:
        yield plot.key, partial(plot_svg, plot)
    for course in blueprint.courses:
        yield course.key, partial(course_svg, course)
    for grid in blueprint.grids:
        yield grid.key, partial(grid_svg, grid)


@dataclass(frozen=True, slots=True, kw_only=True)
class PagePictures:
    """Pictures as a page holds them.

    Attributes:
        drawn: Markup of each picture by its key, Chinese and English.
        shapes: Outlines that several pictures share, to stand once on the page.
    """

    drawn: Mapping[str, tuple[Markup, Markup]]
    shapes: Markup


def inlined(pictures: Pictures) -> PagePictures:
    """Pictures for the page: one style sheet for all, ids apart, shared outlines once."""
    bare = {
        (key, language): _NAMED.sub(rf"\g<1>{language}-", _STYLE.sub("", svg))
        for key, drawn in pictures.items()
        for language, svg in drawn.items()
    }
    met = Counter(path for svg in bare.values() for path in _LONG_PATH.findall(svg))
    shared = {path: place for place, path in enumerate(path for path in met if met[path] > 1)}
    drawn = {
        key: (_shared(bare[key, "zh"], shared), _shared(bare[key, "en"], shared))
        for key in pictures
    }
    return PagePictures(drawn=drawn, shapes=_shapes(shared))


def _shared(svg: str, shared: Mapping[str, int]) -> Markup:
    """A picture that names the shapes it shares instead of drawing them again."""

    def name(found: re.Match[str]) -> str:
        place = shared.get(found[1])
        return found[0] if place is None else f'<use href="#shape-{place}"'

    return Markup(_LONG_PATH.sub(name, svg))  # noqa: S704 - drawn by lantu, which escapes every word


def _shapes(shared: Mapping[str, int]) -> Markup:
    """The shared outlines, drawn nowhere until a picture names them."""
    paths = "".join(f'<path id="shape-{place}" d="{path}"/>' for path, place in shared.items())
    opening = '<svg class="shapes" width="0" height="0" aria-hidden="true" focusable="false">'
    return Markup(f"{opening}<defs>{paths}</defs></svg>" if paths else "")  # noqa: S704 - path data only
