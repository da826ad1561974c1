"""Snapshots: the facts as they were, by content hash, added and never changed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lantu.errors import CallerError
from lantu.facts.intake.folder import FACTS, OUTLINES
from lantu.facts.manifest import MANIFEST, manifest_text
from lantu.facts.settings import FILE
from lantu.facts.workspace import Workspace, is_database, open_workspace
from lantu.facts.writing import whole_folder

FOLDER = "snapshots"
_NAME_LENGTH = 16
"""Characters of the hash that name a snapshot: 64 bits, no clash among any number that a
disk holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A snapshot on the disk.

    Attributes:
        path: Its folder; it opens as a workspace.
        content_hash: Of its facts.
        new: False where the same facts had been kept before.
    """

    path: Path
    content_hash: str
    new: bool


def save_snapshot(workspace: Workspace) -> Snapshot:
    """Keep the facts under ``snapshots`` in their workspace, named by their content hash.

    A machine that stops while it is written leaves no half snapshot. Facts kept before are
    not written again.

    Raises:
        CallerError: The workspace is a database.
        DataError: The snapshot that is there was altered.
        PlaceError: The folder cannot be written.
    """
    if is_database(workspace.address):
        raise CallerError(
            "a database keeps no snapshots", hint="copy the workspace to a folder first"
        )
    found = workspace.content_hash
    path = Path(workspace.address) / FOLDER / found[:_NAME_LENGTH]
    if (path / MANIFEST).is_file():
        open_workspace(path)
        return Snapshot(path=path, content_hash=found, new=False)
    with whole_folder(path) as place:
        (place / FILE).write_text(workspace.settings.text, encoding="utf-8", newline="")
        if workspace.outlines is not None:
            (place / OUTLINES).write_bytes(workspace.outlines)
        (place / FACTS).mkdir()
        for name, table in workspace.facts.items():
            if len(table):
                table.frame.write_parquet(place / FACTS / f"{name}.parquet")
        (place / MANIFEST).write_text(manifest_text(workspace.facts), encoding="utf-8")
    return Snapshot(path=path, content_hash=found, new=True)
