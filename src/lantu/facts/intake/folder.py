"""A workspace folder: which file holds which table, and everything wrong with the files."""

from __future__ import annotations

import errno
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lantu.errors import PlaceError
from lantu.facts.fault import Spot, fault
from lantu.facts.intake.csv_file import read_csv
from lantu.facts.limits import MAX_FILE_BYTES, MAX_OUTLINE_BYTES, MAX_SETTINGS_BYTES, spoken
from lantu.facts.schema import load_schema
from lantu.facts.settings import FILE, Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.fault import Fault
    from lantu.facts.intake.raw import RawTable
    from lantu.facts.schema import Table

FACTS = "facts"
OUTLINES = "outlines.geojson"
FORMATS = (".csv", ".xlsx", ".parquet")
_IGNORED = ("~$", ".")
"""How the names of files begin that programs leave behind while a file is open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What a workspace says before its cells are checked.

    Attributes:
        address: The workspace, for messages.
        settings: None where they cannot be used.
        tables: Tables that could be read, in the order of the schema.
        claimed: Tables that something was found for, readable or not.
        faults: What is wrong so far, in any order.
        outlines: The map's outlines as the file has them; None without any.
        originals: The tables before rows were set aside; empty where none were.
    """

    address: str
    settings: Settings | None
    tables: Mapping[str, RawTable]
    claimed: frozenset[str]
    faults: tuple[Fault, ...]
    outlines: bytes | None = None
    originals: Mapping[str, RawTable] = field(default_factory=dict)


@dataclass(slots=True)
class _Basket:
    """Collects what the files of a folder hold."""

    settings: Settings | None
    tables: dict[str, RawTable] = field(default_factory=dict)
    claimed: dict[str, str] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def claim(self, table: str, file: str) -> bool:
        """Note that ``file`` holds ``table``; False where another file already does."""
        other = self.claimed.setdefault(table, file)
        if other != file:
            spot = Spot(file=file, table=table)
            self.faults.append(fault("file.two_for_table", spot, other=other))
        return other == file


def read_folder(path: Path) -> Intake:
    """Everything in a workspace folder.

    Raises:
        PlaceError: The folder is not there or cannot be listed.
    """
    names = _listing(path)
    settings, faults = _settings(path, names)
    basket = _Basket(settings=settings, faults=faults)
    if FACTS in names:
        for name in _in_table_order(_listing(path / FACTS)):
            _add(basket, path / FACTS / name, f"{FACTS}/{name}")
    else:
        basket.faults.append(fault("workspace.no_facts", Spot(file=FACTS)))
    outlines, found = _optional(path / OUTLINES, names, MAX_OUTLINE_BYTES)
    order = load_schema().tables
    return Intake(
        address=str(path),
        settings=settings,
        tables={name: basket.tables[name] for name in order if name in basket.tables},
        claimed=frozenset(basket.claimed),
        faults=(*basket.faults, *found),
        outlines=outlines,
    )


def _listing(path: Path) -> list[str]:
    try:
        return sorted(each.name for each in path.iterdir())
    except OSError as error:
        raise PlaceError(
            f"cannot list the workspace folder {path}: {error.strerror}",
            hint="check the path and its permissions; `lantu new DIR` starts a workspace",
        ) from error


def _settings(path: Path, names: list[str]) -> tuple[Settings | None, list[Fault]]:
    if FILE not in names:
        return None, [fault("workspace.no_settings", Spot(file=FILE))]
    data, faults = read_bytes(path / FILE, Spot(file=FILE), MAX_SETTINGS_BYTES)
    return (None, faults) if data is None else read_settings(data)


def _optional(path: Path, names: list[str], limit: int) -> tuple[bytes | None, list[Fault]]:
    if path.name not in names:
        return None, []
    return read_bytes(path, Spot(file=path.name), limit)


def _in_table_order(names: list[str]) -> list[str]:
    order = {name: at for at, name in enumerate(load_schema().tables)}
    return sorted(names, key=lambda n: (order.get(Path(n).stem, len(order)), n))


def _add(basket: _Basket, path: Path, file: str) -> None:
    """Read one file into the basket."""
    if path.name.startswith(_IGNORED):
        return
    table = load_schema().tables.get(path.stem)
    suffix = path.suffix.lower()
    if suffix not in FORMATS or (table is None and suffix != ".xlsx"):
        rule = "file.format" if table is not None else "file.unknown"
        known = "、".join(load_schema().tables)
        basket.faults.append(fault(rule, Spot(file=file), known=known))
        return
    if table is not None and not basket.claim(table.name, file):
        return
    spot = Spot(file=file, table=table.name if table else "")
    data, faults = read_bytes(path, spot, MAX_FILE_BYTES)
    basket.faults += faults
    if data is None:
        return
    for raw in _read(basket, data, table, file):
        own = raw.origin.table
        if own is table or basket.claim(own.name, raw.origin.file):
            basket.tables[own.name] = raw


def _read(basket: _Basket, data: bytes, table: Table | None, file: str) -> list[RawTable]:
    if file.lower().endswith(".xlsx"):
        from lantu.facts.intake.xlsx_file import read_xlsx  # noqa: PLC0415 - few workspaces need it

        tables, faults = read_xlsx(data, table, file)
        basket.faults += faults
        return tables
    if table is None:
        return []
    if file.lower().endswith(".parquet"):
        from lantu.facts.intake.parquet_file import read_parquet  # noqa: PLC0415 - few need it

        raw, faults = read_parquet(data, table, file)
    else:
        encoding = basket.settings.encoding if basket.settings else "utf-8"
        raw, faults = read_csv(data, table, file, encoding)
    basket.faults += faults
    return [raw] if raw else []


def read_bytes(path: Path, spot: Spot, limit: int) -> tuple[bytes | None, list[Fault]]:
    """A file's bytes; None, with the reason, where it is no ordinary readable file."""
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return None, [fault("file.not_regular", spot)]
        if status.st_size > limit:
            size = spoken(status.st_size)
            return None, [fault("file.too_large", spot, size, limit=spoken(limit))]
        return path.read_bytes(), []
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None, [fault("file.link_loop", spot)]
        return None, [fault("file.unreadable", spot, detail=error.strerror or str(error))]
