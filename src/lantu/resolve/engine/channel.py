"""A connection that is kept open, and who has said on it who they are (IDIS, op 2001).

Its clients choose session ids themselves, and are known on one connection by them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lantu.resolve.engine.challenges import Pending
    from lantu.resolve.wire.values import Reference

MOST_SESSIONS: Final = 64
"""Sessions of one connection: clients open one, pools a few."""


@dataclass(slots=True)
class Channel:
    """What is known of one connection.

    Attributes:
        users: Who has proved to be behind each session.
        pending: Challenges of logins that wait for an answer.
    """

    users: dict[int, Reference] = field(default_factory=dict)
    pending: dict[int, Pending] = field(default_factory=dict)

    def has_room(self, session: int) -> bool:
        """Whether one session more may begin on it."""
        return session in self.users or len(self.users) + len(self.pending) < MOST_SESSIONS
