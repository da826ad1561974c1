"""Labels of an array's dimension in the order in which they were published."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lantu.errors import CallerError, DataError
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True)
class Roster:
    """Distinct codes with their names; position ``k`` of every array along it is ``codes[k]``.

    A statistical table is read, aggregated and printed in its own order of sectors, which
    is therefore kept; :class:`~lantu.model.axis.Axis` is for labels that have none.

    Attributes:
        noun: What the codes name, such as ``sector``; used in messages.
        codes: The codes, each once, in published order.
        names: Their names.
    """

    noun: str
    codes: tuple[str, ...]
    names: tuple[Text, ...]
    _positions: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the codes.

        Raises:
            DataError: A code is empty or stands twice, or names and codes differ in number.
        """
        doubled = [code for code, count in Counter(self.codes).items() if count > 1]
        if doubled or "" in self.codes:
            raise DataError(
                f"{self.noun} codes must be distinct and not empty; "
                f"{'twice: ' + ', '.join(doubled) if doubled else 'one is empty'}",
                hint="give every row and column of the table a code of its own",
            )
        if len(self.names) != len(self.codes):
            raise DataError(f"{len(self.codes)} {self.noun} codes but {len(self.names)} names")
        object.__setattr__(self, "_positions", {code: at for at, code in enumerate(self.codes)})

    def __len__(self) -> int:
        return len(self.codes)

    def __iter__(self) -> Iterator[str]:
        return iter(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._positions

    def at(self, code: str) -> int:
        """The position of ``code``.

        Raises:
            CallerError: There is no such code; near ones are suggested.
        """
        try:
            return self._positions[code]
        except KeyError:
            raise CallerError(
                f"there is no {self.noun} {code!r} among {len(self)}", hint=self._suggestion(code)
            ) from None

    def take(self, positions: Iterable[int]) -> Roster:
        """The roster of the codes at ``positions``, in that order."""
        chosen = [int(at) for at in positions]
        return Roster(
            self.noun,
            tuple(self.codes[at] for at in chosen),
            tuple(self.names[at] for at in chosen),
        )

    def _suggestion(self, code: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 - only a failed call needs it

        near = get_close_matches(code, self.codes, n=3) or list(self.codes[:3])
        return f"such as {', '.join(near)}"


def roster(noun: str, codes: Sequence[str]) -> Roster:
    """A roster whose codes serve as names."""
    return Roster(noun, tuple(codes), tuple(Text(code, code) for code in codes))
