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
from lantu.facts.workspace import Workspace, check, demo_path, open_workspace

__all__ = [
    "Fault",
    "Quarantined",
    "Report",
    "Schema",
    "Settings",
    "Workspace",
    "check",
    "demo_path",
    "load_schema",
    "open_workspace",
    "quarantine",
]
