"""The outlines' script, and the outlines it made."""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[3]
MADE = ROOT / "src" / "lantu" / "facts" / "hubei" / "outlines.geojson"
SOURCE = ROOT / ".." / "shared" / "data" / "hubei_geo" / "hubei_prefectures.geojson"
AREA_OF_HUBEI = 185_900
KM_PER_DEGREE = 111.2
COS_MIDDLE = 0.8565


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "simplify_outlines", ROOT / "scripts" / "simplify_outlines.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SCRIPT = script()
Shapes = dict[str, list[list[tuple[tuple[float, float], ...]]]]


def wavy(count: int) -> list[tuple[float, float]]:
    """A border that runs up in small waves."""
    return [(1 + 0.004 * (n % 3), n / count) for n in range(count + 1)]


def neighbours() -> dict[str, Any]:
    """Two squares with a wavy border that each tells with different points."""
    border = wavy(40)
    coarse = border[::2]
    west = [(0.0, 0.0), *border, (0.0, 1.0), (0.0, 0.0)]
    east = [(2.0, 0.0), (2.0, 1.0), *coarse[::-1], (2.0, 0.0)]
    return {
        "features": [
            {
                "properties": {"adcode": code, "cp": [0.5, 0.5]},
                "geometry": {"type": "Polygon", "coordinates": [ring]},
            }
            for code, ring in (("1", west), ("2", east))
        ]
    }


def edges(shapes: Shapes) -> Counter[frozenset[tuple[float, float]]]:
    return Counter(
        frozenset(edge)
        for polygons in shapes.values()
        for rings in polygons
        for ring in rings
        for edge in pairwise(ring)
    )


def made() -> Shapes:
    shapes: Shapes = SCRIPT.read_shapes(json.loads(MADE.read_text(encoding="utf-8")))
    return shapes


def area(shapes: Shapes) -> float:
    return float(sum(SCRIPT.area(rings[0]) for polygons in shapes.values() for rings in polygons))


def test_a_border_told_with_different_points_becomes_one() -> None:
    shapes = SCRIPT.simplify(SCRIPT.read_shapes(neighbours()), 0.02)
    shared = [edge for edge, count in edges(shapes).items() if count == 2]
    assert len(shared) == 1
    assert set(shared[0]) == {(1.0, 0.0), (1.004, 1.0)}
    assert area(shapes) == pytest.approx(2.0, rel=1e-3)


def test_a_fine_tolerance_keeps_the_waves_on_both_sides() -> None:
    shapes = SCRIPT.simplify(SCRIPT.read_shapes(neighbours()), 0.001)
    count = Counter(edges(shapes).values())
    assert count[2] > 5


def test_peucker_keeps_what_is_far_off_and_drops_what_is_not() -> None:
    line = ((0.0, 0.0), (1.0, 0.05), (2.0, 1.0), (3.0, 0.0))
    assert SCRIPT.peucker(line, 0.1, 1.0) == ((0.0, 0.0), (1.0, 0.05), (2.0, 1.0), (3.0, 0.0))
    assert SCRIPT.peucker(line, 0.9, 1.0) == ((0.0, 0.0), (2.0, 1.0), (3.0, 0.0))
    assert SCRIPT.peucker(line, 2.0, 1.0) == ((0.0, 0.0), (3.0, 0.0))


def test_segments_cross_only_inside_both() -> None:
    assert SCRIPT.crosses((0, 0), (2, 2), (0, 2), (2, 0))
    assert not SCRIPT.crosses((0, 0), (2, 2), (2, 2), (3, 0))
    assert not SCRIPT.crosses((0, 0), (1, 1), (2, 0), (3, 5))


def test_a_size_that_cannot_be_met_is_said() -> None:
    names = {"1": ("甲", "A"), "2": ("乙", "B")}
    with pytest.raises(SystemExit, match="not even"):
        SCRIPT.fitted(neighbours(), names, 100)


def test_the_outlines_of_hubei_are_small_and_complete() -> None:
    tree = json.loads(MADE.read_text(encoding="utf-8"))
    assert MADE.stat().st_size <= 60_000
    assert len(tree["features"]) == 17
    assert "echarts" in tree["notice"]["zh"]
    assert "echarts" in tree["notice"]["en"]
    for feature in tree["features"]:
        told = feature["properties"]
        assert set(told) == {"code", "name_zh", "name_en", "cp"}
        assert told["code"].startswith("42")
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon:
                assert ring[0] == ring[-1]
                assert len(ring) >= 4
                assert all(round(v, 4) == v for point in ring for v in point)


def test_the_outlines_of_hubei_have_the_area_of_hubei() -> None:
    square_km = area(made()) * KM_PER_DEGREE**2 * COS_MIDDLE
    assert square_km == pytest.approx(AREA_OF_HUBEI, rel=0.02)


def test_the_outlines_of_hubei_share_their_borders_and_never_cross() -> None:
    shapes = made()
    joints = SCRIPT._joints(shapes)
    lines = {
        SCRIPT._canonical(line)
        for polygons in shapes.values()
        for rings in polygons
        for ring in rings
        for line in SCRIPT._cut(ring, joints)
    }
    assert SCRIPT._crossing({line: line for line in lines}) == set()
    count = Counter(edges(shapes).values())
    assert count[2] > 800
    assert sum(many for times, many in count.items() if times > 2) <= 3


def test_every_place_keeps_its_area(request: pytest.FixtureRequest) -> None:
    if not SOURCE.exists():
        pytest.skip(f"{SOURCE.name} is not beside this checkout: {request.node.name}")
    before = SCRIPT.read_shapes(json.loads(SOURCE.read_text(encoding="utf-8")))
    after = made()
    for code, polygons in before.items():
        old, new = area({code: polygons}), area({code: after[code]})
        assert new == pytest.approx(old, rel=0.01), code
