"""A node looked after: checked, copied, put back, counted."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantu.workbench.node.needing import refuse_without_node
from lantu.workbench.node.running import TALLIES

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.resolve.store import Verified


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a node holds and has done.

    Attributes:
        handles: Handles under each prefix, by the prefix's handle.
        records: Records in all.
        entries: Entries of its log.
        head: Hash of the last of them, hexadecimal.
        octets: Of its store on disk.
        tallies: What it has counted since it was last begun; empty where it never was.
    """

    handles: dict[str, int]
    records: int
    entries: int
    head: str
    octets: int
    tallies: dict[str, Any]

    @property
    def active(self) -> int:
        """Prefixes under which there is a handle, those of prefixes themselves apart."""
        return sum(1 for prefix, count in self.handles.items() if count and prefix != "0.NA/0.NA")

    def record(self) -> dict[str, Any]:
        """The same for programs."""
        return {
            "active_prefixes": self.active,
            "entries": self.entries,
            "handles": self.handles,
            "head": self.head,
            "octets": self.octets,
            "records": self.records,
            "tallies": self.tallies,
        }


def check_node(folder: Path) -> Verified:
    """Read a node's whole store and hold it against its log; it may be served meanwhile.

    Raises:
        PlaceError: There is none.
        DataError: It is no store.
    """
    refuse_without_node()
    from lantu.resolve.founding import House  # noqa: PLC0415 - only a node needs it
    from lantu.resolve.store import Reader, Store, verify  # noqa: PLC0415

    with Store.open(House(folder).store) as store:
        return verify(Reader(store))


def back_up_node(folder: Path, target: Path) -> Verified:
    """Copy a node's store while it is served; settings and keys are files to copy as such.

    Raises:
        CallerError: The target holds a store.
        FullError: There is no room.
        DataError: The copy is not sound.
    """
    refuse_without_node()
    from lantu.resolve.founding import House  # noqa: PLC0415
    from lantu.resolve.store import Store, back_up  # noqa: PLC0415

    with Store.open(House(folder).store) as store:
        return back_up(store, target)


def restore_node(folder: Path, copy: Path) -> Verified:
    """Put a copy in the place of a node's store, which has to be away.

    Raises:
        CallerError: The node has a store.
        DataError: The copy is not sound.
    """
    refuse_without_node()
    from lantu.resolve.founding import House  # noqa: PLC0415
    from lantu.resolve.store import restore  # noqa: PLC0415

    return restore(copy, House(folder).store)


def node_stats(folder: Path) -> Standing:
    """What a node holds and has done.

    Raises:
        PlaceError: There is none.
    """
    refuse_without_node()
    from lantu.resolve.founding import House  # noqa: PLC0415
    from lantu.resolve.store import Reader, Store  # noqa: PLC0415
    from lantu.resolve.store.opening import FILE  # noqa: PLC0415

    house, told = House(folder), folder / TALLIES
    with Store.open(house.store) as store:
        reader = Reader(store)
        with reader.moment():
            number, head = reader.head()
            return Standing(
                handles=dict(reader.counts()),
                records=reader.size(),
                entries=number,
                head=head.hex(),
                octets=(house.store / FILE).stat().st_size,
                tallies=json.loads(told.read_text(encoding="utf-8")) if told.exists() else {},
            )
