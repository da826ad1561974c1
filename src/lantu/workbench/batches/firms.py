"""The firm cascade as a trial: scenarios in, losses of the whole and of each sector out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.errors import CallerError
from lantu.model.scenario import Hit, middle
from lantu.shocks import Shock, Stop, cascades
from lantu.workbench.batches.marks import mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.model.scenario import Buffer, Scenario, Target
    from lantu.model.supply_network import SupplyNetwork
    from lantu.shocks.firms.webs import Production, Replacement
    from lantu.workbench.batches.trials import Floats, Lot, Record


@dataclass(frozen=True, slots=True, kw_only=True)
class FirmTrial:
    """Firms that fail take others with them; see :func:`lantu.shocks.cascades`.

    Attributes:
        network: Who sells to whom.
        needs: What each sector cannot do without.
        replacement: Who stands in for a supplier.
        weights: Sizes of firms; sales inside the network where left out.
        stop: When a cascade counts as come to rest.
        threads: True: the cascade lets go of the interpreter.
        together: The cascade draws up its ways once for as many.
    """

    network: SupplyNetwork
    needs: Floats | Production = "linear"
    replacement: Replacement = "market"
    weights: Floats | None = None
    stop: Stop | None = None
    threads: Literal[True] = True
    together: Literal[64] = 64

    @property
    def mark(self) -> str:
        """See :class:`~lantu.workbench.batches.trials.Trial`."""
        asked = (self.needs, self.replacement, self.weights, self.stop)
        return mark("firms", self.network, asked)

    def outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> Sequence[Record]:
        """``loss``: ESRI; ``down``, ``up``: its halves; ``sectors``: of each, beyond the blow."""
        del lots  # nothing is left to chance here
        found = cascades(
            self.network,
            [struck(self.network, each) for each in settled],
            needs=self.needs,
            replacement=self.replacement,
            weights=self.weights,
            stop=self.stop,
            keep_firms=True,
        )
        columns = zip(found.index, found.down, found.up, found.by_sector(), strict=True)
        return [
            {"loss": float(whole[0]), "down": float(down[0]), "up": float(up[0]), "sectors": lost}
            for whole, down, up, lost in columns
        ]


def struck(network: SupplyNetwork, scenario: Scenario) -> Shock:
    """What a settled scenario takes from each firm; of two blows on one the harder counts.

    A ``supplier`` stops selling but buys on; a ``firm``, or all of a ``sector``, does neither.
    A second source and imports make their parts of a loss good. The cascade has no time in it:
    how long a blow lasts does not matter.

    Raises:
        CallerError: No such firm or sector; a region, which a network does not know; or stocks,
            settings and doubtful evidence, which mean nothing here.
    """
    _refuse_foreign(scenario)
    down: dict[int, float] = defaultdict(float)
    up: dict[int, float] = defaultdict(float)
    for blow in scenario.blows:
        for target in blow.targets:
            part = middle(blow.part) * _left(scenario.buffers, target)
            for firm in _firms(network, target):
                down[firm] = max(down[firm], part)
                up[firm] = max(up[firm], 0.0 if target.kind is Hit.SUPPLIER else part)
    hit = sorted(down)
    return Shock(
        name=scenario.code,
        firms=np.array(hit, dtype=np.int32),
        down=np.array([down[each] for each in hit]),
        up=np.array([up[each] for each in hit]),
    )


def _firms(network: SupplyNetwork, target: Target) -> list[int]:
    if target.kind is Hit.SECTOR:
        at = network.sectors.at(target.code)
        return [int(firm) for firm in np.flatnonzero(network.sector == at)]
    if target.kind is Hit.REGION:
        raise CallerError(
            f"a network of firms does not know where they are, such as in {target.code}",
            hint="name the firms that are hit",
        )
    return [network.at(target.code)]


def _left(buffers: Sequence[Buffer], target: Target) -> float:
    """What is left of a loss once others made their parts of it good."""
    fitting = [each for each in buffers if each.target in (None, target)]
    if not fitting:
        return 1.0
    last = fitting[-1]
    return (1.0 - middle(last.second_source)) * (1.0 - middle(last.imports))


def _refuse_foreign(scenario: Scenario) -> None:
    if scenario.doubt:
        raise CallerError(
            f"scenario {scenario.code} doubts evidence; a network of firms has no grades",
            hint="leave [doubt] evidence out, or ask engine chain",
        )
    stocks = any(middle(each.stock_days) > 0 for each in scenario.buffers)
    if stocks or scenario.settings:
        what = "stocks for some days" if stocks else f"settings {', '.join(scenario.settings)}"
        raise CallerError(
            f"scenario {scenario.code} has {what}; the firm cascade knows no such thing",
            hint="leave it out, or ask engine economy, which counts days and stocks",
        )
