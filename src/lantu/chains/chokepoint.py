"""卡脖子: one index of how tightly outside holds a product that much hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze, share
from lantu.chains.wiring import Wiring, wiring

if TYPE_CHECKING:
    from lantu.chains.arrays import Flags, Floats
    from lantu.chains.diagnosis import Diagnosis
    from lantu.chains.rules import Rules
    from lantu.model.chain_graph import ChainGraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Exponents:
    """How much each part of the index counts.

    Attributes:
        imported: Exponent of import dependence.
        concentrated: Exponent of concentration.
        irreplaceable: Exponent of irreplaceability.
        central: Exponent of centrality.
    """

    imported: float = 1.0
    concentrated: float = 1.0
    irreplaceable: float = 1.0
    central: float = 1.0

    def __post_init__(self) -> None:
        """Refuse negative exponents: a worse part would lower the index.

        Raises:
            ValueError: An exponent is negative.
        """
        for name in ("imported", "concentrated", "irreplaceable", "central"):
            if not getattr(self, name) >= 0:
                message = f"{name} must not be negative, got {getattr(self, name)}"
                raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Chokepoints:
    """The index and its parts; every array has shape ``(n,)``.

    Attributes:
        value: ``K``; 0 where not ``known``.
        known: Where import dependence and a concentration are both on record.
        imported: ``ID``, import dependence on record; 0 without.
        concentrated: ``C``, greatest share on record of one or a few outside suppliers.
        irreplaceable: ``1 − Sub``: of its uses, those that have no alternative.
        central: ``Cent``: share of what the region makes that is lost when it is cut.
    """

    value: Floats
    known: Flags
    imported: Floats
    concentrated: Floats
    irreplaceable: Floats
    central: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def chokepoints(
    graph: ChainGraph, found: Diagnosis, rules: Rules, *, exponents: Exponents | None = None
) -> Chokepoints:
    """``K_i = ID_i^α · C_i^β · (1 − Sub_i)^γ · Cent_i^δ``.

    The composite common in Chinese work on bottleneck technology (卡脖子). ``C`` is the
    share of the one or few suppliers on record where the literature has a Herfindahl index:
    facts rarely hold every supplier's share. A part that is not on record leaves the index
    unknown, never zero.

    Args:
        graph: The facts.
        found: The diagnosis of the region.
        rules: Those of the diagnosis.
        exponents: How much each part counts; all 1 where not given.
    """
    powers = exponents if exponents is not None else Exponents()
    outside = found.dependence
    known = outside.imported.known & outside.outside_share.known
    irreplaceable = _irreplaceable(wiring(graph, rules.weights))
    made = np.full(len(graph), found.presence.point.sum())
    central = np.minimum(share(found.criticality.impact, made), 1.0)
    value = (
        outside.imported.value**powers.imported
        * outside.outside_share.value**powers.concentrated
        * irreplaceable**powers.irreplaceable
        * central**powers.central
    )
    return Chokepoints(
        value=np.where(known, value, 0.0),
        known=known,
        imported=outside.imported.value,
        concentrated=outside.outside_share.value,
        irreplaceable=irreplaceable,
        central=central,
    )


def _irreplaceable(wires: Wiring) -> Floats:
    """Of each product's uses, the share that is essential; 0 without uses."""
    uses = np.bincount(wires.source, minlength=wires.products).astype(np.float64)
    needed = np.bincount(wires.source[wires.essential], minlength=wires.products)
    return share(needed.astype(np.float64), uses)
