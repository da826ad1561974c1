"""Sets faulty rows aside, with their reasons, and keeps the rest as a clean workspace."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from lantu.errors import CallerError
from lantu.facts.checks.checking import check_intake
from lantu.facts.fault import fault
from lantu.facts.intake.folder import FACTS, OUTLINES
from lantu.facts.intake.raw import ROW, RawTable
from lantu.facts.schema import load_schema
from lantu.facts.settings import FILE, in_utf8
from lantu.facts.workspace import accept, is_database, read_address
from lantu.facts.writing import whole_folder, write_table

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.checks.checking import Checked
    from lantu.facts.fault import Fault, Report
    from lantu.facts.intake.folder import Intake
    from lantu.facts.workspace import Workspace

ASIDE = "quarantine"
"""Folder of the rows set aside."""

RECORD = "fault_record"
"""Column with the text of a row that could not be split into cells."""

Rows = dict[str, dict[int, list["Fault"]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """What became of a workspace with faults.

    Attributes:
        report: What was wrong, the first time round.
        set_aside: Rows set aside of each table that lost any.
        folder: The clean workspace; the rows set aside stand in its ``quarantine`` folder.
        workspace: The clean workspace, opened.
    """

    report: Report
    set_aside: Mapping[str, int]
    folder: Path
    workspace: Workspace = field(repr=False)


def quarantine(address: str | Path, folder: str | Path) -> Quarantined:
    """Set faulty rows aside and write what is left as a clean workspace.

    A row that refers to one set aside goes too. The workspace at ``address`` stays as it is.

    Args:
        address: The workspace's folder.
        folder: The new folder.

    Raises:
        FactsError: A fault is not one of a row: a file, a column or a setting is wrong.
        CallerError: The address is that of a database.
        PlaceError: ``folder`` is not empty or cannot be written.
    """
    if is_database(address):
        raise CallerError(
            "rows of a database cannot be set aside here",
            hint="copy the workspace to a folder first",
        )
    intake = read_address(address)
    checked = check_intake(intake)
    report, aside, clean = checked.report, _broken(intake), intake
    if any(aside.values()):
        clean = _without(intake, aside)
        checked = check_intake(clean)
    while not checked.report.ok:
        _set_aside(checked, aside)
        clean = _without(intake, aside)
        checked = check_intake(clean)
    _write(Path(folder), intake, clean, aside)
    return Quarantined(
        report=report,
        set_aside={name: len(rows) for name, rows in aside.items() if rows},
        folder=Path(folder),
        workspace=accept(checked),
    )


def _broken(intake: Intake) -> Rows:
    """Rows that were never cut into cells, with their faults."""
    rows: Rows = {name: {} for name in load_schema().tables}
    for name, raw in intake.tables.items():
        for row, _ in raw.broken:
            rows[name][row] = [f for f in intake.faults if f.table == name and f.row == row]
    return rows


def _set_aside(checked: Checked, aside: Rows) -> None:
    """Add the rows at fault to ``aside``."""
    here = {
        name: set(table.frame.get_column(ROW).to_list()) for name, table in checked.tables.items()
    }
    for each in checked.report.errors:
        if each.row not in here.get(each.table, ()):
            raise checked.report.error()
    gone = _gone(checked, aside)
    found: dict[tuple[str, int], list[Fault]] = defaultdict(list)
    for each in checked.report.errors:
        found[each.table, each.row].append(_told(each, gone))
    for (table, row), faults in found.items():
        aside[table][row] = faults


def _gone(checked: Checked, aside: Rows) -> dict[str, set[str]]:
    """Ids of the rows set aside so far."""
    ids: dict[str, set[str]] = {}
    for name, raw in checked.intake.originals.items():
        key = raw.origin.table.key
        if key in raw.frame.columns:
            rows = raw.frame.filter(pl.col(ROW).is_in(list(aside[name])))
            ids[name] = set(rows.get_column(key).to_list())
    return ids


def _told(each: Fault, gone: dict[str, set[str]]) -> Fault:
    """The fault; as one of a row set aside where that is why the reference is unknown."""
    if each.rule != "reference.unknown":
        return each
    target = load_schema().tables[each.table].column(each.column).target
    if each.found not in gone.get(target, ()):
        return each
    return fault("quarantine.refers", each.spot, each.found)


def _without(intake: Intake, aside: Rows) -> Intake:
    """What was read, less the rows set aside and their faults."""
    tables = {
        name: RawTable(raw.origin, raw.frame.filter(~pl.col(ROW).is_in(list(aside[name]))))
        for name, raw in intake.tables.items()
    }
    faults = tuple(f for f in intake.faults if f.row not in aside.get(f.table, ()))
    return replace(intake, tables=tables, faults=faults, originals=intake.tables)


def _write(folder: Path, intake: Intake, clean: Intake, aside: Rows) -> None:
    with whole_folder(folder) as place:
        if clean.settings is not None:
            text = in_utf8(clean.settings.text)
            (place / FILE).write_text(text, encoding="utf-8", newline="")
        if clean.outlines is not None:
            (place / OUTLINES).write_bytes(clean.outlines)
        for name, raw in clean.tables.items():
            write_table(raw.frame.drop(ROW), place / FACTS / f"{name}.csv")
            if aside[name]:
                rows = _with_reasons(intake.tables[name], aside[name])
                write_table(rows, place / ASIDE / f"{name}.csv")


def _with_reasons(raw: RawTable, rows: dict[int, list[Fault]]) -> pl.DataFrame:
    """The rows set aside, each with what is wrong with it."""
    records = dict(raw.broken)
    reasons = pl.DataFrame(
        {
            ROW: list(rows),
            RECORD: [records.get(row) for row in rows],
            "fault_rule": [";".join(f.rule for f in faults) for faults in rows.values()],
            "fault_zh": ["\n".join(f.say("zh") for f in faults) for faults in rows.values()],
            "fault_en": ["\n".join(f.say("en") for f in faults) for faults in rows.values()],
        },
        schema_overrides={ROW: pl.Int32, RECORD: pl.String},
    )
    kept = raw.frame.filter(pl.col(ROW).is_in(list(rows)))
    joined = kept.join(reasons, on=ROW, how="full", coalesce=True).sort(ROW)
    return joined.select(ROW, pl.exclude(ROW))
