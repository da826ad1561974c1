"""What is wrong with a file of figures: gathered to the end, then raised at once."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass, field
from importlib.resources import files
from io import StringIO
from typing import TYPE_CHECKING, cast

from lantu.errors import FactsError
from lantu.facts.fault import LISTED, broken
from lantu.facts.schema.records import Rule
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import NoReturn

    from lantu.facts.fault import Fault, Spot
    from lantu.facts.schema.records import Severity

MOST_ALIKE = 50
"""Faults of one rule that are told one by one; a sheet of blanks has a million."""


def rules_of(package: str) -> Mapping[str, Rule]:
    """What a package's readers look at, by key, from its ``rules.csv``."""
    text = files(package).joinpath("rules.csv").read_text(encoding="utf-8")
    return {
        row["rule"]: Rule(
            key=row["rule"],
            severity=cast("Severity", row["severity"]),
            expected=Text(row["expected_zh"], row["expected_en"]),
            hint=Text(row["hint_zh"], row["hint_en"]),
        )
        for row in csv.DictReader(StringIO(text, newline=""))
    }


@dataclass(slots=True)
class Findings:
    """The faults of one file.

    Attributes:
        file: The file, for the first line of the message.
        rules: What is looked at, by key; ``table.more`` tells of those that are not listed.
        hint: The way out of the whole.
        faults: Those found so far, at most :data:`MOST_ALIKE` of a rule.
    """

    file: str
    rules: Mapping[str, Rule]
    hint: str
    faults: list[Fault] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _last: dict[str, Spot] = field(default_factory=dict)

    def add(self, rule: str, spot: Spot, found: str = "", **words: str | Text) -> None:
        """Note one fault."""
        self._counts[rule] += 1
        if self._counts[rule] <= MOST_ALIKE:
            self.faults.append(broken(self.rules[rule], spot, found, **words))
        else:
            self._last[rule] = spot

    def take(self, faults: Iterable[Fault]) -> None:
        """Note faults that another reader found."""
        self.faults += [each for each in faults if each.severity == "error"]

    def fail(self, rule: str, spot: Spot, found: str = "", **words: str | Text) -> NoReturn:
        """Note one fault that leaves nothing to go on with.

        Raises:
            FactsError: Always, with all faults so far.
        """
        self.add(rule, spot, found, **words)
        raise self._error()

    def stop(self) -> None:
        """Go no further with what is wrong.

        Raises:
            FactsError: There are faults; all are carried.
        """
        if self.faults:
            raise self._error()

    def _error(self) -> FactsError:
        more = [
            broken(self.rules["table.more"], spot, rule, count=str(extra))
            for rule, spot in self._last.items()
            if (extra := self._counts[rule] - MOST_ALIKE)
        ]
        faults = [*self.faults, *more]
        count = sum(self._counts.values()) + sum(f.rule not in self._counts for f in self.faults)
        first = "\n".join(str(f) for f in faults[:LISTED])
        rest = f"\n… and {len(faults) - LISTED} more" if len(faults) > LISTED else ""
        return FactsError(
            f"{self.file}: {count} fault{'s' if count > 1 else ''}, nothing was read\n{first}{rest}",
            faults,
            hint=self.hint,
        )
