"""The bridge of five parts, of every textbook of reliability, figure by figure.

Barlow, R. E. & Proschan, F. (1975), *Statistical Theory of Reliability and Life Testing*, ch. 1-2:
paths 1-4, 2-5, 1-3-5, 2-3-4; cuts 1-2, 4-5, 1-3-5, 2-3-4; with ``p`` the chance that a part
works, ``h(p) = 2p² + 2p³ - 5p⁴ + 2p⁵`` and, of the part in the middle, ``∂h/∂p₃ = 2p²(1 - p)²``.
"""

from __future__ import annotations

import numpy as np
import pytest

from lantu.shocks import cut_sets, importance
from unit.chains.graphs import HERE, Facts

PATHS = ("14", "25", "135", "234")
BRIDGE = Facts(
    links=[(part, f"way {path}", "essential") for path in PATHS for part in path]
    + [(f"way {path}", "across", "alternative:ways") for path in PATHS]
)


def test_its_cut_sets() -> None:
    found = cut_sets(BRIDGE.graph(), region=HERE, size=4)
    told = {"".join(each.code for each in one) for one in found.of("across")}
    assert {one for one in told if one.isdigit()} == {"12", "45", "135", "234"}
    assert found.cuts[0].complete


@pytest.mark.parametrize("p", [0.3, 0.5, 0.9, 0.99])
def test_its_reliability_and_importance(p: float) -> None:
    graph = BRIDGE.graph()
    parts = [len(code) == 1 for code in graph.products.ids]
    found = importance(graph, region=HERE, chance=np.where(parts, 1 - p, 0.0))
    assert 1 - found.stop == pytest.approx([2 * p**2 + 2 * p**3 - 5 * p**4 + 2 * p**5])
    value = {row[2]: row[3] for row in found.to_polars().rows()}
    assert value["3"] == pytest.approx(2 * p**2 * (1 - p) ** 2)
    slope = 4 * p + 6 * p**2 - 20 * p**3 + 10 * p**4
    assert sum(value[part] for part in "12345") == pytest.approx(slope)
    assert value["1"] == pytest.approx(value["5"])
