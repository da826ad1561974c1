"""What may befall a region: blows, what softens them, and what is not known for sure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from lantu.errors import CallerError, DataError
from lantu.model.spread import Amount, Spread, bounds, middle

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from lantu.vocab.text import Text


class Engine(StrEnum):
    """What is struck: the product graph, a network of firms, or an economy of sectors."""

    CHAIN = "chain"
    FIRMS = "firms"
    ECONOMY = "economy"


class Hit(StrEnum):
    """What a blow may fall on."""

    PRODUCT = "product"
    FIRM = "firm"
    SECTOR = "sector"
    REGION = "region"
    SUPPLIER = "supplier"
    COUNTRY = "country"


class Return(StrEnum):
    """How what was lost comes back once the blow is over."""

    NEVER = "never"
    AT_ONCE = "at_once"
    LINEAR = "linear"
    CONCAVE = "concave"
    CONVEX = "convex"


UNDERSTOOD: Mapping[Engine, frozenset[Hit]] = {
    Engine.CHAIN: frozenset(Hit),
    Engine.FIRMS: frozenset({Hit.FIRM, Hit.SECTOR, Hit.SUPPLIER, Hit.REGION}),
    Engine.ECONOMY: frozenset({Hit.SECTOR, Hit.REGION, Hit.COUNTRY}),
}
"""What each engine knows; a country is, to an economy, whence it imports."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Target:
    """One thing that is hit.

    Attributes:
        kind: What it is.
        code: Its code or name.
    """

    kind: Hit
    code: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Blow:
    """What is hit, how hard, when, for how long, and how it comes back.

    Attributes:
        targets: What is hit at once, each once.
        part: Part of its output that is lost, in [0, 1].
        start: Day on which it begins; the first is 0.
        days: For how long it lasts in full; at least a day.
        back: How what was lost comes back then.
        back_days: Over how long.
    """

    targets: tuple[Target, ...]
    part: Amount = 1.0
    start: int = 0
    days: Amount = 30.0
    back: Return = Return.AT_ONCE
    back_days: Amount = 0.0

    def __post_init__(self) -> None:
        """Refuse parts beyond [0, 1] and times that run backward.

        Raises:
            DataError: One of these, or no target.
        """
        if not self.targets or len(set(self.targets)) < len(self.targets):
            raise DataError("a blow that hits nothing, or one thing twice", hint="name each once")
        _within("part", self.part, 0.0, 1.0)
        _within("start", float(self.start), 0.0, float("inf"))
        _within("days", self.days, 1.0, float("inf"))
        gradual = self.back not in {Return.NEVER, Return.AT_ONCE}
        _within("back_days", self.back_days, 1.0 if gradual else 0.0, float("inf"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Buffer:
    """What softens a blow.

    Attributes:
        target: Whose; everything's where None.
        stock_days: Days for which stocks stand in for what no longer comes.
        second_source: Part of what is lost that another source makes good, in [0, 1].
        imports: Part that imports make good, in [0, 1].
    """

    target: Target | None = None
    stock_days: Amount = 0.0
    second_source: Amount = 0.0
    imports: Amount = 0.0

    def __post_init__(self) -> None:
        """Refuse what is no part and no time.

        Raises:
            DataError: One of these.
        """
        _within("stock_days", self.stock_days, 0.0, float("inf"))
        _within("second_source", self.second_source, 0.0, 1.0)
        _within("imports", self.imports, 0.0, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown:
    """A number of a scenario that is not known for sure.

    Attributes:
        place: Where it stands, such as ``blow 1: part``.
        spread: What is known of it.
    """

    place: str
    spread: Spread


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What is to be tried.

    Attributes:
        code: What files and pages call it.
        name: What people call it.
        engine: What is struck.
        days: How long is looked at, from day 0.
        blows: What befalls; at least one.
        about: What it is about, and where its figures come from.
        buffers: What softens the blows; of two for one thing the later counts.
        settings: The engine's own numbers that it changes, by name.
        draws: How many draws of what is not known for sure.
        seed: Of those draws.
        doubt: Whether evidence is in doubt too: makers and links there by their confidence.
    """

    code: str
    name: Text
    engine: Engine
    days: int
    blows: tuple[Blow, ...]
    about: Text | None = None
    buffers: tuple[Buffer, ...] = ()
    settings: Mapping[str, Amount] = field(default_factory=dict)
    draws: int = 200
    seed: int = 1
    doubt: bool = False

    def __post_init__(self) -> None:
        """Refuse what cannot be tried.

        Raises:
            DataError: No blow, a blow that begins after the last day, or a thing that the
                engine does not know.
        """
        if not self.blows:
            raise DataError(f"scenario {self.code} has no blow", hint="add one: what is hit?")
        for at, blow in enumerate(self.blows, 1):
            if blow.start >= self.days:
                raise DataError(
                    f"scenario {self.code} ends on day {self.days}, before blow {at} begins on "
                    f"day {blow.start}",
                    hint="let it run longer, or the blow begin earlier",
                )
            self._refuse_unknown([each.kind for each in blow.targets])

    def _refuse_unknown(self, kinds: Sequence[Hit]) -> None:
        known = UNDERSTOOD[self.engine]
        for kind in kinds:
            if kind not in known:
                raise DataError(
                    f"engine {self.engine} does not know a {kind}",
                    hint=f"it knows {', '.join(sorted(known))}",
                )

    @property
    def unknowns(self) -> tuple[Unknown, ...]:
        """Its numbers that are not known for sure, in the order in which they stand."""
        return tuple(
            Unknown(place=place, spread=amount)
            for place, amount in self._amounts()
            if isinstance(amount, Spread)
        )

    def settled(self, ranks: Sequence[float] | None = None) -> Scenario:
        """The same with every number known.

        Args:
            ranks: A quantile of each of ``unknowns``, in [0, 1]; medians where left out.

        Raises:
            CallerError: Another number of them.
        """
        unknowns = self.unknowns
        if ranks is not None and len(ranks) != len(unknowns):
            raise CallerError(f"{len(ranks)} ranks for {len(unknowns)} unknowns of {self.code}")
        values = {
            each.place: each.spread.quantile(0.5 if ranks is None else ranks[at])
            for at, each in enumerate(unknowns)
        }
        told = {place: values.get(place, amount) for place, amount in self._amounts()}
        return replace(
            self,
            blows=tuple(_blow_told(blow, at, told) for at, blow in enumerate(self.blows, 1)),
            buffers=tuple(_buffer_told(each, at, told) for at, each in enumerate(self.buffers, 1)),
            settings={key: told[f"settings: {key}"] for key in self.settings},
        )

    def made_good(self, target: Target) -> float:
        """The part of a target's loss that buffers of its own, or for everything, make good.

        ``1 − (1 − second source)(1 − imports)``; of two buffers the later counts, and numbers
        that are not known for sure count with their medians.
        """
        good = 0.0
        for each in self.buffers:
            if each.target in (None, target):
                good = 1.0 - (1.0 - middle(each.second_source)) * (1.0 - middle(each.imports))
        return good

    def _amounts(self) -> Iterator[tuple[str, Amount]]:
        for at, blow in enumerate(self.blows, 1):
            yield from ((f"blow {at}: {key}", getattr(blow, key)) for key in _OF_BLOW)
        for at, each in enumerate(self.buffers, 1):
            yield from ((f"buffer {at}: {key}", getattr(each, key)) for key in _OF_BUFFER)
        yield from ((f"settings: {key}", self.settings[key]) for key in self.settings)


_OF_BLOW = ("part", "days", "back_days")
_OF_BUFFER = ("stock_days", "second_source", "imports")


def _blow_told(blow: Blow, at: int, told: Mapping[str, Amount]) -> Blow:
    part, days, back_days = (told[f"blow {at}: {key}"] for key in _OF_BLOW)
    return replace(blow, part=part, days=days, back_days=back_days)


def _buffer_told(buffer: Buffer, at: int, told: Mapping[str, Amount]) -> Buffer:
    stock, second, imports = (told[f"buffer {at}: {key}"] for key in _OF_BUFFER)
    return replace(buffer, stock_days=stock, second_source=second, imports=imports)


def _within(noun: str, amount: Amount, least: float, most: float) -> None:
    low, high = bounds(amount)
    if not least <= low <= high <= most:
        raise DataError(
            f"{noun} from {low:g} to {high:g}"
            if isinstance(amount, Spread)
            else f"{noun} = {low:g}",
            hint=f"it is to be at least {least:g}"
            + (f" and at most {most:g}" if most < float("inf") else ""),
        )


__all__ = [
    "UNDERSTOOD",
    "Amount",
    "Blow",
    "Buffer",
    "Engine",
    "Hit",
    "Return",
    "Scenario",
    "Spread",
    "Target",
    "Unknown",
    "middle",
]
