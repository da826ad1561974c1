"""What a workspace may hold, as data: tables, columns, words, metrics, settings, rules.

Everything here is read from the CSV files beside this one, so that the checker, the
templates and the documentation can never say three different things.
"""

from lantu.facts.schema.loading import load_schema
from lantu.facts.schema.records import (
    SCHEMA_VERSION,
    Column,
    Kind,
    Metric,
    Rule,
    Schema,
    Setting,
    StatusWord,
    Table,
    Word,
)

__all__ = [
    "SCHEMA_VERSION",
    "Column",
    "Kind",
    "Metric",
    "Rule",
    "Schema",
    "Setting",
    "StatusWord",
    "Table",
    "Word",
    "load_schema",
]
