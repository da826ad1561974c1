"""Routes of every picture, as SVG and as PNG."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from fastapi import APIRouter, Query, Request, Response

from lantu.reports.raster import png
from lantu.web.api.answers import Name, Tongue, answer, fingerprinted
from lantu.web.faults import AbsentError

if TYPE_CHECKING:
    from lantu.vocab.text import Language
    from lantu.web.desk import Counter, Desk

Width = Annotated[int, Query(ge=200, le=5000, description="像素宽。 Pixels across.")]


def routes(counter: Counter) -> APIRouter:
    """Pictures."""
    found = APIRouter(tags=["pictures"])

    @found.get("/pictures", summary="图 Pictures")
    def pictures(request: Request) -> Response:
        return answer(request, {"items": list(counter.desk.drawings)})

    @found.get("/pictures/{key}.svg", summary="矢量图 A picture as SVG")
    def vector(request: Request, key: Name, language: Tongue = "zh") -> Response:
        return fingerprinted(request, _svg(counter.desk, key, language).encode(), "image/svg+xml")

    @found.get("/pictures/{key}.png", summary="位图 A picture as PNG")
    def bitmap(
        request: Request, key: Name, language: Tongue = "zh", width: Width = 1984
    ) -> Response:
        drawn = png(_svg(counter.desk, key, language), width)
        return fingerprinted(request, drawn, "image/png")

    return found


def _svg(desk: Desk, key: str, language: Language) -> str:
    if key not in desk.drawings:
        raise AbsentError(f"no picture {key!r}", hint="/pictures lists them")
    return desk.drawings[key](language)
