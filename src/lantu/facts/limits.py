"""How much a workspace may hold, each limit with its reason.

A limit turns a file that would exhaust the machine, by accident or malice, into a fault.
"""

from __future__ import annotations

MAX_SETTINGS_BYTES = 1 << 20
"""Size of ``lantu.toml``: every setting with comments takes under 20 kB."""

MAX_FILE_BYTES = 1 << 30
"""Size of one file: ten million rows of twelve columns take about 1 GB as CSV."""

MAX_ROWS = 10_000_000
"""Rows of one table: a hundred times the products of all listed companies in China."""

MAX_CELL_CHARACTERS = 32_767
"""Characters of one cell: what a spreadsheet can hold, so that every list can be written."""

MAX_UNPACKED_BYTES = 1 << 29
"""Size of a workbook once unpacked: a full sheet of twelve columns takes about 400 MB."""

MAX_UNPACKED_RATIO = 500
"""Unpacked over packed size of a large workbook part: sheets of real tables reach about 50,
and deflate cannot pass 1032."""

RATIO_MATTERS_FROM = 32 << 20
"""Unpacked bytes below which a high ratio is harmless."""

MAX_WORKBOOK_PARTS = 10_000
"""Parts in a workbook: a sheet takes two or three."""

MAX_SHEET_CELLS = 20_000_000
"""Cells of the rectangle a sheet spans: a million rows (what a sheet can hold) of twenty
columns; one stray cell at XFD1048576 spans seventeen billion."""

MAX_TABLE_BYTES = 1 << 31
"""Text of one table once every repetition is written out: twice the largest CSV. A few
kilobytes of Parquet or XLSX can repeat one long text a billion times."""

MAX_OUTLINE_BYTES = 64 << 20
"""Size of ``outlines.geojson``: a province's counties in fine detail take 10 MB."""


def spoken(size: int) -> str:
    """A size in bytes as people say it."""
    for unit, bytes_ in (("GB", 1 << 30), ("MB", 1 << 20), ("kB", 1 << 10)):
        if size >= bytes_:
            return f"{size // bytes_} {unit}"
    return f"{size} bytes"
