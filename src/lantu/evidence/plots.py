"""Two measures of many things at once, in neutral form; reports draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lantu.evidence.finding import Finding
    from lantu.vocab.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """One direction of a plot.

    Attributes:
        title: What is measured.
        kind: ``share`` for a number in [0, 1] shown as a percentage, else ``number``.
        low: What a small value means, in a few words.
        high: What a great value means.
    """

    title: Text
    kind: Literal["number", "share"]
    low: Text
    high: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing on a plot.

    Attributes:
        key: What it is, such as a sector's code; unique in its plot.
        name: Its name.
        x: Its place from left to right.
        y: Its place from bottom to top.
        marked: Whether it is one of those the plot is about.
        note: One line more for a reader who points at it; None where there is none.
    """

    key: str
    name: Text
    x: Finding[float]
    y: Finding[float]
    marked: bool
    note: Text | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Plot:
    """Many things by two measures (散点图).

    Attributes:
        key: File name stem; unique in a blueprint.
        title: Its name.
        headline: Its finding in one sentence.
        x: From left to right.
        y: From bottom to top.
        points: In canonical order (key).
        centre: Where the plot is cut into four fields; None where it is not.
        topic: Which section of a page it belongs to.
        fields: What lies in the fields: upper left, upper right, lower left, lower right;
            empty where the plot is not cut.
        marked: What a filled mark stands for.
        unmarked: What a hollow mark stands for.
        note: How to read it, and its source.
    """

    key: str
    title: Text
    headline: Text
    x: Scale
    y: Scale
    points: tuple[Point, ...]
    marked: Text
    unmarked: Text
    note: Text
    centre: tuple[float, float] | None = None
    fields: tuple[Text, ...] = ()
    topic: Literal["economy", "digital"] = "economy"

    def __post_init__(self) -> None:
        """Refuse two points of one key, and fields without a centre.

        Raises:
            ValueError: One of the two.
        """
        if len({point.key for point in self.points}) != len(self.points):
            message = f"plot {self.key}: two points share a key"
            raise ValueError(message)
        if len(self.fields) != (0 if self.centre is None else 4):
            message = f"plot {self.key}: a plot cut at its centre has four fields, else none"
            raise ValueError(message)
