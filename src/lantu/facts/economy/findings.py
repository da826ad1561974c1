"""What is wrong with a table's file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from lantu.facts import findings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.schema.records import Rule


@cache
def table_rules() -> Mapping[str, Rule]:
    """What a reader of tables looks at, by key."""
    return findings.rules_of("lantu.facts.economy")


@dataclass(slots=True)
class Findings(findings.Findings):
    """The faults of one table's file."""

    rules: Mapping[str, Rule] = field(default_factory=table_rules)
    hint: str = (
        "`lantu flows check FILE` lists them; `lantu flows template FILE` writes a table that has"
        " none"
    )
