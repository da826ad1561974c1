"""Outlines of the places: GeoJSON (RFC 7946) in, rings of longitude and latitude out."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantu.facts.fault import Spot, fault
from lantu.facts.intake.folder import OUTLINES
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lantu.facts.fault import Fault

Point = tuple[float, float]
Ring = tuple[Point, ...]

_SHORTEST_RING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlines:
    """The outlines of some places.

    Attributes:
        rings: Code to closed rings.
        labels: Code to where its name stands.
        notice: What must stand beside a map drawn from them.
    """

    rings: Mapping[str, tuple[Ring, ...]]
    labels: Mapping[str, Point]
    notice: Text | None


NO_OUTLINES = Outlines(rings={}, labels={}, notice=None)


def read_outlines(data: bytes | None) -> Outlines:
    """The outlines in a GeoJSON file; none where there is no file.

    Each feature has a ``code`` (or ``adcode``), a polygon or several, and perhaps
    ``label_at`` (or ``cp``). The file may carry a ``notice`` with ``zh`` and ``en``.

    Raises:
        ValueError: It is no such file.
    """
    if data is None:
        return NO_OUTLINES
    try:
        tree = json.loads(data.decode("utf-8-sig"))
        features = [_feature(each) for each in tree["features"]]
        notice = tree.get("notice")
        return Outlines(
            rings={code: rings for code, rings, _ in features},
            labels={code: label for code, _, label in features if label is not None},
            notice=Text(str(notice["zh"]), str(notice["en"])) if notice else None,
        )
    except (KeyError, TypeError, AttributeError, IndexError, RecursionError) as error:
        message = f"{type(error).__name__}: {error}"
        raise ValueError(message) from error


def check_outlines(data: bytes | None) -> Iterator[Fault]:
    """A fault where the outlines cannot be drawn."""
    try:
        read_outlines(data)
    except ValueError as error:
        detail = str(error).partition("\n")[0]
        yield fault("outlines.damaged", Spot(file=OUTLINES), detail=detail)


def _feature(feature: Any) -> tuple[str, tuple[Ring, ...], Point | None]:
    told = feature["properties"]
    code = str(told.get("code") or told["adcode"])
    label = told.get("label_at") or told.get("cp")
    shape = feature["geometry"]
    polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
    return code, tuple(_ring(ring) for polygon in polygons for ring in polygon), _label(label)


def _label(pair: Any) -> Point | None:
    return _point(pair) if pair else None


def _ring(points: Any) -> Ring:
    ring = tuple(_point(point) for point in points)
    if len(ring) < _SHORTEST_RING or ring[0] != ring[-1]:
        message = "a ring needs four points, the last the same as the first"
        raise ValueError(message)
    return ring


def _point(pair: Any) -> Point:
    x, y = float(pair[0]), float(pair[1])
    if not (math.isfinite(x) and math.isfinite(y)):
        message = f"a point needs two finite numbers, got {pair}"
        raise ValueError(message)
    return x, y
