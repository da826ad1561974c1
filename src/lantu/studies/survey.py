"""What every study starts from: the facts of a region, diagnosed, with quick look-ups."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.presence import activity_flags, grade_weights
from lantu.vocab.words import BUILDING, MAKING, Essentiality

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from lantu.chains import Diagnosis, Rules
    from lantu.evidence.source import Citation, RowBook
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.directory import Directory
    from lantu.studies.plan import RankingPlan
    from lantu.vocab.text import Text

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class Survey:
    """A region's facts with their diagnosis.

    Attributes:
        graph: Products, inputs, firms, makers, figures.
        directory: Places, platforms, projects, series.
        rules: Thresholds and weights the diagnosis used.
        ranking: Criteria, weights and draws of every ranked list.
        diagnosis: One conclusion per product.
    """

    graph: ChainGraph
    directory: Directory
    rules: Rules
    ranking: RankingPlan
    diagnosis: Diagnosis

    @cached_property
    def _by_source(self) -> Positions:
        return np.argsort(self.graph.links.source, kind="stable")

    def name(self, product: int) -> Text:
        """Name of the product at a position."""
        return self.graph.products.names[product]

    def inputs_of(self, product: int) -> Positions:
        """Link positions whose target is the product, in canonical order."""
        return _run(self.graph.links.target, product)

    def outputs_of(self, product: int) -> Positions:
        """Link positions whose source is the product, in canonical order."""
        ordered = self.graph.links.source[self._by_source]
        return self._by_source[_run(ordered, product)]

    def makers_of(self, product: int) -> Positions:
        """Maker positions of the product, in canonical order."""
        return _run(self.graph.makers.product, product)

    def figures_of(self, product: int) -> Positions:
        """Figure positions of the product that count, in canonical order."""
        at = _run(self.graph.figures.product, product)
        return at[self.counted_figures[at]]

    @cached_property
    def local_firms(self) -> Flags:
        """Which firms lie in the region."""
        return self.graph.firms.within(self.directory.region)

    @cached_property
    def local_makers(self) -> Flags:
        """Which maker rows are of firms in the region."""
        return self.local_firms[self.graph.makers.firm]

    @cached_property
    def making(self) -> Flags:
        """Which maker rows say that a product is made now; rows of no weight are left out."""
        return activity_flags(self.graph, MAKING) & self._counted(self.graph.makers.grade)

    @cached_property
    def building(self) -> Flags:
        """Which maker rows say that a product may be made later, those of no weight left out."""
        return activity_flags(self.graph, BUILDING) & self._counted(self.graph.makers.grade)

    @cached_property
    def counted_figures(self) -> Flags:
        """Which figures are of a class that counts; class D may be switched off."""
        return self._counted(self.graph.figures.grade)

    def _counted(self, grades: NDArray[np.int8]) -> Flags:
        return grade_weights(self.rules.weights, grades) > 0

    def essentiality(self, link: int) -> Essentiality:
        """Essentiality of the link at a position."""
        return list(Essentiality)[int(self.graph.links.essentiality[link])]


def unfinished_projects(graph: ChainGraph, directory: Directory) -> NDArray[np.int32]:
    """Positions of the products that an announced, not yet producing project is for."""
    ids = graph.products.ids
    named = {p.product for p in directory.projects if p.product in ids and not p.finished}
    return np.array(sorted(ids.at(product) for product in named), dtype=np.int32)


def _run(sorted_keys: NDArray[np.int32], key: int) -> Positions:
    """Positions of ``key`` in a sorted array."""
    start = int(np.searchsorted(sorted_keys, key, side="left"))
    stop = int(np.searchsorted(sorted_keys, key, side="right"))
    return np.arange(start, stop, dtype=np.int64)


def cite(book: RowBook, rows: NDArray[np.int32], at: Iterable[int]) -> tuple[Citation, ...]:
    """The rows behind positions ``at`` of a table, each once, in order."""
    seen: dict[tuple[str, str], Citation] = {}
    for position in at:
        citation = book.cite(int(rows[position]))
        seen.setdefault(citation.key, citation)
    return tuple(seen.values())
