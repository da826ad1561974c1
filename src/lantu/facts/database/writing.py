"""Writes a workspace into a schema, in one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from psycopg import sql

from lantu.errors import PeerError
from lantu.facts.database.connecting import SETTINGS_TABLE, connected, parse_address
from lantu.facts.intake.raw import ROW
from lantu.facts.schema import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import psycopg

    from lantu.facts.database.connecting import Place
    from lantu.facts.schema import Column, Table
    from lantu.facts.table import FactTable

_BLOCK = 1 << 16
_TYPES = {"number": "double precision", "flag": "boolean"}


def write_database(address: str, facts: Mapping[str, FactTable], files: Mapping[str, str]) -> str:
    """Write a workspace; one that lantu wrote there before is replaced.

    Args:
        address: ``postgresql://…?schema=…``.
        facts: Every table of the schema.
        files: Name to content of what a folder keeps beside its tables.

    Returns:
        The address without its password.

    Raises:
        CallerError: The address is none.
        PeerError: The server fails, or the schema holds tables of somebody else.
    """
    place = parse_address(address)
    with connected(place) as connection, connection.cursor() as cursor:
        _clear(cursor, place)
        for table in load_schema().tables.values():
            for statement in _definition(table, place.schema):
                cursor.execute(statement)
            _copy(cursor, facts[table.name], place.schema)
        _write_files(cursor, files, place.schema)
    return place.shown


def _clear(cursor: psycopg.Cursor, place: Place) -> None:
    """An empty schema; refused where it holds what lantu did not write."""
    schema = sql.Identifier(place.schema)
    cursor.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(schema))
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", (place.schema,))
    there = {row[0] for row in cursor.fetchall()}
    ours = {SETTINGS_TABLE, *load_schema().tables}
    if there and (SETTINGS_TABLE not in there or not there <= ours):
        raise PeerError(
            f"schema {place.schema} of {place.shown} holds tables that lantu did not write",
            hint="name a new schema: …?schema=another",
        )
    for name in sorted(there):
        table = sql.Identifier(place.schema, name)
        cursor.execute(sql.SQL("DROP TABLE {} CASCADE").format(table))


def _definition(table: Table, schema: str) -> Iterator[sql.Composed]:
    name = sql.Identifier(schema, table.name)
    columns = [_column(table, column, schema) for column in table.columns]
    columns.append(sql.SQL("{} integer NOT NULL").format(sql.Identifier(ROW)))
    yield sql.SQL("CREATE TABLE {} ({})").format(name, sql.SQL(", ").join(columns))
    words = f"{table.label.zh} {table.label.en}: {table.about.zh} {table.about.en}"
    yield sql.SQL("COMMENT ON TABLE {} IS {}").format(name, sql.Literal(words))
    for column in table.columns:
        where = sql.Identifier(schema, table.name, column.name)
        told = f"{column.label.zh} {column.label.en}: {column.about.zh} {column.about.en}"
        yield sql.SQL("COMMENT ON COLUMN {} IS {}").format(where, sql.Literal(told))


def _column(table: Table, column: Column, schema: str) -> sql.Composed:
    parts: list[sql.Composable] = [
        sql.Identifier(column.name),
        sql.SQL(_TYPES.get(column.kind, "text")),
    ]
    if column.name == table.key:
        parts.append(sql.SQL("PRIMARY KEY"))
    elif column.required and column.filled:
        parts.append(sql.SQL("NOT NULL"))
    if column.kind == "ref":
        target = load_schema().tables[column.target]
        parts.append(
            sql.SQL("REFERENCES {} ({})").format(
                sql.Identifier(schema, target.name), sql.Identifier(target.key)
            )
        )
    return sql.SQL(" ").join(parts)


def _copy(cursor: psycopg.Cursor, table: FactTable, schema: str) -> None:
    names = [*table.table.names, ROW]
    command = sql.SQL("COPY {} ({}) FROM STDIN (FORMAT csv)").format(
        sql.Identifier(schema, table.table.name),
        sql.SQL(", ").join(map(sql.Identifier, names)),
    )
    with cursor.copy(command) as copy:
        for start in range(0, len(table), _BLOCK):
            rows = table.frame.select(names).slice(start, _BLOCK)
            copy.write(rows.write_csv(include_header=False))


def _write_files(cursor: psycopg.Cursor, files: Mapping[str, str], schema: str) -> None:
    table = sql.Identifier(schema, SETTINGS_TABLE)
    columns = sql.SQL("name text PRIMARY KEY, content text NOT NULL")
    cursor.execute(sql.SQL("CREATE TABLE {} ({})").format(table, columns))
    cursor.executemany(
        sql.SQL("INSERT INTO {} VALUES (%s, %s)").format(table), sorted(files.items())
    )
