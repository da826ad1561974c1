"""Many records at once, from files and to files, with a word on every row that did not go."""

from lantu.resolve.moving.export import exported
from lantu.resolve.moving.intake import Failure, Intake, Moved, take_in
from lantu.resolve.moving.rows import Given, Row, csv_rows, json_rows, put_row

__all__ = [
    "Failure",
    "Given",
    "Intake",
    "Moved",
    "Row",
    "csv_rows",
    "exported",
    "json_rows",
    "put_row",
    "take_in",
]
