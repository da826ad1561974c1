"""A node begun and served."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Final

from lantu.errors import DataError
from lantu.resolve.engine.names import folded
from lantu.workbench.node.needing import refuse_without_node

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lantu.resolve.engine.records import Record
    from lantu.resolve.founding import House

TALLIES: Final = "tallies.json"
"""File in a node's folder in which it tells, every few seconds, what it has done."""


def begin(
    folder: Path, prefix: str, *, address: str = "127.0.0.1", port: int = 2641, public: str = ""
) -> tuple[Path, ...]:
    """Begin a node: settings, keys, and a store that holds its prefix.

    Args:
        folder: Where.
        prefix: Its prefix, such as ``88.118.8``.
        address: Where it is to listen.
        port: At which port.
        public: Address that clients are told, where that is another.

    Returns:
        What was written.

    Raises:
        CallerError: The folder holds a node, or what a node needs is not installed.
        DataError: No such prefix, address or port.
        PlaceError: The folder cannot be written to.
    """
    refuse_without_node()
    from lantu.resolve.founding import Settings, found  # noqa: PLC0415 - only a node needs it
    from lantu.resolve.founding.house import loopback  # noqa: PLC0415
    from lantu.resolve.founding.settings import Listen  # noqa: PLC0415

    for each in (address, public or address):
        loopback(each)
    listen = Listen(address=address, port=port, public=public)
    return found(folder, Settings(prefix=prefix, listen=listen), time.time()).files


def serve(folder: Path, opened: Callable[[str, int], None]) -> None:
    """Serve a node until a signal ends it (SIGTERM, SIGINT); SIGHUP reads its settings again.

    Args:
        folder: The node's.
        opened: Told where it listens, once it does.

    Raises:
        PlaceError: The port is taken, another process serves the node, or a key is missing.
        DataError: Settings, keys or store are wrong.
    """
    refuse_without_node()
    from lantu.resolve.founding import House  # noqa: PLC0415
    from lantu.resolve.serving import (  # noqa: PLC0415
        Served,
        Tallies,
        Terms,
        run,
        serve_until_told,
    )
    from lantu.resolve.store import Noted, Reader, Store, Writer  # noqa: PLC0415

    house = House(folder)
    settings = house.settings()
    limits, listen = settings.limits, settings.listen
    with Store.open(house.store, writing=True) as store:
        site, change = house.brought_up_to_date(_own_record(house, Reader(store).get))
        if change is not None:
            Writer(store).write([Noted(change=change, who="operator", origin="serve")], time.time())
        terms = Terms(
            host=listen.address,
            port=listen.port,
            per_second=limits.per_second,
            burst=limits.burst,
            idle=limits.idle_seconds,
            connections=limits.connections,
        )
        served = Served.of(store, house.policy(site), terms, Tallies())
        run(
            serve_until_told(
                served,
                lambda: house.policy(site),
                lambda it: opened(listen.address, it.port),
                lambda figures: _tell(folder, figures),
            )
        )


def _own_record(house: House, get: Callable[[str], Record | None]) -> Record:
    from lantu.resolve.founding.house import handle_of  # noqa: PLC0415

    handle = handle_of(house.settings())
    record = get(folded(handle))
    if record is None:
        raise DataError(
            f"{house.folder} has no record of {handle}",
            hint="node.prefix has to be the prefix that the node began with",
        )
    return record


def _tell(folder: Path, figures: Mapping[str, object]) -> None:
    path = folder / TALLIES
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(figures, ensure_ascii=False, sort_keys=True), encoding="utf-8")
    partial.replace(path)
