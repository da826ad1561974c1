"""How much one source may ask: a bucket of tokens each, for networks rather than addresses."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Final

MOST_SOURCES: Final = 65_536
"""Sources remembered: addresses of datagrams are forged at will, so that they are bounded."""


class Verdict(Enum):
    """What is to be done with a question."""

    ANSWER = "answer"
    BUSY = "busy"
    SILENCE = "silence"


@dataclass(slots=True, kw_only=True)
class Limiter:
    """Buckets of tokens by source.

    Attributes:
        per_second: Questions that a source may ask in the long run; 0 for any number.
        burst: Questions that it may ask at once.
    """

    per_second: float
    burst: float
    _buckets: dict[str, tuple[float, float]] = field(default_factory=dict)

    def verdict(self, host: str, now: float) -> Verdict:
        """Whether one more question of a host is answered.

        Once the bucket is empty, as many questions again are told that the node is busy, in
        fewer octets than they have; the rest of them hear nothing.

        Args:
            host: Address as text.
            now: Seconds of a clock that never goes back.
        """
        if not self.per_second:
            return Verdict.ANSWER
        source = source_of(host)
        tokens, then = self._buckets.pop(source, (self.burst, now))
        tokens = min(self.burst, tokens + (now - then) * self.per_second)
        left = max(tokens - 1, -self.burst)
        while len(self._buckets) >= MOST_SOURCES:
            del self._buckets[next(iter(self._buckets))]
        self._buckets[source] = left, now
        if left >= 0:
            return Verdict.ANSWER
        return Verdict.BUSY if left > -self.burst else Verdict.SILENCE


def source_of(host: str) -> str:
    """The network that counts as one source: /24 of IPv4, /48 of IPv6."""
    if ":" not in host:
        return host.rpartition(".")[0]
    return ":".join(host.split(":")[:3])
