"""Challenges that are out: who was asked to prove what, on which request, until when.

Deployed clients answer on another connection with another request number, so that a
challenge is known by the session id that went out with it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.resolve.wire.envelope import Envelope
    from lantu.resolve.wire.message import Message

MOST_PENDING = 100_000
"""Challenges kept: each is asked for without proof, so their number is bounded."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """A request that waits for a proof.

    Attributes:
        envelope: Of the request.
        message: The request.
        data: ``nonce ‖ digest``, which is to be proved on.
        until: When the challenge lapses, seconds since 1970.
    """

    envelope: Envelope
    message: Message
    data: bytes
    until: float


@dataclass(slots=True)
class Challenges:
    """Challenges by session id; the oldest go where there are too many."""

    _pending: dict[int, Pending] = field(default_factory=dict)

    def put(self, session: int, pending: Pending, now: float) -> None:
        """Remember a challenge, and forget those that have lapsed."""
        while self._pending and (
            len(self._pending) >= MOST_PENDING or next(iter(self._pending.values())).until < now
        ):
            del self._pending[next(iter(self._pending))]
        self._pending[session] = pending

    def take(self, session: int) -> Pending | None:
        """The challenge of a session, which is answered once; None where there is none."""
        return self._pending.pop(session, None)
