"""What changed between two workspaces, in facts and in conclusions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lantu import facts, studies
from lantu.workbench.workspaces import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.facts import FactsDiff
    from lantu.studies import StateChange


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed between two workspaces.

    Attributes:
        facts: Rows added, removed and changed.
        states: Products whose conclusion changed.
    """

    facts: FactsDiff
    states: tuple[StateChange, ...]

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "facts": [_row_change(change) for change in self.facts.changes],
            "states": [
                {
                    "product": change.product,
                    "name": {"zh": change.name.zh, "en": change.name.en},
                    "before": change.before,
                    "after": change.after,
                    "reasons": [{"zh": r.text.zh, "en": r.text.en} for r in change.reasons],
                }
                for change in self.states
            ],
        }


def diff(old: str | Path, new: str | Path) -> Changes:
    """What changed in the facts and in the conclusions."""
    before, after = open_workspace(old), open_workspace(new)
    return Changes(
        facts=facts.diff(before.workspace, after.workspace),
        states=studies.state_changes(before.survey, after.survey),
    )


def _row_change(change: facts.RowChange) -> dict[str, Any]:
    return {
        "table": change.table,
        "key": change.key,
        "kind": change.kind,
        "reading": change.reading,
        "cells": [{"column": c.column, "before": c.before, "after": c.after} for c in change.cells],
    }
