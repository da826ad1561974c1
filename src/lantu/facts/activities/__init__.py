"""Who does how much of what: files of places, activities and periods in, one model out.

A file is read whole or not at all; a fault names the file, row and column, and what would be
right::

    from lantu.facts import activities

    matrix = activities.read_activities("exports.csv")
"""

from lantu.facts.activities.columns import LABELS, Part, spoken_columns
from lantu.facts.activities.example import write_template
from lantu.facts.activities.plants import Plants, read_plants
from lantu.facts.activities.reading import (
    ActivityFile,
    Unlisted,
    open_activities,
    read_activities,
)
from lantu.facts.activities.writing import write_activities

__all__ = [
    "LABELS",
    "ActivityFile",
    "Part",
    "Plants",
    "Unlisted",
    "open_activities",
    "read_activities",
    "read_plants",
    "spoken_columns",
    "write_activities",
    "write_template",
]
