"""Copies a workspace between a folder and PostgreSQL."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lantu.facts.intake.folder import FACTS, OUTLINES
from lantu.facts.settings import FILE, in_utf8
from lantu.facts.workspace import is_database, open_workspace
from lantu.facts.writing import whole_folder, write_table

if TYPE_CHECKING:
    from lantu.facts.workspace import Workspace


def copy_workspace(source: str | Path, target: str | Path) -> str:
    """Copy checked facts to a new folder or into a schema; the content hash stays the same.

    Args:
        source: A folder, a snapshot, or ``postgresql://…?schema=…``.
        target: A folder that is new or empty, or ``postgresql://…?schema=…``.

    Returns:
        The target's address, without a password.

    Raises:
        FactsError: The source has faults.
        PlaceError: A folder cannot be read or written.
        PeerError: A database fails.
    """
    workspace = open_workspace(source)
    if is_database(target):
        return save_to_database(workspace, str(target))
    save_to_folder(workspace, Path(target))
    return str(target)


def save_to_database(workspace: Workspace, address: str) -> str:
    """Write a workspace into a schema; returns its address without the password.

    Raises:
        CallerError: The address is none.
        PeerError: The server fails, or the schema holds tables of somebody else.
    """
    from lantu.facts.database.connecting import require_driver  # noqa: PLC0415 - optional

    require_driver()
    from lantu.facts.database.writing import write_database  # noqa: PLC0415 - optional

    files = {FILE: in_utf8(workspace.settings.text)}
    if workspace.outlines is not None:
        files[OUTLINES] = workspace.outlines.decode("utf-8-sig")
    return write_database(address, workspace.facts, files)


def save_to_folder(workspace: Workspace, folder: Path) -> None:
    """Write a workspace as CSV files into a folder that is new or empty.

    Raises:
        PlaceError: It is not, or cannot be written.
    """
    with whole_folder(folder) as place:
        (place / FILE).write_text(in_utf8(workspace.settings.text), encoding="utf-8", newline="")
        if workspace.outlines is not None:
            (place / OUTLINES).write_bytes(workspace.outlines)
        for name, table in workspace.facts.items():
            if len(table):
                write_table(table.as_text(), place / FACTS / f"{name}.csv")
