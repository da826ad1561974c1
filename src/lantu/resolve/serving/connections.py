"""Connections that are kept open: messages one after another, each answered when it can be."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final, cast

from lantu.resolve.engine.channel import Channel
from lantu.resolve.wire.envelope import Envelope
from lantu.resolve.wire.limits import ENVELOPE, MESSAGE

if TYPE_CHECKING:
    from collections.abc import Awaitable

    from lantu.resolve.serving.keeping import Keeper, Replies
    from lantu.resolve.serving.quick import Quick
    from lantu.resolve.serving.tallies import Tallies

MOST_AT_WORK: Final = 256
"""Requests of one connection that are worked on at a time; the next ones wait to be read."""

HIGH_WATER: Final = 1 << 20
"""Octets that wait to be read by a client before no more of its requests are read."""

TORN: Final = 30.0
"""Seconds that the rest of a message may take to come."""

SWEEP: Final = 10.0
"""Seconds between looks for connections that have been idle for too long."""


@dataclass(slots=True, kw_only=True)
class Connections:
    """All connections of a process.

    Attributes:
        quick: Answers plain questions.
        keeper: Answers the others.
        tallies: What is counted.
        idle: Seconds after which a connection without a message is closed.
        most: Connections at a time.
    """

    quick: Quick
    keeper: Keeper
    tallies: Tallies
    idle: float = 600.0
    most: int = 20_000
    open: set[Connection] = field(default_factory=set)

    def accepted(self) -> Connection:
        """What listens to the next connection."""
        return Connection(self)

    def sweep(self) -> None:
        """Close those that have been idle for too long, and look again after a while."""
        loop = asyncio.get_running_loop()
        for each in [*self.open]:
            each.expire(loop.time())
        loop.call_later(SWEEP, self.sweep)

    async def close(self) -> None:
        """Answer what was asked, then close all."""
        at_work = [task for each in self.open for task in each.at_work]
        if at_work:
            await asyncio.wait(at_work)
        for each in [*self.open]:
            each.transport.close()


class Connection(asyncio.Protocol):
    """One connection.

    Args:
        all_: The others.
    """

    __slots__ = (
        "_all",
        "_buffer",
        "_channel",
        "_ended",
        "_heard",
        "_origin",
        "_paused",
        "at_work",
        "transport",
    )

    transport: asyncio.Transport

    def __init__(self, all_: Connections) -> None:
        self._all = all_
        self._buffer = bytearray()
        self._channel = Channel()
        self._heard = 0.0
        self._origin = ""
        self._paused = False
        self._ended = False
        self.at_work: set[asyncio.Task[None]] = set()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Take it, unless there are too many."""
        self.transport = cast("asyncio.Transport", transport)
        peer = transport.get_extra_info("peername")
        self._origin = f"tcp {peer[0]}" if isinstance(peer, tuple) else "local"
        self._heard = asyncio.get_running_loop().time()
        if len(self._all.open) >= self._all.most:
            self.transport.abort()
            return
        self.transport.set_write_buffer_limits(HIGH_WATER)
        self._all.open.add(self)
        self._all.tallies.connections += 1

    def connection_lost(self, _error: Exception | None) -> None:
        """Forget it."""
        self._all.open.discard(self)

    def eof_received(self) -> bool:
        """Stay until everything asked is answered, where the client asks no more."""
        self._ended = True
        return bool(self.at_work)

    def pause_writing(self) -> None:
        """Read no more from somebody who does not read."""
        self._paused = True
        self.transport.pause_reading()

    def resume_writing(self) -> None:
        """Read on."""
        self._paused = False
        self._resume()

    def _resume(self) -> None:
        if (
            not self._paused
            and len(self.at_work) < MOST_AT_WORK
            and not self.transport.is_closing()
        ):
            self._answer()
            self.transport.resume_reading()

    def expire(self, now: float) -> None:
        """Close it where nothing whole has come for too long."""
        patience = (
            TORN if self._buffer and not self.at_work and not self._paused else self._all.idle
        )
        if now - self._heard > patience and not self.at_work:
            self.transport.abort()

    def data_received(self, octets: bytes) -> None:
        """Answer every message that is whole."""
        self._buffer += octets
        self._answer()

    def _answer(self) -> None:
        now, sent = self._all.keeper.fresh.now(), []
        at, buffer = 0, self._buffer
        with self._all.quick.reader.moment():
            while len(buffer) - at >= ENVELOPE and len(self.at_work) < MOST_AT_WORK:
                length = int.from_bytes(buffer[at + 16 : at + 20])
                if length > MESSAGE:
                    self._refuse(bytes(buffer[at : at + ENVELOPE]))
                    at = len(buffer)
                    break
                end = at + ENVELOPE + length
                if end > len(buffer):
                    break
                octets, at = bytes(buffer[at:end]), end
                reply = self._all.quick.answer(octets, now)
                if reply is None:
                    sent += self._slow(octets)
                else:
                    self._all.tallies.quick += 1
                    sent.append(reply)
        if at:
            del buffer[:at]
            self._heard = asyncio.get_running_loop().time()
        if sent:
            self.transport.write(b"".join(sent))
        if len(self.at_work) >= MOST_AT_WORK:
            self.transport.pause_reading()

    def _refuse(self, octets: bytes) -> None:
        """Say that a message is too long, and hang up: where the next begins nobody knows."""
        asked = replace(Envelope.parse(octets), length=0)
        outcome = self._all.keeper.decide(asked, b"")
        self.transport.write(b"".join(_formatted(outcome.replies)))
        self.transport.close()

    def _slow(self, octets: bytes) -> list[bytes]:
        """The reply to what is not plain; nothing yet where something has to be kept before."""
        keeper, envelope = self._all.keeper, Envelope.parse(octets)
        outcome = keeper.decide(envelope, octets[ENVELOPE:], self._channel)
        self._all.tallies.told(outcome, self._origin)
        if outcome.change is None:
            return _formatted(outcome.replies)
        task = asyncio.create_task(self._changed(keeper.kept(outcome, self._origin)))
        self.at_work.add(task)
        task.add_done_callback(self._done)
        return []

    async def _changed(self, replies: Awaitable[Replies]) -> None:
        octets = b"".join(_formatted(await replies))
        if not self.transport.is_closing():
            self.transport.write(octets)

    def _done(self, task: asyncio.Task[None]) -> None:
        self.at_work.discard(task)
        if self._ended and not self.at_work:
            self.transport.close()
        if len(self.at_work) == MOST_AT_WORK - 1:
            self._resume()


def _formatted(replies: Replies) -> list[bytes]:
    return [envelope.before(message.format()) for envelope, message in replies]
