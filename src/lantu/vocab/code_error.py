"""A code or word that is not what its place asks for."""

from __future__ import annotations


class CodeError(ValueError):
    """Text that does not parse as a code, a period or a unit.

    Attributes:
        noun: What was asked for, such as ``region code``.
        text: What was given.
        expected: What would be right.
        hint: The way out, one sentence; empty where ``expected`` says it all.
    """

    def __init__(self, noun: str, text: str, reason: str, *, expected: str, hint: str = "") -> None:
        article = "an" if noun.startswith(("a", "e", "i", "o")) else "a"
        super().__init__(f"{text!r} is not {article} {noun}: {reason}; expected {expected}")
        self.noun = noun
        self.text = text
        self.expected = expected
        self.hint = hint

    def __str__(self) -> str:
        message = super().__str__()
        return f"{message}\nHint: {self.hint}" if self.hint else message
