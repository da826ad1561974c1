"""One reader of one page: its language, the facts it shows, the figures it can open."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lantu.web.words import WORDS

if TYPE_CHECKING:
    from lantu.evidence.finding import Finding
    from lantu.vocab.text import Language, Text
    from lantu.web.desk import Counter, Desk
    from lantu.web.runs import Runs


@dataclass(slots=True, kw_only=True)
class Reader:
    """What every part of a page needs.

    Attributes:
        counter: Where the newest facts are had.
        runs: Where long runs work.
        language: What the page speaks.
        desk: The facts this page shows; they stay the same until it is loaded again.
    """

    counter: Counter
    runs: Runs
    language: Language
    desk: Desk
    _marked: dict[str, tuple[Finding[Any], str]] = field(default_factory=dict)

    def word(self, key: str) -> str:
        """A word of the console."""
        return WORDS[key].say(self.language)

    def say(self, text: Text | str) -> str:
        """A message in the page's language; a code as it is."""
        return text if isinstance(text, str) else text.say(self.language)

    def path(self, *steps: str) -> str:
        """The address of a page in the same language."""
        return "/".join(("", self.language, *steps))

    def mark(self, finding: Finding[Any], subject: str) -> str:
        """Keep a figure so that a click can open what it rests on; returns its mark."""
        mark = f"f{len(self._marked)}"
        self._marked[mark] = (finding, subject)
        return mark

    def marked(self, mark: str) -> tuple[Finding[Any], str] | None:
        """The figure of a mark, and what it is about."""
        return self._marked.get(mark)
