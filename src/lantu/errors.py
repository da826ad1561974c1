"""What can go wrong, by whose fault.

::

    LantuError
    ├── CallerError        the call is wrong: an unknown product, a bad option     exit 2
    ├── DataError          the facts are wrong: rows to mend, a file unreadable    exit 3
    │   └── FactsError    carries every fault found, not just the first
    ├── PlaceError         the machine refuses: folder locked, read-only, full     exit 4
    ├── PeerError          another program fails us: the database is away          exit 5
    └── InternalError      lantu is wrong: please report it                        exit 70

Every message says what, where, what would be right, and the way out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Sequence


class LantuError(Exception):
    """The root of everything lantu raises on purpose.

    Attributes:
        exit_code: What the command line returns to the shell.
        hint: The way out, one sentence; empty where the message says it all.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\nHint: {self.hint}" if self.hint else message


class CallerError(LantuError):
    """The call itself is wrong; the facts are not to blame."""

    exit_code = 2


class DataError(LantuError):
    """The facts cannot be used as they stand."""

    exit_code = 3


class FactsError(DataError):
    """A load found faults; nothing was loaded.

    Attributes:
        faults: Every fault found, in file, row and column order. Each prints itself.
    """

    def __init__(self, message: str, faults: Sequence[object], *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.faults = tuple(faults)


class PlaceError(LantuError):
    """The machine refuses: a folder is locked, read-only, missing or full."""

    exit_code = 4


class PeerError(LantuError):
    """A program lantu talks to fails, such as the database."""

    exit_code = 5


class InternalError(LantuError):
    """A promise lantu makes to itself is broken."""

    exit_code = 70
