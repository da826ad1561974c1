"""Rows in, models out: schema, readers, checks, store, assembly.

A workspace is a folder with ``lantu.toml`` and ``facts/*.csv|xlsx|parquet``, a snapshot of
one, or a PostgreSQL schema. It is opened whole or not at all::

    from lantu import facts

    report = facts.check("my-province")          # every fault, in order
    workspace = facts.open_workspace("my-province")
    graph, directory = workspace.graph(), workspace.directory()
"""

from lantu.facts.fault import Fault, Report
from lantu.facts.quarantine import Quarantined, quarantine
from lantu.facts.schema import Schema, load_schema
from lantu.facts.settings import Settings
from lantu.facts.store.copies import copy_workspace
from lantu.facts.store.differences import CellChange, FactsDiff, RowChange, diff
from lantu.facts.store.snapshots import Snapshot, save_snapshot
from lantu.facts.templates.starting import new_workspace
from lantu.facts.workspace import Workspace, check, demo_path, open_workspace

__all__ = [
    "CellChange",
    "FactsDiff",
    "Fault",
    "Quarantined",
    "Report",
    "RowChange",
    "Schema",
    "Settings",
    "Snapshot",
    "Workspace",
    "check",
    "copy_workspace",
    "demo_path",
    "diff",
    "load_schema",
    "new_workspace",
    "open_workspace",
    "quarantine",
    "save_snapshot",
]
