"""What the checker finds: one fault a place, and the report of all of them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lantu.errors import FactsError
from lantu.facts.schema import load_schema
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from lantu.facts.schema.records import Rule, Severity
    from lantu.vocab.text import Language

LONGEST_QUOTE = 60
"""Characters of a faulty cell that a message quotes: enough to find it, short enough for a
line of a terminal."""

_LETTERS = 26


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """Where something stands.

    Attributes:
        file: Path inside the workspace; a sheet follows in brackets.
        table: The table; ``""`` where the file is no table.
        row: Row as a spreadsheet counts it (the header is row 1); 0 for the whole file.
        column: The column; ``""`` for the whole row.
        position: The column's place in the file from 0; -1 where it has none.
    """

    file: str
    table: str = ""
    row: int = 0
    column: str = ""
    position: int = -1

    @property
    def cell(self) -> str:
        """Address as a spreadsheet shows it, such as C7; ``""`` where there is no cell."""
        if self.row <= 0 or self.position < 0:
            return ""
        return f"{letters(self.position)}{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that is wrong, and what would be right.

    Attributes:
        rule: Key of the rule that is broken.
        severity: An error stops a load; a warning does not.
        spot: Where.
        found: What stands there, shortened.
        expected: What would be right.
        hint: The way out.
    """

    rule: str
    severity: Severity
    spot: Spot
    found: str
    expected: Text
    hint: Text

    @property
    def file(self) -> str:
        """Path inside the workspace."""
        return self.spot.file

    @property
    def table(self) -> str:
        """The table; ``""`` where the file is no table."""
        return self.spot.table

    @property
    def row(self) -> int:
        """Row as a spreadsheet counts it; 0 for the whole file."""
        return self.spot.row

    @property
    def column(self) -> str:
        """The column; ``""`` for the whole row."""
        return self.spot.column

    @property
    def cell(self) -> str:
        """Address as a spreadsheet shows it, such as C7."""
        return self.spot.cell

    def say(self, language: Language) -> str:
        """The fault in one line."""
        return self._zh() if language == "zh" else self._en()

    def _zh(self) -> str:
        parts = [self.file, self.cell or (f"第 {self.row} 行" if self.row else ""), self.column]
        found = f"是“{self.found}”，" if self.found else ""
        hint = f"；{self.hint.zh}" if self.hint.zh else ""
        return f"{' '.join(p for p in parts if p)}：{found}应为{self.expected.zh}{hint}"

    def _en(self) -> str:
        parts = [self.file, self.cell or (f"row {self.row}" if self.row else ""), self.column]
        found = f"found {self.found!r}, " if self.found else ""
        hint = f"; {self.hint.en}" if self.hint.en else ""
        return f"{' '.join(p for p in parts if p)}: {found}expected {self.expected.en}{hint}"

    def __str__(self) -> str:
        return self.say("en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Every fault of a workspace.

    Attributes:
        address: The workspace.
        faults: In file, row and column order.
        rows: Rows read of each table.
    """

    address: str
    faults: tuple[Fault, ...]
    rows: Mapping[str, int] = field(default_factory=dict)

    @property
    def errors(self) -> tuple[Fault, ...]:
        """The faults that stop a load."""
        return tuple(f for f in self.faults if f.severity == "error")

    @property
    def warnings(self) -> tuple[Fault, ...]:
        """The faults that do not."""
        return tuple(f for f in self.faults if f.severity == "warning")

    @property
    def ok(self) -> bool:
        """Whether the workspace can be loaded."""
        return not self.errors

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each rule is broken, most often first."""
        return dict(Counter(f.rule for f in self.faults).most_common())

    def error(self) -> FactsError:
        """What a load that found these faults raises."""
        errors = self.errors
        first = "\n".join(str(f) for f in errors[:LISTED])
        more = f"\n… and {len(errors) - LISTED} more" if len(errors) > LISTED else ""
        return FactsError(
            f"{self.address}: {len(errors)} fault{'s' if len(errors) > 1 else ''}, "
            f"nothing was loaded\n{first}{more}",
            self.faults,
            hint="`lantu check DIR` lists them all; `lantu check DIR --quarantine FOLDER` sets "
            "faulty rows aside",
        )


LISTED = 10
"""Faults that the message of a failed load lists; the error carries them all."""


def letters(position: int) -> str:
    """A column as a spreadsheet names it: 0 is A, 26 is AA."""
    text = ""
    position += 1
    while position:
        position, digit = divmod(position - 1, _LETTERS)
        text = chr(ord("A") + digit) + text
    return text


def fault(rule: str, spot: Spot, found: str = "", **words: str | Text) -> Fault:
    """A fault of ``rule`` at ``spot``.

    Args:
        rule: Key of the rule.
        spot: Where.
        found: What stands there.
        **words: What the rule's texts leave open; a text gives each language its own.
    """
    return broken(load_schema().rules[rule], spot, found, **words)


def broken(rule: Rule, spot: Spot, found: str = "", **words: str | Text) -> Fault:
    """A fault of a rule that stands outside the schema of workspaces; see :func:`fault`."""
    quoted = quote(found)
    said = {"found": quoted, **words}
    return Fault(
        rule=rule.key,
        severity=rule.severity,
        spot=spot,
        found=quoted,
        expected=_fill(rule.expected, said),
        hint=_fill(rule.hint, said),
    )


def _fill(text: Text, words: Mapping[str, str | Text]) -> Text:
    if "{" not in text.zh and "{" not in text.en:
        return text
    zh = {k: w.zh if isinstance(w, Text) else w for k, w in words.items()}
    en = {k: w.en if isinstance(w, Text) else w for k, w in words.items()}
    return Text(text.zh.format_map(zh), text.en.format_map(en))


def quote(found: str) -> str:
    """A cell's text on one line, shortened."""
    start = "".join(c if c.isprintable() else "·" for c in found[:LONGEST_QUOTE])
    return start if len(found) <= LONGEST_QUOTE else f"{start}… ({len(found)} characters)"


def in_order(faults: Iterable[Fault], files: Iterable[str]) -> tuple[Fault, ...]:
    """Faults in file, row and column order.

    Args:
        faults: Any faults.
        files: The files in the order of the report; others follow by name.
    """
    rank = {file: at for at, file in enumerate(files)}
    return tuple(
        sorted(
            faults,
            key=lambda f: (rank.get(f.file, len(rank)), f.file, f.row, f.spot.position, f.rule),
        )
    )
