"""What every study starts from: the facts of a region, diagnosed, with quick look-ups."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from lantu.chains.grades import usable
from lantu.chains.holdings import rows_of
from lantu.vocab.words import BUILDING, MAKING, Essentiality, Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from lantu.chains import Diagnosis, Rules
    from lantu.evidence.exhibits import Reason
    from lantu.evidence.source import Citation, RowBook
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.directory import Directory, Observation, Platform, Project, Supply
    from lantu.studies.plan import RankingPlan
    from lantu.vocab.text import Text

    Positions = NDArray[np.int64]
    Flags = NDArray[np.bool_]

Row = TypeVar("Row", "Platform", "Project", "Supply", "Observation")


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
    def reasons(self) -> dict[int, tuple[Reason, ...]]:
        """Reasons already phrased, by product; filled by :mod:`lantu.studies.reasons`."""
        return {}

    @cached_property
    def _by_source(self) -> Positions:
        return np.argsort(self.graph.links.source, kind="stable")

    @cached_property
    def _segments(self) -> dict[str, Text]:
        return dict(self.directory.segments)

    def segment(self, product: int) -> Text | None:
        """Name of the segment of the product at a position; None where it has none."""
        return self._segments.get(self.graph.products.segments[product])

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
        """Which maker rows count and say that a product is made now."""
        return rows_of(self.graph.makers, MAKING, self.rules.weights)

    @cached_property
    def building(self) -> Flags:
        """Which maker rows count and say that a product may be made later."""
        return rows_of(self.graph.makers, BUILDING, self.rules.weights)

    @cached_property
    def walked(self) -> Flags:
        """Which links the analyses walk along: forward ones of a class that counts."""
        return ~self.graph.links.returning & self.counted_links

    @cached_property
    def counted_links(self) -> Flags:
        """Which links are of a class that counts."""
        return self._counted(self.graph.links.grade)

    @cached_property
    def counted_figures(self) -> Flags:
        """Which figures are of a class that counts; class D may be switched off."""
        return self._counted(self.graph.figures.grade)

    @cached_property
    def counted(self) -> Directory:
        """The directory without platforms, projects, supplies and series of a class switched off."""
        return counted(self.directory, self.rules)

    def _counted(self, grades: NDArray[np.int8]) -> Flags:
        return usable(grades, self.rules.weights)

    def essentiality(self, link: int) -> Essentiality:
        """Essentiality of the link at a position."""
        return list(Essentiality)[int(self.graph.links.essentiality[link])]


def counted(directory: Directory, rules: Rules) -> Directory:
    """A directory without platforms, projects, supplies and series of a class switched off."""

    def kept(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            row for row in rows if row.citation.grade is not Grade.D or rules.weights.use_d
        )

    return replace(
        directory,
        platforms=kept(directory.platforms),
        projects=kept(directory.projects),
        supplies=kept(directory.supplies),
        observations=kept(directory.observations),
    )


def unfinished_projects(
    graph: ChainGraph, directory: Directory, rules: Rules | None = None
) -> NDArray[np.int32]:
    """Positions of the products that an announced, not yet producing project is for.

    Args:
        graph: The product graph.
        directory: The projects.
        rules: Weights of the confidence classes; a class switched off does not count.
    """
    ids = graph.products.ids
    projects = counted(directory, rules).projects if rules else directory.projects
    named = {p.product for p in projects if p.product in ids and not p.finished}
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
