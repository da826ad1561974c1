"""The first row: which column stands where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.facts.fault import Spot, fault, letters
from lantu.facts.intake.raw import ROW
from lantu.facts.nearness import near_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lantu.facts.fault import Fault
    from lantu.facts.schema import Table


def place_columns(
    table: Table, cells: Sequence[str], file: str
) -> tuple[dict[str, int], list[Fault]]:
    """Where each known column stands, by its name or its Chinese label.

    Args:
        table: What the file should be.
        cells: The first row.
        file: For messages.

    Returns:
        Position of each known column, and the faults of the row.
    """
    names = {c.label.zh: c.name for c in table.columns} | {n: n for n in (*table.names, ROW)}
    positions: dict[str, int] = {}
    faults: list[Fault] = []
    for at, cell in enumerate(cells):
        name = names.get(cell)
        spot = Spot(file=file, table=table.name, row=1, column=cell, position=at)
        if not cell:
            continue
        if name is None:
            left = [n for n in names if n not in cells]
            faults.append(fault("header.unknown", spot, cell, near=near_words(cell, left)))
        elif name in positions:
            other = f"{letters(positions[name])}1"
            faults.append(fault("header.duplicate", spot, cell, other=other))
        else:
            positions[name] = at
    faults += _missing(table, cells, positions, file)
    return positions, faults


def unnamed_columns(
    table: Table, cells: Sequence[str], file: str, has_text: Callable[[int], bool]
) -> Iterator[Fault]:
    """Faults of the columns that hold something but have no name."""
    for at, cell in enumerate(cells):
        if not cell and has_text(at):
            yield fault("header.blank", Spot(file=file, table=table.name, row=1, position=at))


def _missing(
    table: Table, cells: Sequence[str], positions: dict[str, int], file: str
) -> Iterator[Fault]:
    spare = [cell for at, cell in enumerate(cells) if at not in positions.values() and cell]
    for column in table.columns:
        if column.required and column.name not in positions:
            yield fault(
                "header.missing",
                Spot(file=file, table=table.name, row=1, column=column.name),
                column=column.name,
                label=column.label,
                near=near_words(column.name, spare),
            )
