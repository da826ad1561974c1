"""What the console shows: an opened workspace, or the faults that keep it shut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from threading import RLock
from typing import TYPE_CHECKING, Any

from lantu import workbench
from lantu.errors import FactsError
from lantu.reports.document import document
from lantu.reports.page_pictures import drawings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lantu.evidence.exhibits import Blueprint, Ledger, ProductCard
    from lantu.vocab.text import Language
    from lantu.workbench import Fault, Workbench


@dataclass(frozen=True, kw_only=True)
class Desk:
    """One state of a workspace, as long as the console shows it.

    Everything is reckoned once, on first use; a desk never changes.

    Attributes:
        address: Where the facts are.
        opened: The workspace; None where faults keep it shut.
        faults: What the checker found, errors and warnings.
    """

    address: str
    opened: Workbench | None
    faults: tuple[Fault, ...]

    @cached_property
    def portrait(self) -> Blueprint:
        """The blueprint without its stress tests."""
        return self._bench.portrait

    @cached_property
    def document(self) -> dict[str, Any]:
        """The same as JSON values."""
        return document(self.portrait)

    @cached_property
    def ledgers(self) -> Mapping[str, Ledger]:
        """Every list by key, the conflicts among them."""
        every = (*self.portrait.ledgers, self.portrait.conflicts)
        return {ledger.key: ledger for ledger in every}

    @cached_property
    def cards(self) -> Mapping[str, ProductCard]:
        """Every product's card by its id."""
        return {card.product: card for card in self.portrait.cards}

    @cached_property
    def drawings(self) -> Mapping[str, Callable[[Language], str]]:
        """What draws each picture, by its key."""
        return dict(drawings(self.portrait))

    @property
    def bench(self) -> Workbench:
        """The opened workspace.

        Raises:
            FactsError: Faults keep it shut.
        """
        return self._bench

    @property
    def _bench(self) -> Workbench:
        if self.opened is None:
            raise FactsError(
                f"{self.address}: {len(self.faults)} faults keep the workspace shut",
                self.faults,
                hint="mend them, then read the facts again",
            )
        return self.opened


def lay(address: str) -> Desk:
    """Read a workspace; faults do not raise, they are what is shown.

    Raises:
        PlaceError: The folder is not there or cannot be read.
        PeerError: The database fails.
    """
    try:
        opened = workbench.open_workspace(address)
    except FactsError:
        return Desk(address=address, opened=None, faults=workbench.check(address).faults)
    return Desk(address=address, opened=opened, faults=opened.workspace.warnings)


class Counter:
    """Where the desk stands: whoever asks gets the newest, and may have it laid again."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._lock = RLock()
        self._desk = lay(address)

    @property
    def desk(self) -> Desk:
        """The newest state of the workspace."""
        return self._desk

    def again(self) -> Desk:
        """Read the facts again; the old state stands until the new one is whole.

        Raises:
            PlaceError: The folder is not there or cannot be read.
            PeerError: The database fails.
        """
        with self._lock:
            self._desk = lay(self._address)
        return self._desk
