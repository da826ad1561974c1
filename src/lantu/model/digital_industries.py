"""The classification of the digital economy: its classes, and the industries that they take from."""

from __future__ import annotations

from dataclasses import dataclass

from lantu.errors import CallerError, DataError
from lantu.vocab.industry import is_industry

CORE = ("01", "02", "03", "04")
"""Great classes of the core, 数字产业化; 05 is 产业数字化, and the two are never added."""

DIGITISED = ("05",)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalPart:
    """That a small class takes from an industry.

    Attributes:
        small: Code of the small class, such as ``010101``.
        industry: Code of GB/T 4754-2017 at the level that is printed.
        starred: Whether only a part of the industry belongs, and how much is not on record.
    """

    small: str
    industry: str
    starred: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalIndustries:
    """统计分类: small classes under great ones, and what they take from.

    Attributes:
        names: Names of classes of every level, by code.
        parts: What small classes take from, each pair once.
    """

    names: dict[str, str]
    parts: tuple[DigitalPart, ...]

    def __post_init__(self) -> None:
        """Refuse what does not hang together.

        Raises:
            DataError: A class or an industry is unknown, or a pair stands twice.
        """
        pairs = [(part.small, part.industry) for part in self.parts]
        for small, industry in pairs:
            if small not in self.names or not is_industry(industry):
                raise DataError(
                    f"class {small} takes from {industry}: one of the two is not known",
                    hint="classes have names, industries codes of GB/T 4754-2017",
                )
        if len(set(pairs)) < len(pairs):
            twice = next(pair for pair in pairs if pairs.count(pair) > 1)
            raise DataError(f"class {twice[0]} takes from {twice[1]} twice", hint="remove one")

    def under(self, *above: str) -> tuple[DigitalPart, ...]:
        """The parts of the small classes under some classes.

        Raises:
            CallerError: There is no such class.
        """
        for code in above:
            if code not in self.names:
                great = ", ".join(code for code in self.names if len(code) == len(CORE[0]))
                raise CallerError(
                    f"the digital economy has no class {code!r}", hint=f"great classes are {great}"
                )
        return tuple(part for part in self.parts if part.small.startswith(above))
