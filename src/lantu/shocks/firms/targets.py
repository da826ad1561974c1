"""A scenario told in the terms of a network: which firms lose how much of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.model.scenario import Engine, Hit, middle
from lantu.shocks.firms.blows import Shock

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.scenario import Scenario, Target
    from lantu.model.supply_network import SupplyNetwork


def network_shock(network: SupplyNetwork, scenario: Scenario) -> Shock:
    """What the blows of a scenario do to the firms of a network, all at once.

    A ``firm``, or every firm of a ``sector`` or ``region``, loses the part told of its output
    and of its orders; a ``supplier`` delivers less and still orders as before. What a second
    source or imports make good is not lost. A firm that is hit twice loses the greater part.
    A cascade counts no days: when blows begin, how long they last and stocks count for nothing.

    Args:
        network: The firms.
        scenario: What befalls; numbers that are not known for sure count with their medians.

    Raises:
        CallerError: Another engine's scenario, a setting, or a target that is not there.
    """
    if scenario.engine is not Engine.FIRMS:
        raise CallerError(
            f"scenario {scenario.code} is for engine {scenario.engine}",
            hint='a network of firms needs engine = "firms"',
        )
    if scenario.settings:
        raise CallerError(
            f"a cascade has no setting {min(scenario.settings)!r}", hint="leave [settings] out"
        )
    told = scenario.settled()
    down, up = np.zeros(len(network)), np.zeros(len(network))
    for blow in told.blows:
        for target in blow.targets:
            at = firms_hit(network, target)
            part = middle(blow.part) * (1.0 - told.made_good(target))
            down[at] = np.maximum(down[at], part)
            if target.kind is not Hit.SUPPLIER:
                up[at] = np.maximum(up[at], part)
    hit = np.flatnonzero((down > 0) | (up > 0)).astype(np.int32)
    return Shock(name=told.code, firms=hit, down=down[hit], up=up[hit])


def firms_hit(network: SupplyNetwork, target: Target) -> NDArray[np.intp]:
    """Positions of the firms that a target means.

    Raises:
        CallerError: There is no such firm, sector or region, or where firms are is not known.
    """
    if target.kind is Hit.SECTOR:
        return np.flatnonzero(network.sector == network.sectors.at(target.code))
    if target.kind is Hit.REGION:
        if network.regions is None or network.region is None:
            raise CallerError(
                f"{target}: the network does not say where firms are",
                hint="give the list of firms a column region",
            )
        return np.flatnonzero(network.region == network.regions.at(target.code))
    return np.array([network.at(target.code)])
