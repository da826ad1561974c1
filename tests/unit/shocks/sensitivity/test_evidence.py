"""Evidence in doubt: statements hold as often as their confidence says, and only whole."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

import lantu
from lantu.chains import Rules
from lantu.chains.grades import grade_weights
from lantu.evidence.confidence import GradeWeights
from lantu.shocks.sensitivity.evidence import drawn_graph
from lantu.shocks.sensitivity.streams import stream

if TYPE_CHECKING:
    from lantu.model.chain_graph import ChainGraph

DRAWS = 400


@cache
def hubei() -> ChainGraph:
    return lantu.demo().graph


def rows_there(weights: GradeWeights) -> tuple[np.ndarray, np.ndarray]:
    """How often each maker row and each link row is there, over many draws."""
    makers, links = (np.zeros(each + 1) for each in (len(hubei().makers), len(hubei().links)))
    first = [hubei().makers.rows, hubei().links.rows]
    for draw in range(DRAWS):
        found = drawn_graph(hubei(), weights, stream(1, draw))
        makers[:-1] += np.isin(first[0], found.makers.rows)
        links[:-1] += np.isin(first[1], found.links.rows)
    return makers[:-1] / DRAWS, links[:-1] / DRAWS


def test_every_row_is_there_as_often_as_its_class_says() -> None:
    weights = Rules().weights
    for often, grade in zip(
        rows_there(weights), (hubei().makers.grade, hubei().links.grade), strict=True
    ):
        chance = grade_weights(weights, grade)
        error = np.sqrt(chance * (1 - chance) / DRAWS)
        assert (np.abs(often - chance) <= 5 * error + 1e-12).all()


def test_rows_that_say_the_same_stand_and_fall_together() -> None:
    graph = hubei()
    columns = ("product", "firm", "activity", "grade", "rows")
    twice: dict[str, Any] = {name: np.repeat(getattr(graph.makers, name), 2) for name in columns}
    doubled = replace(graph, makers=replace(graph.makers, **twice))
    found = drawn_graph(doubled, Rules().weights, stream(1, 0)).makers
    assert len(found) % 2 == 0
    assert (found.firm[::2] == found.firm[1::2]).all()
    assert 0 < len(found) < len(doubled.makers)


def test_certain_evidence_is_all_there_and_a_class_left_out_never_is() -> None:
    sure = GradeWeights(a=1, b=1, c=1, d=1)
    found = drawn_graph(hubei(), sure, stream(1, 0))
    assert (found.links.rows == hubei().links.rows).all()
    assert (found.makers.rows == hubei().makers.rows).all()
    none = GradeWeights(a=0, b=0, c=0, d=0)
    assert len(drawn_graph(hubei(), none, stream(1, 0)).links) == 0


@pytest.mark.parametrize("draw", [0, 7])
def test_a_draw_is_the_same_whoever_draws_it(draw: int) -> None:
    one, other = (drawn_graph(hubei(), Rules().weights, stream(3, draw)) for _ in range(2))
    assert (one.links.rows == other.links.rows).all()
    assert (one.makers.rows == other.makers.rows).all()


def test_a_graph_without_inputs_and_makers_stays_without() -> None:
    graph = drawn_graph(hubei(), GradeWeights(a=0, b=0, c=0, d=0), stream(1, 0))
    assert len(drawn_graph(graph, Rules().weights, stream(1, 1)).makers) == 0
