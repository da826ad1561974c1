"""Labels of an array's dimension, in one canonical order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lantu.errors import CallerError

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Axis:
    """Distinct labels, sorted; position ``k`` of every array along it belongs to ``labels[k]``.

    Attributes:
        noun: What the labels name, such as ``product``; used in messages.
        labels: The labels, strictly increasing.
    """

    noun: str
    labels: tuple[str, ...]
    _positions: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Index the labels.

        Raises:
            ValueError: Labels are not strictly increasing.
        """
        if any(a >= b for a, b in zip(self.labels, self.labels[1:], strict=False)):
            message = f"{self.noun} labels must be strictly increasing"
            raise ValueError(message)
        positions = {label: at for at, label in enumerate(self.labels)}
        object.__setattr__(self, "_positions", positions)

    def __len__(self) -> int:
        return len(self.labels)

    def __iter__(self) -> Iterator[str]:
        return iter(self.labels)

    def __contains__(self, label: object) -> bool:
        return label in self._positions

    def at(self, label: str) -> int:
        """The position of ``label``.

        Raises:
            CallerError: There is no such label; near ones are suggested.
        """
        try:
            return self._positions[label]
        except KeyError:
            raise CallerError(
                f"there is no {self.noun} {label!r} among {len(self)}",
                hint=self._suggestion(label),
            ) from None

    def _suggestion(self, label: str) -> str:
        from difflib import get_close_matches  # noqa: PLC0415 - only a failed call needs it

        near = get_close_matches(label, self.labels, n=3)
        return f"did you mean {', '.join(near)}?" if near else "list them with `lantu diagnose DIR`"
