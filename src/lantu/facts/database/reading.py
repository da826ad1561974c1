"""Reads a workspace from a schema; what comes back goes through every check again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from psycopg import sql

from lantu.errors import PeerError
from lantu.facts.database.connecting import SETTINGS_TABLE, connected, parse_address
from lantu.facts.intake.csv_file import read_csv
from lantu.facts.intake.folder import OUTLINES, Intake
from lantu.facts.intake.raw import ROW, RawTable
from lantu.facts.schema import load_schema
from lantu.facts.settings import FILE, read_settings

if TYPE_CHECKING:
    import psycopg

    from lantu.facts.database.connecting import Place
    from lantu.facts.fault import Fault
    from lantu.facts.schema import Table

_READS = {"boolean": "CAST({0} AS integer)", "date": "CAST({0} AS text)"}
"""How a column of a type is read so that its text is what a file would hold."""


def read_database(address: str) -> Intake:
    """Everything in the schema that ``address`` names, unchecked.

    Raises:
        CallerError: It is no address.
        PeerError: The server fails, or the schema holds no workspace.
    """
    place = parse_address(address)
    tables: dict[str, RawTable] = {}
    faults: list[Fault] = []
    with connected(place) as connection, connection.cursor() as cursor:
        columns = _columns(cursor, place)
        files = _files(cursor, place)
        for table in load_schema().tables.values():
            if table.name in columns:
                raw, found = _table(cursor, table, columns[table.name], place)
                faults += found
                tables |= {table.name: raw} if raw else {}
    settings, found = read_settings(files[FILE].encode())
    outlines = files.get(OUTLINES)
    return Intake(
        address=place.shown,
        settings=settings,
        tables=tables,
        claimed=frozenset(columns),
        faults=(*found, *faults),
        outlines=None if outlines is None else outlines.encode(),
    )


def _columns(cursor: psycopg.Cursor, place: Place) -> dict[str, dict[str, str]]:
    """Table to column to type, of every table in the schema.

    Raises:
        PeerError: There is no such schema, or no workspace in it.
    """
    cursor.execute(
        "SELECT table_name, column_name, data_type FROM information_schema.columns"
        " WHERE table_schema = %s ORDER BY table_name, ordinal_position",
        (place.schema,),
    )
    columns: dict[str, dict[str, str]] = {}
    for table, column, kind in cursor.fetchall():
        columns.setdefault(table, {})[column] = kind
    if SETTINGS_TABLE not in columns:
        raise PeerError(
            f"schema {place.schema} of {place.shown} holds no workspace",
            hint="check the name after schema=, or copy a workspace there first",
        )
    return columns


def _files(cursor: psycopg.Cursor, place: Place) -> dict[str, str]:
    table = sql.Identifier(place.schema, SETTINGS_TABLE)
    cursor.execute(sql.SQL("SELECT name, content FROM {}").format(table))
    files: dict[str, str] = dict(cursor.fetchall())
    if FILE not in files:
        raise PeerError(
            f"schema {place.schema} of {place.shown} has no {FILE} in {SETTINGS_TABLE}",
            hint="copy the workspace there again",
        )
    return files


def _table(
    cursor: psycopg.Cursor, table: Table, columns: dict[str, str], place: Place
) -> tuple[RawTable | None, list[Fault]]:
    known = [name for name in columns if name != ROW]
    order = ROW if ROW in columns else table.key
    query = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT (FORMAT csv, HEADER)").format(
        sql.SQL(", ").join(_selected(name, columns[name]) for name in known),
        sql.Identifier(place.schema, table.name),
        sql.SQL(", ").join(map(sql.Identifier, dict.fromkeys([order, table.key]))),
    )
    with cursor.copy(query) as copy:
        data = b"".join(bytes(block) for block in copy)
    raw, faults = read_csv(data, table, f"{place.schema}.{table.name}", "utf-8")
    if raw is not None:
        raw = RawTable(replace(raw.origin, numbered=False), raw.frame, raw.broken)
    return raw, faults


def _selected(name: str, kind: str) -> sql.Composed:
    column = sql.Identifier(name)
    return sql.SQL(_READS.get(kind, "{0}") + " AS {0}").format(column)
