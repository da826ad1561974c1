"""Words in the two languages of every page: Chinese first, English complete."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Text:
    """One message in Chinese and in English; neither is ever empty while the other is not."""

    zh: str
    en: str

    def __post_init__(self) -> None:
        """Refuse a text with only one language.

        Raises:
            ValueError: One side is empty.
        """
        if bool(self.zh) != bool(self.en):
            message = f"a text needs both languages: zh={self.zh!r}, en={self.en!r}"
            raise ValueError(message)

    def say(self, language: Language) -> str:
        """The words in ``language``."""
        return self.zh if language == "zh" else self.en


def together(*parts: Text | None) -> Text | None:
    """Several messages as one, a semicolon between them; None where there is none."""
    said = [part for part in parts if part is not None]
    if not said:
        return None
    return Text("；".join(part.zh for part in said), "; ".join(part.en for part in said))
