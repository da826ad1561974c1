"""The console's process: pages and API on one port, until it is told to stop."""

from __future__ import annotations

import socket
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import uvicorn
from fastapi import FastAPI
from nicegui import ui

from lantu.errors import CallerError, PlaceError
from lantu.web.api import BASE, make_api
from lantu.web.desk import Counter
from lantu.web.guards import Guard, is_loopback
from lantu.web.pages import make_pages
from lantu.web.pages.site import TITLE
from lantu.web.runs import Runs

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable

PORT = 8642
"""Where the console listens, unless told otherwise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the console listens.

    Attributes:
        host: An address of this machine; only those that no other machine reaches.
        port: The port; 0 takes any that is free.
    """

    host: str = "127.0.0.1"
    port: int = PORT

    def __post_init__(self) -> None:
        """Refuse addresses that other machines reach.

        Raises:
            CallerError: The host is not a loopback address.
        """
        if not is_loopback(self.host):
            raise CallerError(
                f"the console has no accounts yet, and {self.host} is reached from other machines",
                hint="leave --host out, and reach it through ssh -L or a proxy that asks who it is",
            )


def make_app(workspace: str) -> FastAPI:
    """The console over a workspace, as an application of its own (ASGI).

    Raises:
        PlaceError: The folder is not there or cannot be read.
        PeerError: The database fails.
    """
    counter, runs = Counter(workspace), Runs()

    @asynccontextmanager
    async def living(_: FastAPI) -> AsyncIterator[None]:
        yield
        runs.close()

    app = FastAPI(lifespan=living, docs_url=None, redoc_url=None, openapi_url=None)
    app.mount(BASE, make_api(counter, runs))
    make_pages(counter, runs)
    ui.run_with(app, title=TITLE, dark=None, tailwind=False, show_welcome_message=False)
    app.add_middleware(Guard)
    return app


def serve(workspace: str, address: Address, ready: Callable[[str], None]) -> None:
    """Serve the console until the process is told to stop.

    Args:
        workspace: Address of the workspace, or ``demo``.
        address: Where to listen.
        ready: Called with the console's address once it listens.

    Raises:
        PlaceError: The workspace cannot be read, or the port is taken.
        PeerError: The database fails.
    """
    listening = _listen(address)
    app = make_app(workspace)
    ready(f"http://{address.host}:{listening.getsockname()[1]}")
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws_max_size=1 << 22))
    with listening:
        server.run(sockets=[listening])


def _listen(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    listening = socket.socket(family)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((address.host, address.port))
    except OSError as error:
        listening.close()
        raise PlaceError(
            f"cannot listen on {address.host}:{address.port}: {error.strerror}",
            hint="another program has the port; choose one with --port, or 0 for any",
        ) from error
    return listening
