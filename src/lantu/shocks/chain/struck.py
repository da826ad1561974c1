"""A scenario told in the terms of a graph: what is left of each product, and what softens."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze, run_starts
from lantu.errors import CallerError, DataError
from lantu.model.scenario import Engine, Hit, middle
from lantu.shocks.chain._kernels import Caps, Soft
from lantu.shocks.chain.days import changes, severities
from lantu.shocks.chain.targets import Reach, reach

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from lantu.chains.arrays import Flags, Floats
    from lantu.model.scenario import Buffer, Scenario
    from lantu.shocks.chain.ground import Ground

ROWS = 256
"""Days whose blows are told at once."""

OPTIONAL_LOSS = "optional_loss"
"""The one setting of this engine: ``κ``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Struck:
    """What the blows of a scenario fall on; ``B`` blows.

    Attributes:
        reaches: What each target of each blow stands for.
        products: Products that each blow hits whole, ``(B, n)``.
        pairs: Pairs of product and maker that each blow hits, ``(B, p)``.
        kept: Part of what each pair loses that nothing makes good, ``(p,)``.
        positions: Products that any blow can hit, ascending.
    """

    reaches: tuple[tuple[Reach, ...], ...]
    products: Flags
    pairs: Flags
    kept: Floats
    positions: np.ndarray

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def unrecorded(self) -> tuple[Reach, ...]:
        """Targets of which nothing is on record."""
        return tuple(one for blow in self.reaches for one in blow if not one.recorded)

    def caps(self, ground: Ground, severity: Floats, there: Flags | None = None) -> Caps:
        """What is left of each struck product from each day on which that changes.

        ``cap_i = Π_b (1 - s_b [b hits i]) · (1 - Σ_f part_if · hit_f)``, with
        ``hit_f = 1 - Π_b (1 - s_b [b hits f])``.

        Args:
            ground: The graph.
            severity: ``s``; what each blow takes on each day, ``(days, B)``.
            there: Pairs of product and maker that are there, ``(p,)``; all where left out.
        """
        day, supply = changes(severity), ground.supply
        hitting = np.flatnonzero(self.pairs.any(axis=0))
        part = (supply.parts(there) * self.kept)[hitting]
        opens = run_starts(supply.product[hitting])
        column = np.searchsorted(self.positions, supply.product[hitting][opens])
        left = np.empty((len(day), len(self.positions)))
        for begin in range(0, len(day), ROWS):
            taken = severity[day[begin : begin + ROWS]]
            here = _spared(taken, self.products[:, self.positions])
            if len(opens):
                hit = part * (1.0 - _spared(taken, self.pairs[:, hitting]))
                lost = np.add.reduceat(hit, opens, axis=1)
                here[:, column] *= 1.0 - np.minimum(lost, 1.0)
            left[begin : begin + ROWS] = here
        return Caps(day=day, struck=self.positions, left=left)


def _spared(taken: Floats, hit: Flags) -> Floats:
    """``Π_b (1 - s_b [b hits])`` of each day and thing, ``(days, things)``."""
    spared = np.ones((len(taken), hit.shape[1]))
    for blow, flags in enumerate(hit):
        spared *= 1.0 - taken[:, blow, None] * flags
    return spared


def settle(scenario: Scenario, ranks: Sequence[float] | None = None) -> Scenario:
    """A scenario of this engine with every number known.

    Raises:
        CallerError: Another engine's scenario.
    """
    if scenario.engine is not Engine.CHAIN:
        raise CallerError(
            f"scenario {scenario.code} is for engine {scenario.engine}",
            hint='a break of the chains needs engine = "chain"',
        )
    return scenario.settled(ranks)


def struck(ground: Ground, scenario: Scenario) -> Struck:
    """Find what a settled scenario strikes.

    Raises:
        CallerError: A target that the facts do not know.
    """
    reaches = tuple(tuple(reach(ground, each) for each in blow.targets) for blow in scenario.blows)
    products = np.stack([np.any([one.products for one in blow], axis=0) for blow in reaches])
    pairs = np.stack([np.any([one.pairs for one in blow], axis=0) for blow in reaches])
    reached: Flags = np.any(products, axis=0)
    reached[ground.supply.product[pairs.any(axis=0)]] = True
    return Struck(
        reaches=reaches,
        products=products,
        pairs=pairs,
        kept=_kept(ground, scenario),
        positions=np.flatnonzero(reached).astype(np.int32),
    )


