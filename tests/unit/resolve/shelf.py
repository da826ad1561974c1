"""Records in memory, for tests of what a node answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.resolve.engine.names import prefix_of

if TYPE_CHECKING:
    from lantu.resolve.engine.records import Change, Record


@dataclass
class Shelf:
    """Records in memory."""

    records: dict[str, Record]
    homes: set[str]

    def get(self, key: str) -> Record | None:
        return self.records.get(key)

    def homed(self, key: str) -> bool:
        return key in self.homes

    def under(self, prefix: str) -> list[str]:
        keys = (key for key in self.records if prefix_of(key) == prefix)
        return sorted(keys, key=lambda key: key.encode("utf-8", "surrogateescape"))

    def prefixes(self) -> list[str]:
        return sorted(self.homes)

    def keep(self, change: Change | None) -> None:
        if change is None:
            return
        if change.home is not None:
            (self.homes.add if change.home else self.homes.discard)(change.key)
        elif change.record is None:
            self.records.pop(change.key, None)
        else:
            self.records[change.key] = change.record
