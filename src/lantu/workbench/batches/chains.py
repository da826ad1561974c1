"""Chain break as a trial: what every scenario costs, when, and to which product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lantu.shocks.chain.breaks import break_of
from lantu.shocks.chain.ground import ground
from lantu.shocks.sensitivity.evidence import drawn_graph
from lantu.workbench.batches.marks import mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.model.scenario import Scenario
    from lantu.shocks.chain.ground import Ground
    from lantu.workbench.batches.trials import Lot, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTrial:
    """Products that are not to be had stop others; see :func:`lantu.shocks.chain_break`.

    Attributes:
        ground: The graph, ready to be struck.
        facts: Hash of the facts it was made of.
        quality: What an alternative input counts, by (input, user); 1 where left out.
        threads: False: products are walked in Python.
        together: Nothing is shared.
    """

    ground: Ground
    facts: str
    quality: Mapping[tuple[str, str], float] = field(default_factory=dict)
    threads: Literal[False] = False
    together: Literal[1] = 1

    @property
    def mark(self) -> str:
        """See :class:`~lantu.workbench.batches.trials.Trial`."""
        given = (self.ground.region, self.ground.rules, self.ground.worth)
        return mark("chain", self.facts, given, self.quality)

    def outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> Sequence[Record]:
        """``loss``, ``direct``, ``by_day``, and ``products``: days' worth that each loses.

        Where a scenario doubts the evidence, makers and inputs are there by their confidence;
        what products are worth stays as it is, so that draws can be compared.
        """
        return [self._outcome(each, lot) for each, lot in zip(settled, lots, strict=True)]

    def _outcome(self, settled: Scenario, lot: Lot) -> Record:
        struck = self._drawn(lot) if settled.doubt else self.ground
        found = break_of(struck, settled, self.quality)
        return {
            "loss": found.loss,
            "direct": found.direct,
            "by_day": found.by_day(),
            "products": found.lost,
        }

    def _drawn(self, lot: Lot) -> Ground:
        given = self.ground
        graph = drawn_graph(given.graph, given.rules.weights, lot.rng())
        return ground(graph, given.region, rules=given.rules, weights=given.worth)
