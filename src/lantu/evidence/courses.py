"""How figures run over days, in neutral form; reports draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lantu.evidence.finding import Finding
    from lantu.vocab.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """What lies between two courses, day by day.

    Attributes:
        low: Lower edge.
        high: Upper edge, nowhere below ``low``.
        name: What part of all draws it holds.
    """

    low: tuple[float, ...]
    high: tuple[float, ...]
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One figure over the days.

    Attributes:
        key: What it is of; unique in its picture.
        name: Its name.
        values: The figures, one a day.
        greatest: The greatest of them, with what it rests on.
        band: What is not known of them; None where nothing is in doubt.
    """

    key: str
    name: Text
    values: tuple[float, ...]
    greatest: Finding[float]
    band: Band | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Some days that have a name, such as those of a blow.

    Attributes:
        start: The first.
        end: The last, not before it.
        name: What they are.
    """

    start: float
    end: float
    name: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """Figures over days (过程图).

    Attributes:
        key: File name stem; unique in a blueprint.
        title: Its name.
        headline: Its finding in one sentence.
        days: When figures were taken, ascending.
        measure: What is measured.
        kind: ``share`` for figures shown as percentages, else ``number``.
        lines: The courses, the one that it is about first.
        spans: Days that have a name.
        note: How to read it, and its source.
    """

    key: str
    title: Text
    headline: Text
    days: tuple[float, ...]
    measure: Text
    kind: Literal["number", "share"]
    lines: tuple[Line, ...]
    note: Text
    spans: tuple[Span, ...] = ()

    def __post_init__(self) -> None:
        """Refuse lines that do not keep to the days, and keys that stand twice.

        Raises:
            ValueError: One of the two, or days that do not ascend.
        """
        if any(later <= day for day, later in zip(self.days, self.days[1:], strict=False)):
            message = f"course {self.key}: days do not ascend"
            raise ValueError(message)
        if len({line.key for line in self.lines}) != len(self.lines):
            message = f"course {self.key}: two lines share a key"
            raise ValueError(message)
        for line in self.lines:
            lengths = {len(line.values)}
            if line.band is not None:
                lengths |= {len(line.band.low), len(line.band.high)}
            if lengths != {len(self.days)}:
                message = f"course {self.key}: line {line.key} has not one figure a day"
                raise ValueError(message)
