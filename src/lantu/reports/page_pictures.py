"""Every picture of a blueprint, drawn once in each language, ready for files and page."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from lantu.reports.dependence_map import dependence_map_svg
from lantu.reports.panorama import panorama_svg
from lantu.reports.region_map import region_map_svg

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from lantu.evidence.exhibits import Blueprint
    from lantu.vocab.text import Language

    Drawing = Callable[[Language], str]
    Pictures = Mapping[str, Mapping[Language, str]]

_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_NAMED = re.compile(r'( id="|url\(#|href="#|aria-labelledby="|aria-describedby=")')


def drawings(blueprint: Blueprint) -> Iterator[tuple[str, Drawing]]:
    """The key of every picture and what draws it, in the order of the page."""
    coupled = (blueprint.couplings,) if blueprint.couplings else ()
    for panorama in (*blueprint.panoramas, *coupled):
        yield panorama.key, partial(panorama_svg, panorama)
    for region_map in blueprint.region_maps:
        yield region_map.key, partial(region_map_svg, region_map)
    yield blueprint.dependence.key, partial(dependence_map_svg, blueprint.dependence)


def inlined(pictures: Pictures) -> dict[str, tuple[Markup, Markup]]:
    """Pictures for the page, Chinese and English: one style sheet for all, ids apart."""
    return {
        key: (_inline(drawn["zh"], "zh"), _inline(drawn["en"], "en"))
        for key, drawn in pictures.items()
    }


def _inline(svg: str, language: Language) -> Markup:
    """A picture without its own style sheet, its ids led by its language."""
    bare = _STYLE.sub("", svg)
    return Markup(_NAMED.sub(rf"\g<1>{language}-", bare))  # noqa: S704 - drawn by lantu, which escapes every word
