"""Octets read and written in network order, every length checked before it is believed.

Texts are UTF-8; octets that are none are kept as they came (PEP 383), so that what is read
is written again octet for octet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lantu.errors import PeerError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    Part = TypeVar("Part")

_KEPT: Final = "surrogateescape"


class MalformedError(PeerError):
    """A peer sent octets that are no message."""


class Octets:
    """A place in some octets, from which the next part is read.

    Args:
        octets: All of them.
        at: Where to begin.
    """

    __slots__ = ("_at", "_octets")

    def __init__(self, octets: bytes, at: int = 0) -> None:
        self._octets = octets
        self._at = at

    @property
    def left(self) -> int:
        """How many are still to be read."""
        return len(self._octets) - self._at

    def take(self, count: int) -> bytes:
        """The next ``count`` octets.

        Raises:
            MalformedError: There are fewer.
        """
        end = self._at + count
        if count < 0 or end > len(self._octets):
            raise MalformedError(
                f"{count} octets are announced at octet {self._at}, {self.left} are left",
                hint="the sender's lengths do not agree with what it sent",
            )
        taken = self._octets[self._at : end]
        self._at = end
        return taken

    def rest(self) -> bytes:
        """All that is left."""
        return self.take(self.left)

    def int1(self) -> int:
        """An unsigned octet."""
        return self.take(1)[0]

    def int2(self) -> int:
        """Two octets, unsigned."""
        return int.from_bytes(self.take(2))

    def int4(self) -> int:
        """Four octets, unsigned."""
        return int.from_bytes(self.take(4))

    def int8(self) -> int:
        """Eight octets, unsigned."""
        return int.from_bytes(self.take(8))

    def string(self) -> bytes:
        """A length in four octets, then as many octets."""
        return self.take(self.int4())

    def text(self) -> str:
        """The same as UTF-8."""
        return self.string().decode("utf-8", _KEPT)

    def many(self, one: Callable[[Octets], Part], least: int, most: int) -> tuple[Part, ...]:
        """A count in four octets, then as many parts.

        Args:
            one: Reads a part.
            least: Octets that a part has at least.
            most: Parts that there may be.

        Raises:
            MalformedError: More parts than there may be, or than what is left can hold.
        """
        count = self.int4()
        if count > most or count * least > self.left:
            raise MalformedError(
                f"{count} parts of {least} octets or more are announced, {self.left} octets are left"
                if count <= most
                else f"{count} parts are announced; at most {most} are taken",
                hint="the sender's counts do not agree with what it sent",
            )
        return tuple(one(self) for _ in range(count))

    def end(self) -> None:
        """Nothing may be left.

        Raises:
            MalformedError: Something is.
        """
        if self.left:
            raise MalformedError(f"{self.left} octets follow where a part should have ended")


def int2(number: int) -> bytes:
    """Two octets, unsigned."""
    return number.to_bytes(2)


def int4(number: int) -> bytes:
    """Four octets, unsigned."""
    return number.to_bytes(4)


def string(octets: bytes) -> bytes:
    """A length in four octets, then the octets."""
    return len(octets).to_bytes(4) + octets


def text(words: str) -> bytes:
    """The same of UTF-8."""
    return string(words.encode("utf-8", _KEPT))


def many(parts: Iterable[bytes]) -> bytes:
    """A count in four octets, then the parts."""
    listed = parts if isinstance(parts, list) else list(parts)
    return len(listed).to_bytes(4) + b"".join(listed)
