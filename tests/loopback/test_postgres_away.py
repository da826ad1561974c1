"""What is said where there is no server, no driver, or no address."""

from __future__ import annotations

import socket
import sys

import pytest

from lantu.errors import CallerError, PeerError
from lantu.facts import open_workspace
from lantu.facts.database.connecting import parse_address


def test_a_server_that_is_away_is_said_in_words() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        address = f"postgresql://me:secret@127.0.0.1:{held.getsockname()[1]}/base?schema=town"
        with pytest.raises(PeerError, match="cannot be reached") as caught:
            open_workspace(address)
    assert "me@127.0.0.1" in str(caught.value)
    assert "secret" not in str(caught.value)
    assert caught.value.hint
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://[::1/base",
        "postgresql://host/base?schema=Bad-Name",
        "postgresql://host/base?schema=a;drop",
        "postgresql://host/base?schema",
    ],
)
def test_an_address_that_is_none_is_the_callers_fault(address: str) -> None:
    with pytest.raises(CallerError):
        open_workspace(address)


def test_an_address_is_taken_apart() -> None:
    place = parse_address("postgresql://me:secret@db:5433/base?schema=hubei&sslmode=require")
    assert place.schema == "hubei"
    assert place.conninfo == "postgresql://me:secret@db:5433/base?sslmode=require"
    assert place.shown == "postgresql://me@db/base?schema=hubei"
    assert parse_address("postgres:///base").schema == "lantu"


def test_a_missing_driver_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(CallerError, match="not installed") as caught:
        open_workspace("postgresql://me@db/base")
    assert "lantu[postgres]" in caught.value.hint
