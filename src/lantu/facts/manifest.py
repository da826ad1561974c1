"""What a snapshot says of itself, so that a changed one is found out."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from lantu.errors import DataError
from lantu.facts.content import content_hash
from lantu.facts.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lantu.facts.table import FactTable

MANIFEST = "manifest.json"


def manifest_text(tables: Mapping[str, FactTable]) -> str:
    """The manifest of a snapshot: schema version, content hash, rows of each table."""
    told = {
        "schema": SCHEMA_VERSION,
        "content_hash": content_hash(tables),
        "tables": {name: len(table) for name, table in tables.items() if len(table)},
    }
    return json.dumps(told, indent=2, sort_keys=True) + "\n"


def verify(folder: Path, tables: Mapping[str, FactTable]) -> None:
    """Check a snapshot against its manifest; a folder without one is no snapshot.

    Raises:
        DataError: The facts are not those the manifest names.
    """
    path = folder / MANIFEST
    if not path.is_file():
        return
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        version, promised = told["schema"], told["content_hash"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise _altered(folder, f"its {MANIFEST} cannot be read") from error
    if version != SCHEMA_VERSION:
        raise _altered(folder, f"it was made for schema {version}, this is {SCHEMA_VERSION}")
    if promised != content_hash(tables):
        raise _altered(folder, "its facts are not those it was made with")


def _altered(folder: Path, why: str) -> DataError:
    return DataError(
        f"snapshot {folder.name} cannot be trusted: {why}",
        hint="take it from a copy, or make a new one from the workspace",
    )
