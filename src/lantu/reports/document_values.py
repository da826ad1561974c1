"""Values as JSON: texts in both languages, numbers to six decimals, words of the vocabulary."""

from __future__ import annotations

from enum import StrEnum
from math import isfinite
from numbers import Integral, Real
from typing import TYPE_CHECKING, Any, TypeAlias

from lantu.errors import InternalError
from lantu.evidence.confidence import Interval
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.evidence.courses import Band, Course
    from lantu.evidence.exhibits import DependenceMap, Ledger, Panorama, RegionMap
    from lantu.evidence.grids import Grid
    from lantu.evidence.plots import Plot, Scale
    from lantu.reports.document_tables import Record

    Exhibit: TypeAlias = Panorama | RegionMap | DependenceMap | Ledger | Plot | Course | Grid

DECIMALS = 6
"""Floats are rounded to this many decimals."""


def told_scale(scale: Scale) -> Record:
    """One direction of a plot."""
    return {
        "title": told_text(scale.title),
        "kind": scale.kind,
        "low": told_text(scale.low),
        "high": told_text(scale.high),
    }


def told_band(band: Band) -> Record:
    """What lies about a course."""
    return {
        "low": told_value(band.low),
        "high": told_value(band.high),
        "name": told_text(band.name),
    }


def heading(exhibit: Exhibit) -> Record:
    """What every exhibit opens with."""
    return {
        "key": exhibit.key,
        "title": told_text(exhibit.title),
        "headline": told_text(exhibit.headline),
    }


def told_text(text: Text) -> Record:
    """A text in both languages."""
    return {"zh": text.zh, "en": text.en}


def told_texts(texts: Iterable[Text]) -> list[Record]:
    """Texts in their order."""
    return [told_text(text) for text in texts]


def told_interval(interval: Interval) -> list[float]:
    """Both ends of a range."""
    return [told_number(interval.lower), told_number(interval.upper)]


def told_number(value: Real | float) -> float:
    """A float to six decimals, never minus zero.

    Raises:
        InternalError: The value is not finite.
    """
    if not isfinite(value):
        message = f"a blueprint cannot hold {value!r}: what is absent is None, with its reason"
        raise InternalError(message)
    return round(float(value), DECIMALS) + 0.0


def told_value(value: object) -> Any:
    """Any value of a finding or a cell as JSON.

    Raises:
        InternalError: A type no document can hold.
    """
    if isinstance(value, float):
        return told_number(value)
    if isinstance(value, StrEnum):
        return value.value
    if value is None or isinstance(value, (bool, str)):
        return value
    if isinstance(value, (tuple, list)):
        return [told_value(part) for part in value]
    return _plain_record(value)


def _plain_record(value: object) -> Any:
    if isinstance(value, Real):
        return int(value) if isinstance(value, Integral) else told_number(value)
    if isinstance(value, Text):
        return told_text(value)
    if isinstance(value, Interval):
        return told_interval(value)
    message = f"a blueprint cannot hold a {type(value).__name__}: {value!r}"
    raise InternalError(message, hint="give reports text, numbers or words of the vocabulary")
