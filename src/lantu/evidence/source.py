"""Where a row comes from: the page, and the row that quotes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from lantu.vocab.words import Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One page or document.

    Attributes:
        key: Its short name in the workspace.
        url: Its address, kept for audit even where it must not be followed.
        date: Publication date as the page gives it; ``""`` where it gives none.
        publisher: Who published it, and what.
        host_type: official, press, filing, research, aggregator or mirror.
        safe_to_link: False for reposts on hosts that may be hijacked: shown by publisher
            and date, never hyperlinked.
    """

    key: str
    url: str
    date: str
    publisher: str
    host_type: str
    safe_to_link: bool

    @property
    def link(self) -> str | None:
        """The address to hyperlink, or None where it must not be followed."""
        return self.url if self.safe_to_link and self.url else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """One row of the workspace, named so that a reader can find it.

    Attributes:
        table: The table's name, such as ``firm_products``.
        row_id: The row's key, such as ``M0001``.
        line: Its line in the file as a spreadsheet counts it (the header is line 1);
            0 where the rows come from a database.
        reading: The row in one short sentence, in Chinese.
        note: The row's own note; ``""`` where it has none.
        grade: The row's confidence class; None where the table has none.
        source: The page it quotes; None where the row names none.
    """

    table: str
    row_id: str
    line: int
    reading: str
    note: str
    grade: Grade | None
    source: Source | None

    @property
    def key(self) -> tuple[str, str]:
        """What makes two citations the same: table and row."""
        return (self.table, self.row_id)


class RowBook(Protocol):
    """A table's rows, ready to be cited by position; travels inside the models."""

    def __len__(self) -> int:
        """How many rows there are."""
        ...

    def cite(self, position: int) -> Citation:
        """The row at ``position`` of the canonical order."""
        ...
