"""Starts a workspace: a folder that passes every check and waits to be filled."""

from __future__ import annotations

from pathlib import Path

from lantu.facts.intake.folder import FACTS
from lantu.facts.schema import load_schema
from lantu.facts.settings import FILE
from lantu.facts.templates.examples import example_rows, settings_text
from lantu.facts.templates.workbook import template_workbook
from lantu.facts.writing import whole_folder, write_table

WORKBOOK = "facts-template.xlsx"


def new_workspace(folder: str | Path) -> tuple[Path, ...]:
    """Write a workspace with one example row a table, and the Excel template beside it.

    The template is not read where it lies: to use it, fill it and put it into ``facts`` in
    place of the CSV files.

    Returns:
        The files, in order.

    Raises:
        PlaceError: The folder is not empty or cannot be written.
    """
    target = Path(folder)
    with whole_folder(target) as place:
        (place / FILE).write_text(settings_text(), encoding="utf-8", newline="\n")
        for table in load_schema().tables.values():
            write_table(example_rows(table), place / FACTS / f"{table.name}.csv")
        (place / WORKBOOK).write_bytes(template_workbook())
    tables = tuple(target / FACTS / f"{name}.csv" for name in load_schema().tables)
    return (target / FILE, *tables, target / WORKBOOK)
