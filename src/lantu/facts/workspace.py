"""A workspace: checked facts and settings, as a value."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantu.facts.assemble.directory import directory
from lantu.facts.assemble.graph import chain_graph
from lantu.facts.assemble.library import open_library
from lantu.facts.checks.checking import Checked, check_intake
from lantu.facts.content import content_hash
from lantu.facts.intake.folder import read_folder
from lantu.facts.intake.raw import ROW
from lantu.facts.manifest import verify
from lantu.facts.outlines import read_outlines
from lantu.facts.schema import load_schema
from lantu.facts.table import FactTable, empty

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from lantu.facts.fault import Fault, Report
    from lantu.facts.intake.folder import Intake
    from lantu.facts.settings import Settings
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.directory import Directory

DATABASES = ("postgresql://", "postgres://")
"""How the address of a database begins."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """Facts that passed every check.

    Attributes:
        address: Where they come from: a folder, a snapshot, a database.
        settings: What ``lantu.toml`` says.
        facts: Every table of the schema; those the workspace does not have are empty.
        outlines: The map's outlines as the file has them; None without any.
        warnings: Faults that did not stop the load.
    """

    address: str
    settings: Settings
    facts: Mapping[str, FactTable] = field(repr=False)
    outlines: bytes | None = field(default=None, repr=False)
    warnings: tuple[Fault, ...] = field(default=(), repr=False)

    @property
    def sections(self) -> Mapping[str, Any]:
        """The sections of ``lantu.toml`` that analyses read."""
        return self.settings.sections

    @property
    def content_hash(self) -> str:
        """SHA-256 of the facts, whatever their order, files and formats."""
        return content_hash(self.facts)

    def tables(self) -> Mapping[str, pl.DataFrame]:
        """The tables that hold rows, typed, in the order of the schema."""
        return {name: t.frame.drop(ROW) for name, t in self.facts.items() if len(t)}

    def graph(self) -> ChainGraph:
        """The product graph."""
        return chain_graph(open_library(self.facts, self.settings))

    def directory(self) -> Directory:
        """Places, platforms, projects, supplies, series, pages."""
        library = open_library(self.facts, self.settings)
        return directory(library, self.settings.name, read_outlines(self.outlines))


def open_workspace(address: str | Path) -> Workspace:
    """Open a workspace folder, a snapshot, or ``postgresql://…?schema=…``.

    A load succeeds whole or raises; nothing is half loaded.

    Raises:
        FactsError: The facts have faults; all of them are carried.
        DataError: It is a snapshot, and was altered.
        PlaceError: The folder is not there or cannot be listed.
        PeerError: The database fails.
    """
    workspace = accept(check_intake(read_address(address)))
    if not is_database(address):
        verify(Path(address), workspace.facts)
    return workspace


def check(address: str | Path) -> Report:
    """Every fault of a workspace, in file, row and column order.

    Raises:
        PlaceError: The folder is not there or cannot be listed.
        PeerError: The database fails.
    """
    return check_intake(read_address(address)).report


def read_address(address: str | Path) -> Intake:
    """Everything at an address, unchecked.

    Raises:
        PlaceError: The folder is not there or cannot be listed.
        PeerError: The database fails.
    """
    if is_database(address):
        from lantu.facts.database.connecting import require_driver  # noqa: PLC0415 - optional

        require_driver()
        from lantu.facts.database.reading import read_database  # noqa: PLC0415 - optional

        return read_database(str(address))
    return read_folder(Path(address))


def is_database(address: str | Path) -> bool:
    """Whether ``address`` is that of a database."""
    return str(address).startswith(DATABASES)


def accept(checked: Checked) -> Workspace:
    """The workspace, where no check found an error.

    Raises:
        FactsError: One did.
    """
    intake, report = checked.intake, checked.report
    if not report.ok or intake.settings is None:
        raise report.error()
    return Workspace(
        address=intake.address,
        settings=intake.settings,
        facts=whole(checked.tables),
        outlines=intake.outlines,
        warnings=report.warnings,
    )


def whole(tables: Mapping[str, FactTable]) -> Mapping[str, FactTable]:
    """Every table of the schema, those not in ``tables`` empty."""
    known = load_schema().tables
    return {name: tables.get(name) or empty(table) for name, table in known.items()}


def demo_path() -> Path:
    """The folder of the workspace that lantu carries: the Hubei facts."""
    return Path(str(files("lantu.facts").joinpath("hubei")))
