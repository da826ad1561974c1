"""What a row's own note says against its figure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.evidence.source import Citation

UNFIT = "不宜"
"""A note with this word asks that its figure not be quoted alone (不宜引用, 不宜单独引用)."""

OTHERWISE = re.compile("另有[^;;,,。]*口径|口径为|矛盾|存疑")
"""A note with one of these tells of another figure, or doubts its own."""

SETTLED = re.compile("(?<!不)一致")
"""A note with this word says that the figure agrees with the one beside it."""


def unfit(citation: Citation) -> bool:
    """Whether the row's own note asks that it not be quoted alone."""
    return UNFIT in citation.note


def doubted(citation: Citation) -> bool:
    """Whether the row's own note warns, doubts, or tells of another figure."""
    return unfit(citation) or OTHERWISE.search(citation.note) is not None


def settled(citation: Citation) -> bool:
    """Whether the row's own note says that it agrees with the figure it was compared with."""
    return SETTLED.search(citation.note) is not None


def warning(citation: Citation) -> tuple[Text, ...]:
    """The note of a doubted row, as what a reader must know before using its figure."""
    if not doubted(citation):
        return ()
    return (Text(f"原注:{citation.note}", f"Note in the facts: {citation.note}"),)
