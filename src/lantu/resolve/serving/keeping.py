"""The one process that writes: it decides on changes, and replies once they are on disk."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from lantu.errors import PlaceError
from lantu.resolve.engine.challenges import Challenges
from lantu.resolve.engine.node import Node
from lantu.resolve.engine.replying import unkept
from lantu.resolve.store import FullError, Noted
from lantu.resolve.wire.codes import Op

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterable, Sequence

    from lantu.resolve.engine.channel import Channel
    from lantu.resolve.engine.node import Outcome
    from lantu.resolve.engine.policy import Policy
    from lantu.resolve.engine.records import Change, Record
    from lantu.resolve.serving.chance import Chance
    from lantu.resolve.store import Reader, Writer
    from lantu.resolve.wire.envelope import Envelope
    from lantu.resolve.wire.message import Message

Replies = tuple[tuple["Envelope", "Message"], ...]

MOST_WAITING: Final = 20_000
"""Changes that wait for the disk at a time."""

BATCH: Final = 1_000
"""Changes that go to disk at once: so many of the longest ones fit one entry of the log."""

_RESOLUTION: Final = int(Op.RESOLUTION).to_bytes(4)


@dataclass(slots=True)
class Tomorrow:
    """The records as they will be when what has been decided is on disk.

    Attributes:
        reader: The records as they are on disk.
        coming: Changes that are on the way there, the last one of each key.
    """

    reader: Reader
    coming: dict[str, Change] = field(default_factory=dict)
    homes: dict[str, Change] = field(default_factory=dict)

    def get(self, key: str) -> Record | None:
        """The record of a key; None where there will be none."""
        change = self.coming.get(key)
        return self.reader.get(key) if change is None else change.record

    def homed(self, key: str) -> bool:
        """Whether the prefix of which this is the handle will be served here."""
        change = self.homes.get(key)
        return self.reader.homed(key) if change is None else bool(change.home)

    def under(self, prefix: str) -> Iterable[str]:
        """Handles that are on disk under a prefix, in order of their keys."""
        return self.reader.under(prefix)

    def prefixes(self) -> Iterable[str]:
        """Handles of the prefixes that are served here, in order."""
        return self.reader.prefixes()

    def expect(self, change: Change) -> None:
        """Count on a change."""
        self._of(change)[change.key] = change

    def arrived(self, changes: Iterable[Change]) -> None:
        """These are on disk now."""
        for change in changes:
            if self._of(change).get(change.key) is change:
                del self._of(change)[change.key]

    def nothing(self) -> None:
        """None of what was expected will come."""
        self.coming.clear()
        self.homes.clear()

    def _of(self, change: Change) -> dict[str, Change]:
        return self.coming if change.home is None else self.homes


@dataclass(slots=True, kw_only=True)
class Keeper:
    """Decides and keeps.

    Attributes:
        reader: Reads the store.
        writer: Writes it.
        policy: What the node is and allows.
        fresh: Where the time, and what was never used before, come from.
    """

    reader: Reader
    writer: Writer
    policy: Policy
    fresh: Chance
    _tomorrow: Tomorrow = field(init=False)
    _asking: Node = field(init=False)
    _changing: Node = field(init=False)
    _challenges: Challenges = field(default_factory=Challenges)
    _waiting: list[tuple[Noted, asyncio.Future[None]]] = field(default_factory=list)
    _pool: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(max_workers=1))
    _work: asyncio.Task[None] | None = None

    def __post_init__(self) -> None:
        """Set up one node that answers from what is on disk, and one that looks ahead."""
        self._tomorrow = Tomorrow(self.reader)
        self.heed(self.policy)

    def heed(self, policy: Policy) -> None:
        """Go on under another policy; challenges that are out stay good."""
        self.policy = policy
        self._asking, self._changing = (
            Node(records=records, policy=policy, fresh=self.fresh, challenges=self._challenges)
            for records in (self.reader, self._tomorrow)
        )

    def decide(self, envelope: Envelope, octets: bytes, channel: Channel | None = None) -> Outcome:
        """What is answered to one message, and what has to be kept before."""
        asks = octets[:4] == _RESOLUTION
        with self.reader.moment():
            return (self._asking if asks else self._changing).answer(envelope, octets, channel)

    def kept(self, outcome: Outcome, origin: str) -> Coroutine[None, None, Replies]:
        """The replies of an outcome, once what it changes is on disk.

        Its change is counted on from this call on, not from when it is waited for: two who
        want the same handle are then not both told that they have it.

        Args:
            outcome: As :meth:`decide` returned it, at once before.
            origin: Where the request came from.
        """
        if outcome.change is None:
            return self._replied(outcome, None)
        note = Noted(change=outcome.change, who=str(outcome.who or ""), origin=origin)
        return self._replied(outcome, self.keep(note))

    async def _replied(self, outcome: Outcome, disk: asyncio.Future[None] | None) -> Replies:
        try:
            if disk is not None:
                await disk
        except PlaceError as error:
            return tuple(
                (envelope, unkept(self.policy, envelope, message, str(error.args[0])))
                for envelope, message in outcome.replies
            )
        return outcome.replies

    def keep(self, note: Noted) -> asyncio.Future[None]:
        """Have a change on disk; done when it is.

        Raises:
            PlaceError: There is no room for it, or too many wait.
        """
        future = asyncio.get_running_loop().create_future()
        if len(self._waiting) >= MOST_WAITING:
            future.set_exception(PlaceError("too many changes wait for the disk"))
            return future
        self._tomorrow.expect(note.change)
        self._waiting.append((note, future))
        if self._work is None or self._work.done():
            self._work = asyncio.create_task(self._write())
        return future

    async def close(self) -> None:
        """Wait for what is on its way to the disk."""
        while self._work is not None and not self._work.done():
            await self._work
        self._pool.shutdown()

    async def _write(self) -> None:
        """Write what waits, batch after batch: while one goes to disk the next gathers."""
        while self._waiting:
            batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            notes = [note for note, _ in batch]
            try:
                await self._written(notes)
            except Exception as error:  # noqa: BLE001 - whoever waits has to hear of it
                self._fail([*batch, *self._waiting], error)
                self._waiting = []
            else:
                self._tomorrow.arrived(note.change for note in notes)
                for _, future in batch:
                    if not future.done():
                        future.set_result(None)

    async def _written(self, notes: Sequence[Noted]) -> None:
        loop, now = asyncio.get_running_loop(), self.fresh.now()
        write: Any = self.writer.write_if_room
        while await loop.run_in_executor(self._pool, write, notes, now) is None:
            self.writer.store.grow()

    def _fail(self, batch: Sequence[tuple[Noted, asyncio.Future[None]]], error: Exception) -> None:
        """What was decided on top of what did not come about does not come about either."""
        self._tomorrow.nothing()
        for _, future in batch:
            if not future.done():
                future.set_exception(FullError(str(error)))
