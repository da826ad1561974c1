"""The page's data made small: what stands in many places is told once and named.

Packed data is ``{"data": …, "pool": […]}``. In both, ``{"_": n}`` stands for the pool's
entry ``n``; an entry names only earlier ones. The page's script puts them back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lantu.reports.typography import typeset
from lantu.vocab.words import State

if TYPE_CHECKING:
    from lantu.reports.document_tables import Record

REFERENCE = "_"
"""The only key of a reference to the pool."""

_AS_IS = frozenset({"formula", "key", "url"})
_TOLD_ALREADY = frozenset({"unit", "interval"})
_STATES = frozenset(State)


def pack(value: Any) -> Record:
    """``value`` with its texts typeset and its repeated parts in a pool.

    Texts in both languages, findings and lists of row keys are pooled. A finding keeps
    what it reads; its bare value stays only where that is a state.

    Args:
        value: JSON values.
    """
    pool = _Pool()
    data = pool.pack(value)
    return {"data": data, "pool": pool.entries}


class _Pool:
    """Entries met so far, and where each stands."""

    def __init__(self) -> None:
        self.entries: list[Any] = []
        self._places: dict[str, int] = {}

    def pack(self, value: Any) -> Any:
        """A value with its repeated parts replaced by references."""
        if isinstance(value, str):
            return typeset(value)
        if isinstance(value, list):
            packed = [self.pack(part) for part in value]
            keys = len(value) > 1 and all(isinstance(part, str) for part in value)
            return self._refer(packed) if keys else packed
        return self._pack_record(value) if isinstance(value, dict) else value

    def _pack_record(self, record: Record) -> Any:
        finding = "shown" in record and "method" in record
        packed = {
            key: part if key in _AS_IS else self.pack(part)
            for key, part in record.items()
            if not (finding and _redundant(key, part))
        }
        return self._refer(packed) if finding or record.keys() == {"zh", "en"} else packed

    def _refer(self, packed: Any) -> Record:
        name = repr(packed)
        place = self._places.setdefault(name, len(self.entries))
        if place == len(self.entries):
            self.entries.append(packed)
        return {REFERENCE: place}


def _redundant(key: str, part: Any) -> bool:
    """Whether a part of a finding is told by what the finding reads."""
    if key == "value":
        return not (isinstance(part, str) and part in _STATES)
    return key in _TOLD_ALREADY or (key == "caveats" and not part)
