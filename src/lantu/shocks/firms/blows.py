"""What falls on firms: which of them lose how much of their output and orders."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.model.supply_network import SupplyNetwork

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shock:
    """What some firms lose at once, themselves.

    Attributes:
        name: What people call it.
        firms: Positions of the firms that are hit, each once, ``(k,)``.
        down: Part of its output that each of them no longer delivers, in [0, 1], ``(k,)``.
        up: Part of its inputs that each of them no longer orders, likewise.
    """

    name: str
    firms: NDArray[np.int32]
    down: Floats
    up: Floats

    def __post_init__(self) -> None:
        """Refuse parts that are no parts.

        Raises:
            CallerError: Lengths differ, a firm stands twice, or a part beyond [0, 1].
        """
        lengths = {len(self.firms), len(self.down), len(self.up)}
        parts = np.concatenate([self.down, self.up])
        inside = np.isfinite(parts).all() and ((parts >= 0) & (parts <= 1)).all()
        if len(lengths) > 1 or not inside or len(np.unique(self.firms)) < len(self.firms):
            raise CallerError(
                f"shock {self.name!r} does not say what each firm loses",
                hint="name every firm once, with a part between 0 and 1 for each",
            )


def shock(
    network: SupplyNetwork,
    name: str,
    lost: Mapping[str, float],
    *,
    orders: Mapping[str, float] | None = None,
) -> Shock:
    """A shock by codes of firms.

    Args:
        network: The network.
        name: What people call it.
        lost: Part of its output that each firm no longer delivers.
        orders: Part of its inputs that each firm no longer orders; as ``lost`` where left out.

    Raises:
        CallerError: No such firm, or a part beyond [0, 1].
    """
    less = lost if orders is None else orders
    codes = sorted({*lost, *less}, key=network.at)
    return Shock(
        name=name,
        firms=np.array([network.at(code) for code in codes], dtype=np.int32),
        down=np.array([lost.get(code, 0.0) for code in codes]),
        up=np.array([less.get(code, 0.0) for code in codes]),
    )


def every_firm(network: SupplyNetwork) -> tuple[Shock, ...]:
    """One shock a firm: it stops altogether."""
    whole = np.ones(1)
    return tuple(
        Shock(name=firm, firms=np.array([at], dtype=np.int32), down=whole, up=whole)
        for at, firm in enumerate(network.firms)
    )
