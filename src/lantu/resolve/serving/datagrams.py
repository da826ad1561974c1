"""Questions in datagrams, answered in batches: one look at the clock and the store for each."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from lantu.resolve.engine.replying import busy
from lantu.resolve.serving.limiting import Verdict
from lantu.resolve.wire.envelope import Assembly, Envelope, datagrams
from lantu.resolve.wire.limits import DATAGRAM, ENVELOPE, PIECE
from lantu.resolve.wire.octets import MalformedError

if TYPE_CHECKING:
    import socket
    from collections.abc import Awaitable, Iterator

    from lantu.resolve.serving.keeping import Keeper, Replies
    from lantu.resolve.serving.limiting import Limiter
    from lantu.resolve.serving.quick import Quick
    from lantu.resolve.serving.tallies import Tallies

Address = tuple[str, int]

BATCH: Final = 64
"""Datagrams read before others have their turn."""

LONGEST: Final = 2_048
"""Octets read of a datagram; deployed clients send at most 512."""

MOST_PARTIAL: Final = 1_024
"""Messages of which pieces are still to come."""

PATIENCE: Final = 10.0
"""Seconds that a message waits for its pieces: clients repeat it before."""

MOST_AT_WORK: Final = 4_096
"""Requests in datagrams that are worked on at a time."""


@dataclass(slots=True, kw_only=True)
class Datagrams:
    """A socket of datagrams.

    Attributes:
        socket: The socket, which does not block.
        quick: Answers plain questions.
        keeper: Answers the others.
        limiter: How much a source may ask.
        tallies: What is counted.
    """

    socket: socket.socket
    quick: Quick
    keeper: Keeper
    limiter: Limiter
    tallies: Tallies
    _partial: dict[tuple[Address, int], tuple[float, Assembly]] = field(default_factory=dict)
    _at_work: set[asyncio.Task[None]] = field(default_factory=set)

    def open(self) -> None:
        """Begin to answer."""
        asyncio.get_running_loop().add_reader(self.socket.fileno(), self._readable)

    async def close(self) -> None:
        """Read no more, answer what was read, and close."""
        asyncio.get_running_loop().remove_reader(self.socket.fileno())
        if self._at_work:
            await asyncio.wait(self._at_work)
        self.socket.close()

    def _readable(self) -> None:
        clock, now = asyncio.get_running_loop().time(), self.keeper.fresh.now()
        receive, send, quick = self.socket.recvfrom, self.socket.sendto, self.quick.answer
        with self.quick.reader.moment():
            for _ in range(BATCH):
                try:
                    octets, address = receive(LONGEST)
                except OSError:
                    return
                verdict = self.limiter.verdict(address[0], clock)
                if verdict is not Verdict.ANSWER:
                    self._refuse(octets, address, verdict)
                    continue
                reply = quick(octets, now)
                if reply is None or len(reply) > DATAGRAM:
                    self._slow(octets, address, clock)
                    continue
                self.tallies.quick += 1
                try:
                    send(reply, address)
                except OSError:
                    self.tallies.unsent += 1

    def _refuse(self, octets: bytes, address: Address, verdict: Verdict) -> None:
        self.tallies.limited += 1
        if verdict is Verdict.BUSY and len(octets) >= ENVELOPE:
            now = self.keeper.fresh.now()
            self._reply((busy(self.keeper.policy, now, Envelope.parse(octets)),), address)

    def _slow(self, octets: bytes, address: Address, clock: float) -> None:
        """Answer what is not plain."""
        if len(octets) < ENVELOPE:
            return
        try:
            whole = self._whole(octets, address, clock)
        except MalformedError:
            whole = replace(Envelope.parse(octets), length=0), b""
        if whole is None:
            return
        envelope, message = whole
        outcome, origin = self.keeper.decide(envelope, message), f"udp {address[0]}"
        self.tallies.told(outcome, origin)
        if outcome.change is None:
            self._reply(outcome.replies, address)
        elif len(self._at_work) < MOST_AT_WORK:
            task = asyncio.create_task(self._changed(self.keeper.kept(outcome, origin), address))
            self._at_work.add(task)
            task.add_done_callback(self._at_work.discard)

    def _whole(
        self, octets: bytes, address: Address, clock: float
    ) -> tuple[Envelope, bytes] | None:
        """The message that a datagram completes; None where pieces are missing.

        Raises:
            MalformedError: It is no piece of a message.
        """
        envelope = Envelope.parse(octets)
        if envelope.length <= PIECE:
            return envelope, octets[ENVELOPE:]
        source = (address, envelope.request)
        self._forget(clock)
        _, begun = self._partial.pop(source, (0.0, None))
        whole = begun.with_piece(octets) if begun else Assembly.begun(octets)
        if whole.message is not None:
            return whole.envelope, whole.message
        self._partial[source] = clock, whole
        return None

    def _forget(self, clock: float) -> None:
        while self._partial:
            first = next(iter(self._partial))
            if len(self._partial) < MOST_PARTIAL and self._partial[first][0] > clock - PATIENCE:
                return
            del self._partial[first]

    async def _changed(self, replies: Awaitable[Replies], address: Address) -> None:
        self._reply(await replies, address)

    def _reply(self, replies: Replies, address: Address) -> None:
        for envelope, message in replies:
            self._send(datagrams(envelope, message.format(), marked=False), address)

    def _send(self, octets: Iterator[bytes], address: Address) -> None:
        for each in octets:
            try:
                self.socket.sendto(each, address)
            except OSError:
                self.tallies.unsent += 1
