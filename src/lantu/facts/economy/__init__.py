"""Input–output tables: files in many layouts in, one model out, and back into our own layout.

A file is read whole or not at all; a fault names the file, sheet and cell, and what would be
right::

    from lantu.facts import economy

    table = economy.read_table("china_2020_42.npz")
    economy.write_table(table, "china-2020.xlsx")
"""

from lantu.facts.economy.draft import TableDraft, draft_of
from lantu.facts.economy.example import write_template
from lantu.facts.economy.figures_file import read_concordance, read_figures
from lantu.facts.economy.own_writer import write_table
from lantu.facts.economy.reading import TableKind, read_draft, read_table

__all__ = [
    "TableDraft",
    "TableKind",
    "draft_of",
    "read_concordance",
    "read_draft",
    "read_figures",
    "read_table",
    "write_table",
    "write_template",
]
