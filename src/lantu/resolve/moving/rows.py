"""Records as rows of files: JSON lines, and CSV with a column for each value.

A line of JSON::

    {"handle": "88.118.8/7", "values": [{"index": 1, "type": "URL", "data": "https://…"}]}

``data`` is text, or ``{"hex": "…"}``; ``ttl`` and ``permissions`` (such as ``"1110"``) may be
told, and ``once`` beside ``handle``. In CSV the first column is ``handle``, a second one may be
``once``, the others are ``TYPE`` or ``INDEX:TYPE``; an empty cell is no value.
"""

from __future__ import annotations

import csv
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lantu.errors import DataError
from lantu.resolve.engine.records import Record
from lantu.resolve.wire.limits import HANDLE, VALUES
from lantu.resolve.wire.values import DAY, PUBLIC, HandleValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

MOST_INDEX: Final = (1 << 32) - 1

LONGEST_LINE: Final = 1 << 20
"""Octets of a line of JSON; a record of 262,144 octets takes fewer."""

_BITS: Final = 4


@dataclass(frozen=True, slots=True)
class Given:
    """What a row holds.

    Attributes:
        record: The record.
        once: What the sender calls the row, so that it is not taken in twice; may be empty.
    """

    record: Record
    once: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file.

    Attributes:
        number: Its line, from 1.
        given: What it holds; raises :class:`~lantu.errors.DataError` where that is none.
    """

    number: int
    given: Callable[[], Given]


def json_rows(lines: Iterable[bytes]) -> Iterator[Row]:
    """Rows of JSON lines; empty lines are none."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield Row(number, lambda line=line: _from_json(line))  # type: ignore[misc] # bound here


def csv_rows(lines: Iterable[str]) -> Iterator[Row]:
    """Rows of CSV.

    Raises:
        DataError: The header is none.
    """
    reading = csv.reader(lines)
    header = next(reading, [])
    if not header or header[0].lstrip("\ufeff").strip().lower() != "handle":
        raise DataError("the first column is not called handle", hint="write handle,URL,…")
    named = header[1:2] == ["once"]
    columns = [_column(n, name) for n, name in enumerate(header[1 + named :], 1)]
    if len({index for index, _ in columns}) < len(columns):
        raise DataError("two columns have the same index", hint="number them: 2000:NAME")
    for cells in reading:
        if cells:
            once = cells.pop(1) if named and len(cells) > 1 else ""
            yield Row(
                reading.line_num,
                lambda cells=cells, once=once: Given(_from_cells(columns, cells), once),  # type: ignore[misc] # bound here
            )


def _column(n: int, name: str) -> tuple[int, str]:
    index, numbered, kind = name.partition(":")
    at, kind = (index.strip(), kind.strip()) if numbered else (str(n), name.strip())
    if not at.isdigit() or not 0 < int(at) <= MOST_INDEX or not kind:
        raise DataError(f"column {name!r} is no value", hint="call it TYPE or INDEX:TYPE")
    return int(at), kind


def _from_cells(columns: list[tuple[int, str]], cells: list[str]) -> Record:
    handle, *data = cells
    if len(data) != len(columns):
        raise DataError(f"{len(data)} values under {len(columns)} columns")
    values = tuple(
        HandleValue(index=index, type=kind, data=words.encode())
        for (index, kind), words in zip(columns, data, strict=True)
        if words
    )
    return checked(handle, values)


def checked(handle: str, values: tuple[HandleValue, ...]) -> Record:
    """A record of a handle that may be registered.

    Raises:
        DataError: It may not.
    """
    prefix, slash, suffix = handle.partition("/")
    if not (prefix and slash and suffix) or len(handle.encode()) > HANDLE:
        raise DataError(f"{handle[:80]!r} is no handle", hint="write PREFIX/SUFFIX")
    if not values or len(values) > VALUES:
        raise DataError(f"{len(values)} values; a record has 1 to {VALUES}")
    if len({value.index for value in values}) < len(values):
        raise DataError("two values have the same index")
    return Record(handle=handle, values=values)


def _from_json(line: bytes) -> Given:
    if len(line) > LONGEST_LINE:
        raise DataError(f"a line of {len(line)} octets; at most {LONGEST_LINE} are read")
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DataError(f"no JSON: {error}") from error
    if not isinstance(told, dict) or not isinstance(told.get("handle"), str):
        raise DataError("no record", hint='write {"handle": "…", "values": […]}')
    values, once = told.get("values"), told.get("once", "")
    if not isinstance(values, list):
        raise DataError("values are no list")
    if not isinstance(once, str):
        raise DataError("once is no text")
    try:
        return Given(checked(told["handle"], tuple(map(_value, values))), once)
    except UnicodeEncodeError as error:
        raise DataError(f"text that is none: {error.reason}") from error


_KNOWN: Final = frozenset({"index", "type", "data", "ttl", "ttl_type", "permissions", "timestamp"})


def _value(told: Any) -> HandleValue:
    if not isinstance(told, dict) or not _KNOWN.issuperset(told):
        raise DataError(f"{told!r:.80} is no value")
    kind = told.get("type")
    if not isinstance(kind, str) or not kind:
        raise DataError("a value without a type")
    return HandleValue(
        index=_number(told, "index", None, least=1),
        type=kind,
        data=_data(told.get("data")),
        ttl=_number(told, "ttl", DAY),
        ttl_type=_number(told, "ttl_type", 0, most=1),
        timestamp=_number(told, "timestamp", 0),
        permissions=_permissions(told.get("permissions")),
    )


def _number(
    told: dict[str, Any], name: str, default: int | None, *, least: int = 0, most: int = MOST_INDEX
) -> int:
    value = told.get(name, default)
    if type(value) is not int or not least <= value <= most:
        raise DataError(f"{name} is {value!r:.40}; {least} to {most} are known")
    return value


def _data(told: Any) -> bytes:
    if isinstance(told, str):
        return told.encode()
    if isinstance(told, dict) and list(told) == ["hex"] and isinstance(told["hex"], str):
        try:
            return bytes.fromhex(told["hex"])
        except ValueError as error:
            raise DataError(f"data: {error}") from error
    raise DataError("data is neither text nor hex")


def _permissions(told: Any) -> int:
    if told is None:
        return PUBLIC
    if not isinstance(told, str) or len(told) != _BITS or set(told) - {"0", "1"}:
        raise DataError(f"permissions are {told!r:.40}", hint='write four bits, such as "1110"')
    return int(told, 2)


def put_row(record: Record) -> bytes:
    """A record as a line of JSON."""
    values = [
        {
            "index": value.index,
            "type": value.type,
            "data": _put_data(value.data),
            "ttl": value.ttl,
            "ttl_type": value.ttl_type,
            "permissions": f"{value.permissions & 0xF:04b}",
            "timestamp": value.timestamp,
        }
        for value in record.values
    ]
    told = {"handle": record.handle, "values": values}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _put_data(data: bytes) -> str | dict[str, str]:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return {"hex": data.hex()}
