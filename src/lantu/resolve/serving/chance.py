"""The clock, and what was never used before."""

from __future__ import annotations

import secrets
import time
import uuid
from typing import Final

_NONCE: Final = 16
_SESSIONS: Final = 2**32 - 1


class Chance:
    """The machine's clock and its source of chance."""

    def now(self) -> float:
        """Seconds since 1970."""
        return time.time()

    def nonce(self) -> bytes:
        """Sixteen octets that nobody can guess."""
        return secrets.token_bytes(_NONCE)

    def session(self) -> int:
        """A session id that nobody can guess; not 0."""
        return 1 + secrets.randbelow(_SESSIONS)

    def suffix(self) -> str:
        """The end of a handle that nobody has."""
        return str(uuid.uuid4())