def severity_of(scenario: Scenario) -> Floats:
    """What each blow of a settled scenario takes on each day, ``(days, B)``."""
    return severities(scenario.blows, scenario.days)


def soft(ground: Ground, scenario: Scenario, quality: Mapping[tuple[str, str], float]) -> Soft:
    """What softens the blows of a settled scenario.

    Args:
        ground: The graph.
        scenario: Its buffers for products and sectors, and ``κ`` where its settings have it.
        quality: What an alternative counts beside the best of its group, by (input, user).

    Raises:
        CallerError: An unknown setting, or a quality that this graph has no use for.
        DataError: A buffer of a stock that no product holds.
    """
    stock, relief = np.zeros(len(ground)), np.zeros(len(ground))
    for buffer in scenario.buffers:
        held = _whose(ground, buffer)
        stock[held] = middle(buffer.stock_days)
        relief[held] = _made_good(buffer)
    return Soft(
        stock=stock,
        relief=relief,
        quality=_qualities(ground, quality),
        loss=_kappa(ground, scenario),
    )


def _whose(ground: Ground, buffer: Buffer) -> Flags:
    if buffer.target is None:
        return np.ones(len(ground), dtype=np.bool_)
    found = reach(ground, buffer.target)
    if not _of_product(buffer) and middle(buffer.stock_days) > 0:
        raise DataError(
            f"a stock of {buffer.target}, which is no product",
            hint="stocks are of what a product is made from: name a product, a sector, or nobody",
        )
    return found.products


def _of_product(buffer: Buffer) -> bool:
    return buffer.target is None or buffer.target.kind in {Hit.PRODUCT, Hit.SECTOR}


def _kept(ground: Ground, scenario: Scenario) -> Floats:
    """What nothing makes good of the loss of a maker, by buffers that name makers."""
    kept = np.ones(len(ground.supply))
    for buffer in scenario.buffers:
        if buffer.target is not None and not _of_product(buffer):
            kept[reach(ground, buffer.target).pairs] = 1.0 - _made_good(buffer)
    return kept


def _made_good(buffer: Buffer) -> float:
    return 1.0 - (1.0 - middle(buffer.second_source)) * (1.0 - middle(buffer.imports))


def _kappa(ground: Ground, scenario: Scenario) -> float:
    for key in scenario.settings:
        if key != OPTIONAL_LOSS:
            near = get_close_matches(key, [OPTIONAL_LOSS], cutoff=0)
            raise CallerError(
                f"a break of the chains has no setting {key!r}", hint=f"it has {near[0]}"
            )
    kappa = middle(scenario.settings.get(OPTIONAL_LOSS, ground.ready.optional_loss))
    if not 0 <= kappa <= 1:
        raise CallerError(f"{OPTIONAL_LOSS} = {kappa:g}", hint="it is to lie in [0, 1]")
    return kappa


def _qualities(ground: Ground, given: Mapping[tuple[str, str], float]) -> Floats:
    wires, ids = ground.wires, ground.graph.products.ids
    quality = np.ones(len(wires))
    for (source, target), counts in given.items():
        at = (wires.source == ids.at(source)) & (wires.target == ids.at(target)) & wires.alternative
        if not at.any() or not 0 <= counts <= 1:
            raise CallerError(
                f"a quality of {counts:g} for {source} in {target}",
                hint="name an alternative input of the product, and a number in [0, 1]",
            )
        quality[at] = counts
    best = np.zeros(len(wires.group_target))
    np.maximum.at(best, wires.slot[wires.alternative], quality[wires.alternative])
    if (best < 1.0).any():
        short = ids.labels[wires.group_target[np.flatnonzero(best < 1.0)[0]]]
        raise CallerError(
            f"no alternative of a group of {short} counts in full",
            hint="leave the one in use at 1: without a blow nothing is lost",
        )
    return quality
