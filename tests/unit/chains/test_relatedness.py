from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.chains import Rules, density_band, presence, relatedness
from lantu.evidence.confidence import GradeWeights
from unit.chains import twins
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts

if TYPE_CHECKING:
    from lantu.model.chain_graph import ChainGraph


def random_holdings(seed: int) -> tuple[ChainGraph, np.ndarray]:
    rng = np.random.default_rng(seed)
    makes = rng.random((14, 9)) < 0.3
    firms = {f"F{f:02}": (TOWN if f % 3 else ELSEWHERE, "") for f in range(14)}
    makers = [(f"F{f:02}", f"P{p}", "produces", "B") for f, p in np.argwhere(makes).tolist()]
    products = {f"P{p}": ("C", "S") for p in range(9)}
    return Facts(products=products, firms=firms, makers=makers).graph(), makes.astype(np.float64)


@pytest.mark.parametrize("seed", range(5))
def test_running_sums_equal_the_whole_matrix(seed: int) -> None:
    graph, makes = random_holdings(seed)
    here = presence(graph, HERE, Rules())
    found = relatedness(graph, here, Rules())
    expected = twins.density(makes, here.present.astype(np.float64))
    assert np.array_equal(found.known, ~np.isnan(expected))
    np.testing.assert_allclose(found.density, np.nan_to_num(expected), atol=1e-12)


def test_a_product_made_alone_is_related_to_nothing() -> None:
    graph = Facts(makers=[("F", "A", "produces", "B"), ("G", "A", "planned", "B")]).graph()
    found = relatedness(graph, presence(graph, HERE, Rules()), Rules())
    assert not found.known[0]
    assert (found.density[0], found.firms[0]) == (0, 0)


def test_class_d_switched_off_relates_nothing() -> None:
    graph = Facts(makers=[("F", "A", "produces", "D"), ("F", "B", "produces", "A")]).graph()
    rules = Rules(weights=GradeWeights(use_d=False))
    assert not relatedness(graph, presence(graph, HERE, rules), rules).known.any()
    assert relatedness(graph, presence(graph, HERE, Rules()), Rules()).known.all()


def test_the_band_holds_the_density_and_says_where_it_means_something() -> None:
    graph, _ = random_holdings(1)
    here = presence(graph, HERE, Rules())
    found = relatedness(graph, here, Rules())
    band = density_band(graph, here, Rules(), rng=np.random.default_rng(2), draws=60)
    again = density_band(graph, here, Rules(), rng=np.random.default_rng(2), draws=60)
    assert np.array_equal(band.lower, again.lower)
    assert np.all(band.lower <= band.upper)
    assert np.all(found.known[band.known])
    few = density_band(graph, here, Rules(), rng=np.random.default_rng(2), draws=5)
    assert not few.known.any()
    assert (few.lower.max(), few.upper.min()) == (0, 1)
