"""Where a workspace lies in PostgreSQL, and what to say where the server fails."""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from lantu.errors import CallerError, PeerError

if TYPE_CHECKING:
    from collections.abc import Iterator

    import psycopg

SETTINGS_TABLE = "lantu_files"
"""Table with what a folder keeps in files of its own: ``lantu.toml`` and the outlines."""

_DEFAULT_SCHEMA = "lantu"
_SCHEMA = re.compile(r"[a-z_][a-z0-9_]{0,62}")
_SECONDS_TO_CONNECT = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A schema in a database.

    Attributes:
        conninfo: What the driver connects with; may hold a password, so never shown.
        schema: The schema.
        shown: The address without its password.
    """

    conninfo: str
    schema: str
    shown: str


def parse_address(address: str) -> Place:
    """The schema that ``postgresql://user:password@host:port/base?schema=name`` names.

    Raises:
        CallerError: It is no such address.
    """
    try:
        parts = urlsplit(address)
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
        host, user = parts.hostname or "", parts.username
    except ValueError as error:
        raise CallerError(
            "this is no address of a database",
            hint="write postgresql://user@host:5432/base?schema=name",
        ) from error
    schema = options.pop("schema", _DEFAULT_SCHEMA)
    if not _SCHEMA.fullmatch(schema):
        raise CallerError(
            f"{schema!r} cannot be the name of a schema",
            hint="use small letters, digits and _, such as schema=hubei",
        )
    bare = urlunsplit(parts._replace(query=urlencode(options)))
    where = f"{user}@{host}" if user else host
    return Place(
        conninfo=bare,
        schema=schema,
        shown=f"postgresql://{where}{parts.path}?schema={schema}",
    )


def require_driver() -> None:
    """Make sure that the driver is there before anything imports it.

    Raises:
        CallerError: The part of lantu for databases is not installed.
    """
    try:
        import psycopg  # noqa: F401, PLC0415 - an optional part, only asked for
    except ImportError as error:
        raise CallerError(
            "lantu's part for PostgreSQL is not installed", hint="pip install 'lantu[postgres]'"
        ) from error


@contextmanager
def connected(place: Place) -> Iterator[psycopg.Connection]:
    """A connection in one transaction: all is done, or nothing.

    Raises:
        PeerError: The server is away, refuses, or fails.
    """
    import psycopg  # noqa: PLC0415 - an optional part

    try:
        with psycopg.connect(
            place.conninfo, connect_timeout=_SECONDS_TO_CONNECT, client_encoding="utf8"
        ) as connection:
            yield connection
    except psycopg.OperationalError as error:
        raise PeerError(
            f"PostgreSQL at {place.shown} cannot be reached: {_reason(error)}",
            hint="check that the server runs, the address, the user and the password",
        ) from error
    except psycopg.Error as error:
        raise PeerError(
            f"PostgreSQL at {place.shown} failed: {_reason(error)}",
            hint="nothing was changed; check the rights on the schema",
        ) from error


def _reason(error: Exception) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0] if lines else type(error).__name__
