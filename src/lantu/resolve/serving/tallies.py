"""What a node counts, and the lines it writes of what it refused."""

from __future__ import annotations

import json
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from lantu.resolve.wire.codes import Code

if TYPE_CHECKING:
    from collections.abc import Callable

    from lantu.resolve.engine.node import Outcome

REFUSALS: Final = frozenset(
    {
        Code.READ_ONLY,
        Code.NO_ADMIN,
        Code.NOT_PERMITTED,
        Code.PROOF_FAILED,
        Code.NO_CREDENTIAL,
        Code.CHALLENGE_EXPIRED,
        Code.PROOF_UNREADABLE,
        Code.SESSION_REPLAY,
        Code.DAILY_LIMIT,
        Code.REGISTRATION_LIMIT,
        Code.PREFIX_LIMIT,
    }
)
"""Codes of which a line is written: somebody wanted what they may not have."""


def to_stderr(line: str) -> None:
    """Write one line where the operator keeps them."""
    sys.stderr.write(line + "\n")


@dataclass(slots=True)
class Tallies:
    """Counts since the node began.

    Attributes:
        write: Takes the lines that are written.
        quick: Plain questions answered.
        limited: Questions of sources that asked too much.
        unsent: Datagrams that the socket did not take.
        connections: Connections accepted.
        codes: Other replies by code.
    """

    write: Callable[[str], None] = to_stderr
    quick: int = 0
    limited: int = 0
    unsent: int = 0
    connections: int = 0
    codes: Counter[int] = field(default_factory=Counter)

    def told(self, outcome: Outcome, origin: str) -> None:
        """Count a reply, and write a line where somebody was refused."""
        _, message = outcome.replies[0]
        self.codes[message.code] += 1
        if message.code in REFUSALS:
            self.event(
                "refused",
                op=message.op,
                code=message.code,
                who=str(outcome.who or ""),
                origin=origin,
            )

    def event(self, what: str, **more: object) -> None:
        """Write that something happened, as one line of JSON."""
        self.write(json.dumps({"event": what, **more}, ensure_ascii=False, sort_keys=True))

    def figures(self) -> dict[str, int]:
        """The counts by name."""
        codes = {f"code_{code}": count for code, count in sorted(self.codes.items())}
        return {
            "answered": self.quick + self.codes.total(),
            "connections": self.connections,
            "limited": self.limited,
            "plain": self.quick,
            "unsent": self.unsent,
            **codes,
        }
