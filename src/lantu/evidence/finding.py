"""A figure that can answer for itself: value, method, rows, doubt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from lantu.evidence.confidence import Interval
    from lantu.evidence.source import Citation
    from lantu.vocab.text import Text

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Method:
    """How a figure is made.

    Attributes:
        key: Its short name, such as ``presence``.
        name: What people call it.
        formula: The equation in the field's letters.
        meaning: What the letters mean, and how to read the result.
        reference: Paper, standard or table it follows.
    """

    key: str
    name: Text
    formula: str
    meaning: Text
    reference: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding(Generic[T_co]):
    """One conclusion with everything needed to check it.

    Attributes:
        value: The conclusion itself.
        method: How it was reached.
        unit: Unit of ``value``; None for words and pure numbers.
        interval: The range the evidence leaves; None where the notion makes no sense.
        citations: Every row it rests on, in canonical order; may be empty only where the
            finding *is* that no row exists.
        caveats: What a reader must know before using it.
    """

    value: T_co
    method: Method
    unit: Text | None = None
    interval: Interval | None = None
    citations: tuple[Citation, ...] = ()
    caveats: tuple[Text, ...] = ()
