"""A rubric's tables as rows of text, each cell with the place where it stands."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO
from math import isfinite
from typing import TYPE_CHECKING, TypeVar

from lantu.facts.fault import Spot
from lantu.facts.nearness import near_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from lantu.facts.findings import Findings
    from lantu.vocab.text import Text


W = TypeVar("W", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Row:
    """One row.

    Attributes:
        file: Its file.
        line: Number as a spreadsheet counts it.
        cells: Its cells by column.
        findings: Where faults are noted.
    """

    file: str
    line: int
    cells: dict[str, str]
    findings: Findings

    def spot(self, column: str) -> Spot:
        """Where a cell stands."""
        at = list(self.cells).index(column)
        return Spot(file=self.file, row=self.line, column=column, position=at)

    def fault(self, rule: str, column: str, **words: str | Text) -> None:
        """Note that a cell is wrong."""
        self.findings.add(rule, self.spot(column), self.cells[column], **words)

    def text(self, column: str) -> str:
        """A cell that is not to be blank."""
        if not self.cells[column]:
            self.fault("rubric.blank", column)
        return self.cells[column] or "?"

    def number_or(self, column: str, blank: float) -> float:
        """A number, or what a blank stands for."""
        if not (cell := self.cells[column]):
            return blank
        try:
            number = float(cell)
        except ValueError:
            number = float("nan")
        if not isfinite(number):
            self.fault("rubric.number", column)
            return blank
        return number

    def bound(self, column: str) -> float | None:
        """A number, or None for a blank."""
        return self.number_or(column, 0.0) if self.cells[column] else None

    def amount(self, column: str) -> float:
        """A number that is not to be blank."""
        _ = self.text(column)
        return self.number_or(column, 0.0)

    def count(self, column: str) -> int:
        """A whole number; a blank asks for none."""
        number = self.number_or(column, 0.0)
        if not number.is_integer():
            self.fault("rubric.number", column)
        return int(number)

    def word(self, column: str, words: type[W]) -> W | None:
        """A word of a closed list; None for a blank or another word, which is a fault."""
        cell = self.cells[column]
        if cell and cell not in set(words):
            self.fault(
                "rubric.word", column, known=", ".join(words), near=near_words(cell, list(words))
            )
            return None
        return words(cell) if cell else None


def rows_of(data: bytes, file: str, columns: Iterable[str], findings: Findings) -> Iterator[Row]:
    """The rows of a CSV file that has at least these columns."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.add("rubric.encoding", Spot(file=file, row=line))
        return
    reader = csv.reader(StringIO(text, newline=""))
    header = next(reader, [])
    missing = [column for column in columns if column not in header]
    for column in missing:
        findings.add("rubric.column", Spot(file=file, row=1), column=column)
    if missing:
        return
    for number, cells in enumerate(reader, start=2):
        if len(cells) == len(header):
            named = dict(zip(header, (cell.strip() for cell in cells), strict=True))
            yield Row(file, number, named, findings)
        elif any(cells):
            findings.add("rubric.shape", Spot(file=file, row=number), ",".join(cells))
