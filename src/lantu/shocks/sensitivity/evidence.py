"""Evidence that is in doubt: a product graph in which each statement holds by its confidence."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from lantu.chains.grades import grade_weights
from lantu.model.chain_graph import Links, Makers

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.evidence.confidence import GradeWeights
    from lantu.model.chain_graph import ChainGraph

    Flags = NDArray[np.bool_]

Rows = TypeVar("Rows", Links, Makers)


def drawn_graph(graph: ChainGraph, weights: GradeWeights, rng: np.random.Generator) -> ChainGraph:
    """One state of the world: makers and inputs that are really there.

    A statement holds with ``P = max_r w_r`` over the rows ``r`` that make it: several pages
    that say the same may have it from one source. Statements are independent of each other.

    Args:
        graph: The facts, as on record.
        weights: The probability that a row of each class is right.
        rng: Whence the state is drawn.
    """
    makers, links = graph.makers, graph.links
    made = _there(rng, weights, makers.grade, makers.product, makers.firm)
    need = (links.target, links.source, links.essentiality, links.group)
    used = _there(rng, weights, links.grade, *need)
    return replace(graph, makers=_taken(makers, made), links=_taken(links, used))


def _there(
    rng: np.random.Generator,
    weights: GradeWeights,
    grade: NDArray[np.int8],
    *statement: NDArray[np.signedinteger],
) -> Flags:
    """Which rows are right: those of one statement by one throw of the dice."""
    if not len(grade):
        return np.zeros(0, dtype=np.bool_)
    same = np.unique(np.stack(statement), axis=1, return_inverse=True)[1].reshape(-1)
    throws = rng.random(int(same.max()) + 1)
    right: Flags = throws[same] < grade_weights(weights, grade)
    return right


def _taken(rows: Rows, there: Flags) -> Rows:
    columns: dict[str, Any] = {each.name: getattr(rows, each.name) for each in fields(rows)}
    arrays = {name: each for name, each in columns.items() if isinstance(each, np.ndarray)}
    return replace(rows, **(columns | {name: each[there] for name, each in arrays.items()}))
