"""Records as the engine sees them, and the changes it asks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from lantu.resolve.wire.values import put_values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.resolve.wire.values import HandleValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One handle with its values.

    Attributes:
        handle: As it was written when it was made.
        values: In the order in which they were given, by index once one was added or changed;
            each index once.
    """

    handle: str
    values: tuple[HandleValue, ...] = ()
    _packed: bytes = field(default=b"", init=False, repr=False, compare=False)

    @property
    def packed(self) -> bytes:
        """Its values as they go over the wire; made once, for they are kept and logged."""
        if not self._packed:
            object.__setattr__(self, "_packed", put_values(self.values))
        return self._packed

    def at(self, index: int) -> HandleValue | None:
        """The value of an index; None where there is none."""
        return next((value for value in self.values if value.index == index), None)

    def of_type(self, *types: str) -> tuple[HandleValue, ...]:
        """Values of any of some types."""
        return tuple(
            value for value in self.values if any(value.of_type(wanted) for wanted in types)
        )


class Records(Protocol):
    """Whoever holds the records."""

    def get(self, key: str) -> Record | None:
        """The record of a key; None where there is none."""

    def homed(self, key: str) -> bool:
        """Whether the prefix of which this is the handle is served here."""

    def under(self, prefix: str) -> Iterable[str]:
        """Handles under the prefix of which this is the handle, in order of their keys."""

    def prefixes(self) -> Iterable[str]:
        """Handles of the prefixes served here, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What is to last before a reply goes out.

    Attributes:
        key: Key of the record; or of the prefix to be served or no longer served here.
        record: What it becomes; None where it goes.
        home: Whether the prefix is to be served here; None where records change.
    """

    key: str
    record: Record | None = None
    home: bool | None = None
