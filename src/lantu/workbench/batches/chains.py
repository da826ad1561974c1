"""Chain break as a trial: what every scenario costs, when, and to which product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lantu.shocks.chain.together import together, world
from lantu.shocks.sensitivity.evidence import drawn_graph
from lantu.workbench.batches.marks import mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.model.scenario import Scenario
    from lantu.shocks.chain.ground import Ground
    from lantu.shocks.chain.together import World
    from lantu.workbench.batches.trials import Lot, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainTrial:
    """Products that are not to be had stop others; see :func:`lantu.shocks.chain_break`.

    Attributes:
        ground: The graph, ready to be struck.
        facts: Hash of the facts it was made of.
        quality: What an alternative input counts, by (input, user); 1 where left out.
        worlds: States of the world that are at hand, by draw; more are kept as they are drawn.
        threads: False: products are walked in Python.
        together: Tries that are walked side by side.
    """

    ground: Ground
    facts: str
    quality: Mapping[tuple[str, str], float] = field(default_factory=dict)
    worlds: dict[Lot, World] = field(default_factory=dict, compare=False, repr=False)
    threads: Literal[False] = False
    together: Literal[256] = 256

    @property
    def mark(self) -> str:
        """See :class:`~lantu.workbench.batches.trials.Trial`."""
        given = (self.ground.region, self.ground.rules, self.ground.worth)
        return mark("chain", self.facts, given, self.quality)

    def outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> Sequence[Record]:
        """``loss``, ``direct``, ``by_day``; ``products``: days' worth that each loses.

        ``own``: the part of that which blows take themselves; ``blows``: days' worth that each
        blow takes. Where a scenario doubts the evidence, makers and inputs are there by their
        confidence; what products are worth stays as it is, so that draws can be compared.
        """
        found: list[Record] = []
        for begin, end in _alike(settled):
            found += self._outcomes(settled[begin:end], lots[begin:end])
        return found

    def _outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> list[Record]:
        worlds = [self._world(lot, each) for each, lot in zip(settled, lots, strict=True)]
        found, worth = together(self.ground, settled, worlds, self.quality), self.ground.worth
        return [
            {
                "loss": float(sum((worth * lost).tolist())),
                "direct": float(sum((worth * own).tolist())),
                "by_day": by_day,
                "products": lost,
                "own": own,
                "blows": blows,
            }
            for by_day, lost, own, blows in zip(
                found.by_day, found.lost, found.own, found.blows, strict=True
            )
        ]

    def _world(self, lot: Lot, settled: Scenario) -> World:
        """The state of the world of a draw: the same for every scenario of its seed."""
        if not settled.doubt:
            return world(self.ground)
        if lot not in self.worlds:
            graph = self.ground.graph
            drawn = drawn_graph(graph, self.ground.rules.weights, lot.rng())
            self.worlds[lot] = world(self.ground, drawn)
        return self.worlds[lot]


def _alike(settled: Sequence[Scenario]) -> list[tuple[int, int]]:
    """Stretches of tries of one scenario: they are equally long."""
    opens = [at for at, each in enumerate(settled) if not at or each.code != settled[at - 1].code]
    return list(zip(opens, [*opens[1:], len(settled)], strict=True))
