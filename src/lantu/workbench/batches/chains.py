"""Chain break as a trial: what every scenario costs, when, and to which product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from lantu.shocks.chain.breaks import break_of
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
        """``loss``, ``direct``, ``by_day``, and ``products``: days' worth that each loses."""
        del lots
        return [self._outcome(each) for each in settled]

    def _outcome(self, settled: Scenario) -> Record:
        found = break_of(self.ground, settled, self.quality)
        return {
            "loss": found.loss,
            "direct": found.direct,
            "by_day": found.by_day(),
            "products": found.lost,
        }
