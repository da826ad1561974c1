"""A node that runs: sockets opened, signals heeded, everything answered before it ends."""

from __future__ import annotations

import asyncio
import contextlib
import resource
import signal
import socket
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lantu.errors import PlaceError
from lantu.resolve.serving.chance import Chance
from lantu.resolve.serving.connections import Connections
from lantu.resolve.serving.datagrams import Datagrams
from lantu.resolve.serving.keeping import Keeper
from lantu.resolve.serving.limiting import Limiter
from lantu.resolve.serving.quick import Quick
from lantu.resolve.store import Reader, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any

    from lantu.resolve.engine.policy import Policy
    from lantu.resolve.serving.tallies import Tallies
    from lantu.resolve.store import Store

BACKLOG: Final = 4_096
"""Connections that wait to be accepted."""

BUFFER: Final = 4 << 20
"""Octets of datagrams that wait to be read: bursts come faster than a batch is answered."""


TELL: Final = 5.0
"""Seconds between tellings of what was counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms a node serves.

    Attributes:
        host: Address at which it listens.
        port: Port of datagrams and connections; 0 for one that is free.
        per_second: Questions in datagrams that a network may ask; 0 for any number.
        burst: Questions that it may ask at once.
        idle: Seconds after which a connection without a message is closed.
        connections: Connections at a time.
    """

    host: str = "127.0.0.1"
    port: int = 2641
    per_second: float = 0.0
    burst: float = 1_000.0
    idle: float = 600.0
    connections: int = 20_000


@dataclass(slots=True, kw_only=True)
class Served:
    """A node that is being served.

    Attributes:
        keeper: Decides and keeps.
        terms: On what terms.
        tallies: What is counted.
        port: Port at which it listens.
    """

    keeper: Keeper
    terms: Terms
    tallies: Tallies
    port: int = 0
    _datagrams: Datagrams = field(init=False)
    _connections: Connections = field(init=False)
    _server: asyncio.Server = field(init=False)

    @classmethod
    def of(cls, store: Store, policy: Policy, terms: Terms, tallies: Tallies) -> Served:
        """A node over a store that this process writes."""
        keeper = Keeper(reader=Reader(store), writer=Writer(store), policy=policy, fresh=Chance())
        return cls(keeper=keeper, terms=terms, tallies=tallies)

    async def open(self) -> None:
        """Listen.

        Raises:
            PlaceError: The port is taken, or the address is not this machine's.
        """
        quick = Quick(self.keeper.reader, self.keeper.policy)
        streams, packets = _sockets(self.terms.host, self.terms.port)
        self.port = streams.getsockname()[1]
        self._datagrams = Datagrams(
            socket=packets,
            quick=quick,
            keeper=self.keeper,
            limiter=Limiter(per_second=self.terms.per_second, burst=self.terms.burst),
            tallies=self.tallies,
        )
        self._connections = Connections(
            quick=quick,
            keeper=self.keeper,
            tallies=self.tallies,
            idle=self.terms.idle,
            most=self.terms.connections,
        )
        self._datagrams.open()
        self._connections.sweep()
        self._server = await asyncio.get_running_loop().create_server(
            self._connections.accepted, sock=streams, backlog=BACKLOG
        )
        self.tallies.event("serving", host=self.terms.host, port=self.port)

    async def close(self) -> None:
        """Take no more, answer what was asked, have it on disk, and end."""
        self._server.close()
        await self._datagrams.close()
        await self._connections.close()
        await self.keeper.close()
        self.tallies.event("ended", **self.tallies.figures())

    def figures(self) -> dict[str, object]:
        """What was counted, and handles resolved by prefix."""
        resolutions = dict(sorted(self._datagrams.quick.resolutions.items()))
        return {**self.tallies.figures(), "resolutions": resolutions}

    def heed(self, policy: Policy) -> None:
        """Go on under another policy."""
        self.keeper.heed(policy)
        self._datagrams.quick.policy = policy
        self.tallies.event("reloaded")


def _sockets(host: str, port: int) -> tuple[socket.socket, socket.socket]:
    """A socket for connections and one for datagrams, of one port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    streams = socket.socket(family, socket.SOCK_STREAM)
    packets = socket.socket(family, socket.SOCK_DGRAM)
    try:
        streams.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        streams.bind((host, port))
        packets.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, BUFFER)
        packets.bind((host, streams.getsockname()[1]))
    except OSError as error:
        streams.close()
        packets.close()
        raise PlaceError(
            f"cannot listen at {host}, port {port}: {error.strerror}",
            hint="another program has the port, or the address is not this machine's",
        ) from error
    streams.settimeout(0)
    packets.settimeout(0)
    return streams, packets


async def serve_until_told(
    served: Served,
    policy: Callable[[], Policy],
    opened: Callable[[Served], None],
    tell: Callable[[dict[str, object]], None],
) -> None:
    """Serve until a signal ends it: SIGTERM or SIGINT; at SIGHUP the policy is read again.

    Args:
        served: The node.
        policy: Reads the policy again.
        opened: Called once it listens.
        tell: Told every few seconds, and at the end, what was counted.
    """
    loop, ended = asyncio.get_running_loop(), asyncio.Event()

    def reload() -> None:
        try:
            served.heed(policy())
        except Exception as error:  # noqa: BLE001 - a wrong setting must not end a node that runs
            served.tallies.event("not reloaded", why=str(error))

    for each in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(each, ended.set)
    loop.add_signal_handler(signal.SIGHUP, reload)
    await served.open()
    opened(served)
    while not ended.is_set():
        tell(served.figures())
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(ended.wait(), TELL)
    await served.close()
    tell(served.figures())


def run(main: Coroutine[Any, Any, None]) -> None:
    """Run to its end, on uvloop where that is installed."""
    _many_files()
    with contextlib.suppress(ImportError):
        import uvloop  # noqa: PLC0415 - not every machine has it

        uvloop.run(main)
        return
    asyncio.run(main)


def _many_files() -> None:
    """Let this process have as many connections as the machine allows."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
