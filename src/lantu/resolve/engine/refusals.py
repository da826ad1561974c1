"""Why a request is not answered as asked, with the protocol's own code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.errors import CallerError

if TYPE_CHECKING:
    from lantu.resolve.wire.codes import Code

ELSEWHERE = "That prefix doesn't live here"
NO_SESSION = "Invalid session id or session time out. Please try again."


class RefusedError(CallerError):
    """A request that is answered with a code and perhaps a few words.

    Attributes:
        code: The code.
        words: The words that go out with it; deployed servers often send none.
    """

    def __init__(self, code: Code, words: str = "") -> None:
        super().__init__(
            f"{code.name.lower().replace('_', ' ')} ({code.value}): {words}".rstrip(": ")
        )
        self.code = code
        self.words = words
