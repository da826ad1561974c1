"""A node served on the loopback by a thread of this process, and plain clients of it."""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.resolve.serving import Served, Tallies, Terms
from lantu.resolve.store import Noted, Reader, Store, Writer
from lantu.resolve.wire.limits import ENVELOPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from lantu.resolve.engine.policy import Policy

PATIENCE = 20.0
"""Seconds after which a test that waits fails."""


@dataclass
class Client:
    """A plain client."""

    port: int

    def udp(self, octets: bytes, count: int = 1) -> list[bytes]:
        """The datagrams that answer one."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
            asking.settimeout(PATIENCE)
            asking.connect(("127.0.0.1", self.port))
            asking.send(octets)
            return [asking.recv(65_536) for _ in range(count)]

    @contextmanager
    def tcp(self) -> Iterator[socket.socket]:
        """A connection."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as asking:
            yield asking


def whole(asking: socket.socket) -> bytes:
    """The next message of a connection; empty where it ends."""
    head = exactly(asking, ENVELOPE)
    return head + exactly(asking, int.from_bytes(head[16:20])) if head else b""


def exactly(asking: socket.socket, count: int) -> bytes:
    found = b""
    while len(found) < count:
        octets = asking.recv(count - len(found))
        if not octets:
            return found
        found += octets
    return found


@contextmanager
def serving(
    folder: Path, notes: Iterable[Noted], policy: Policy, terms: Terms | None = None
) -> Iterator[tuple[Client, Served, list[str]]]:
    """Serve a new store; at the end everything is closed, whatever happened."""
    lines: list[str] = []
    opened, loop = threading.Event(), asyncio.new_event_loop()
    with Store.create(folder) as store:
        Writer(store).write([*notes], 1.0)
        served = Served.of(store, policy, terms or Terms(port=0), Tallies(write=lines.append))
        ended = asyncio.Event()

        async def main() -> None:
            await served.open()
            opened.set()
            await ended.wait()
            await served.close()

        thread = threading.Thread(target=loop.run_until_complete, args=(main(),), daemon=True)
        thread.start()
        try:
            assert opened.wait(PATIENCE)
            yield Client(served.port), served, lines
        finally:
            loop.call_soon_threadsafe(ended.set)
            thread.join(PATIENCE)
            loop.close()


def read(served: Served) -> Reader:
    """A reader of the store of a node, of another thread than its own."""
    return Reader(served.keeper.reader.store)
