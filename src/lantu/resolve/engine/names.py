"""Handles as keys: letters of ASCII do not differ by case, and a bare prefix is a handle too.

``20.500.99999/abc`` is the handle ``abc`` under the prefix ``20.500.99999``, which is itself
described by the handle ``0.NA/20.500.99999``; a handle without a slash means that one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

PREFIXES: Final = "0.NA/"
"""What the handles of prefixes begin with."""

_UPPER: Final = {lower: lower - 32 for lower in range(ord("a"), ord("z") + 1)}


def folded(name: str) -> str:
    """A name with its letters of ASCII in upper case; others stay (``É`` is not ``é``)."""
    return name.translate(_UPPER)


def key_of(handle: str) -> str:
    """What a handle is kept under."""
    return folded(handle if "/" in handle else PREFIXES + handle)


def prefix_of(key: str) -> str:
    """Handle of the prefix that a key lies under: ``0.NA/0.NA`` for prefixes themselves."""
    return PREFIXES + key.partition("/")[0]


def is_prefix(key: str) -> bool:
    """Whether a key is the handle of a prefix."""
    return key.startswith(PREFIXES)


def ancestors(key: str) -> Iterator[str]:
    """Handles of the prefixes that a prefix is derived from, the nearest first."""
    name = key.removeprefix(PREFIXES)
    while "." in name:
        name = name.rpartition(".")[0]
        yield PREFIXES + name
