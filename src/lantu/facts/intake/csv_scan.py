"""Where the records and cells of a CSV file begin and end (RFC 4180), in whole arrays.

A library that reads CSV fast repairs what it can: a short row is filled up, a quote that
never closes swallows the rest. Here the structure is read first, without mercy, so that
only well-formed records ever reach the library.

A comma or line feed counts where an even number of quotes stands before it: the running
exclusive-or over the quotes says which. One pass over the bytes, a block at a time.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_BLOCK = 1 << 24
_COMMA, _LINE, _RETURN, _QUOTE = b',\n\r"'

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """The structure of a CSV file.

    Attributes:
        starts: First byte of each record.
        ends: One past the last byte of each record, without its line end.
        cells: Cells of each record.
        open_quote: Record in which a quote opens that never closes; None where all close.
        stray_quote: First record with a quote that neither opens nor closes a cell; None
            where there is none.
    """

    starts: Places
    ends: Places
    cells: Places
    open_quote: int | None
    stray_quote: int | None


def scan(data: bytes) -> Structure:
    """The structure of ``data``, whose lines end with LF or CR LF."""
    whole = np.frombuffer(data, dtype=np.uint8)
    lines: list[Places] = []
    commas_before: list[Places] = []
    stray: int | None = None
    opened: int | None = None
    inside, commas = np.False_, 0
    for start in range(0, len(whole), _BLOCK):
        block = whole[start : start + _BLOCK]
        quotes = block == _QUOTE
        within = np.logical_xor.accumulate(quotes) ^ inside
        line = np.flatnonzero((block == _LINE) & ~within)
        comma = np.flatnonzero((block == _COMMA) & ~within)
        lines.append(line + start)
        commas_before.append(commas + np.searchsorted(comma, line))
        if quotes.any():
            stray = _first_stray(whole, quotes, within, start) if stray is None else stray
            opening = np.flatnonzero(quotes & within)
            opened = int(opening[-1]) + start if opening.size else opened
        inside, commas = within[-1], commas + comma.size
    ends = np.concatenate([*lines, np.array([], dtype=np.int64)])
    before = np.concatenate([*commas_before, np.array([], dtype=np.int64)])
    return _records(whole, ends, np.append(before, commas), opened if inside else None, stray)


def _first_stray(
    whole: NDArray[np.uint8], quotes: NDArray[np.bool_], within: NDArray[np.bool_], start: int
) -> int | None:
    """The first quote of a block that stands where no quote may stand.

    An opening quote follows a comma, a line end or a quote (the second of a doubled pair);
    a closing one comes before a comma, a line end or a quote.
    """
    at = np.flatnonzero(quotes)
    opening = within[at]
    at = at + start
    edge = np.uint8(_LINE)
    before = np.where(at > 0, whole[np.maximum(at - 1, 0)], edge)
    after = np.where(at + 1 < len(whole), whole[np.minimum(at + 1, len(whole) - 1)], edge)
    fine = np.where(
        opening,
        np.isin(before, (_COMMA, _LINE, _QUOTE)),
        np.isin(after, (_COMMA, _LINE, _RETURN, _QUOTE)),
    )
    return None if fine.all() else int(at[int(np.argmin(fine))])


def _records(
    whole: NDArray[np.uint8],
    ends: Places,
    commas_before: Places,
    opened: int | None,
    stray: int | None,
) -> Structure:
    starts = np.concatenate([np.zeros(1, dtype=np.int64), ends + 1])
    if starts[-1] >= len(whole):
        starts, commas_before = starts[:-1], commas_before[: len(ends)]
    else:
        ends = np.append(ends, len(whole))
    cells = np.diff(commas_before, prepend=0) + 1
    returned = (ends > starts) & (whole[np.maximum(ends - 1, 0)] == _RETURN) if ends.size else False
    return Structure(
        starts=starts,
        ends=ends - returned,
        cells=cells,
        open_quote=_record_of(starts, opened),
        stray_quote=_record_of(starts, stray),
    )


def _record_of(starts: Places, at: int | None) -> int | None:
    return None if at is None else int(np.searchsorted(starts, at, side="right")) - 1
