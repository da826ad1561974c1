"""Whether what is printed keeps to one language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

CJK = re.compile("[一-鿿]")
WORD = re.compile(r"[A-Za-z]{3,}")
TYPED = re.compile(r"--?[a-z-]+( [a-z]+)?|`[^`]*`|[\w/.-]+\.(?:csv|xlsx|svg|parquet)")
"""Options, commands and files: what people type is the same in both languages."""

TERMS = frozenset(
    {"AUC", "Brier", "CHARM", "COG", "COI", "ECI", "FLQ", "GRAS", "PCI", "RCA", "VAX"}
)
"""Terms that Chinese texts write so as well."""


def texts(told: Any) -> Iterator[dict[str, str]]:
    """Every text of an answer, wherever it stands."""
    if isinstance(told, dict):
        if set(told) == {"zh", "en"}:
            yield told
        else:
            for each in told.values():
                yield from texts(each)
    elif isinstance(told, list):
        for each in told:
            yield from texts(each)


def half_told(told: Any, names: Iterable[str] = ()) -> list[dict[str, str]]:
    """Texts with Chinese in the English, or with English words in the Chinese.

    Args:
        told: An answer as JSON values.
        names: Words of the user's own file, which no program can translate.
    """
    own = {word for name in names for word in WORD.findall(name)} | TERMS
    return [
        text
        for text in texts(told)
        if CJK.search(text["en"]) or set(WORD.findall(TYPED.sub("", text["zh"]))) - own
    ]
