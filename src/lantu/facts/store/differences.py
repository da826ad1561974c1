"""What differs between two sets of facts: rows by key, cells by column."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

import polars as pl

from lantu.facts.assemble.library import open_library
from lantu.facts.intake.raw import ROW
from lantu.facts.intake.typed_cell import column_text
from lantu.facts.schema import load_schema
from lantu.facts.workspace import Workspace, open_workspace
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from lantu.vocab.text import Language

ChangeKind = Literal["added", "removed", "changed"]

_KINDS = {
    "added": Text("新增", "added"),
    "removed": Text("删去", "removed"),
    "changed": Text("改动", "changed"),
}
_OLD = " before"


@dataclass(frozen=True, slots=True, kw_only=True)
class CellChange:
    """One cell that reads otherwise; ``""`` where it is blank."""

    column: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One row that came, went or reads otherwise.

    Attributes:
        table: Its table.
        key: Its id.
        kind: What happened.
        reading: The row in one Chinese sentence; as it was where it went.
        cells: The cells that changed; empty for a row that came or went.
    """

    table: str
    key: str
    kind: ChangeKind
    reading: str
    cells: tuple[CellChange, ...] = ()

    def say(self, language: Language) -> str:
        """The change in one line."""
        table = load_schema().tables[self.table]
        blank = Text("空", "blank").say(language)
        between, colon = Text("；", "; "), Text("：", ": ")
        cells = between.say(language).join(
            f"{table.column(c.column).label.say(language)} {c.before or blank} → {c.after or blank}"
            for c in self.cells
        )
        what = f"{_KINDS[self.kind].say(language)} {table.label.say(language)} {self.key}"
        return f"{what}{colon.say(language)}{cells or self.reading}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsDiff:
    """What differs between two sets of facts.

    Attributes:
        old: Content hash of the older facts.
        new: Content hash of the newer facts.
        changes: In the order of tables, then kinds as added, removed, changed, then keys.
    """

    old: str
    new: str
    changes: tuple[RowChange, ...]

    def of(self, kind: ChangeKind) -> tuple[RowChange, ...]:
        """The changes of one kind."""
        return tuple(change for change in self.changes if change.kind == kind)

    @property
    def counts(self) -> Mapping[str, Mapping[str, int]]:
        """Table to how many rows came, went and changed; tables without a change left out."""
        counts: dict[str, dict[str, int]] = {}
        for change in self.changes:
            table = counts.setdefault(change.table, dict.fromkeys(_KINDS, 0))
            table[change.kind] += 1
        return counts


def diff(old: Workspace | str | Path, new: Workspace | str | Path) -> FactsDiff:
    """What changed from ``old`` to ``new``: workspaces, or the addresses of such or snapshots.

    Raises:
        FactsError: One of the two has faults.
        PlaceError: A folder is not there or cannot be listed.
        PeerError: A database fails.
    """
    before, after = _opened(old), _opened(new)
    return FactsDiff(
        old=before.content_hash,
        new=after.content_hash,
        changes=tuple(
            change for name in load_schema().tables for change in _changes(name, before, after)
        ),
    )


def _opened(given: Workspace | str | Path) -> Workspace:
    return given if isinstance(given, Workspace) else open_workspace(given)


def _changes(name: str, before: Workspace, after: Workspace) -> Iterator[RowChange]:
    key = load_schema().tables[name].key
    was, now = _text(before, name), _text(after, name)
    yield from _rows(after, name, now.join(was, on=key, how="anti"), "added")
    yield from _rows(before, name, was.join(now, on=key, how="anti"), "removed")
    both = now.join(was, on=key, how="inner", suffix=_OLD).sort(key)
    columns = [column for column in now.columns if column != key]
    altered = pl.any_horizontal(pl.col(c).ne_missing(pl.col(f"{c}{_OLD}")) for c in columns)
    cells = {
        row[key]: tuple(
            CellChange(column=c, before=row[f"{c}{_OLD}"] or "", after=row[c] or "")
            for c in columns
            if row[c] != row[f"{c}{_OLD}"]
        )
        for row in both.filter(altered).iter_rows(named=True)
    }
    changed = now.filter(pl.col(key).is_in(list(cells)))
    yield from _rows(after, name, changed, "changed", cells)


def _text(workspace: Workspace, name: str) -> pl.DataFrame:
    frame = workspace.facts[name].frame.drop(ROW)
    return frame.select(column_text(column, dtype) for column, dtype in frame.schema.items())


def _rows(
    workspace: Workspace,
    name: str,
    rows: pl.DataFrame,
    kind: ChangeKind,
    cells: Mapping[Any, tuple[CellChange, ...]] | None = None,
) -> Iterator[RowChange]:
    """Changes of one kind, by key, each with its row read out."""
    if not len(rows):
        return
    table = workspace.facts[name]
    key = table.table.key
    asked = table.frame.filter(pl.col(key).is_in(rows.get_column(key).implode())).sort(key)
    book = open_library(workspace.facts, workspace.settings).book(name, asked)
    for position, row_key in enumerate(asked.get_column(key)):
        yield RowChange(
            table=name,
            key=row_key,
            kind=kind,
            reading=book.cite(position).reading,
            cells=cells[row_key] if cells else (),
        )
