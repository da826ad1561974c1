"""What a batch tries: an engine over its facts, asked of one settled scenario after another."""

from __future__ import annotations

import copyreg
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lantu.shocks.sensitivity.streams import stream

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from lantu.model.scenario import Scenario

Floats: TypeAlias = NDArray[np.float64]
Record: TypeAlias = Mapping[str, float | Floats]
"""What one try found: numbers, and series of one dimension, by name."""


def _read_only(held: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(held)


copyreg.pickle(MappingProxyType, lambda held: (_read_only, (dict(held),)))
"""Models hold read-only mappings, which do not pickle by themselves."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Which draw a try is; an engine with chance of its own draws from its stream.

    Attributes:
        seed: Of the scenario.
        number: Of the draw.
    """

    seed: int
    number: int

    def rng(self) -> np.random.Generator:
        """Random numbers of this draw: the same whoever asks, and when."""
        return stream(self.seed, self.number)


class Trial(Protocol):
    """An engine over its facts. It is sent to other processes, and so must pickle."""

    @property
    def mark(self) -> str:
        """Tells it from every other one: engine, facts and settings, such as a hash of them."""

    @property
    def threads(self) -> bool:
        """Whether it lets go of the interpreter while it computes: threads then do."""

    @property
    def together(self) -> int:
        """How many tries it likes to be handed at once, for what they share."""

    def outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> Sequence[Record]:
        """What comes of each scenario, every number of which is known.

        Always of the same names, and series of the same lengths, for one scenario.

        Args:
            settled: What is tried; the chunk is the same whoever tries it.
            lots: Which draw each is.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class OneByOne:
    """A trial from a function of one scenario.

    Attributes:
        outcome: What comes of one settled scenario; it must pickle.
        mark: See :class:`Trial`.
        threads: Likewise.
        together: Likewise.
    """

    outcome: Callable[[Scenario, Lot], Record]
    mark: str
    threads: bool = False
    together: int = 1

    def outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> Sequence[Record]:
        """See :class:`Trial`."""
        return [self.outcome(each, lot) for each, lot in zip(settled, lots, strict=True)]
