"""Who does how much of what, when: places × activities over periods."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import DataError
from lantu.model.axis import Axis
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike, NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

AMOUNT = Text("数额", "amount")


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityMatrix:
    """Amounts of activities in places, such as exports, employment, firms or patents.

    Absent is not zero (conventions §1): a cell that nobody recorded has the value 0 and is
    False in ``recorded``; a recorded zero is True.

    Attributes:
        places: ``C`` places.
        activities: ``A`` activities.
        periods: ``T`` periods, ascending.
        values: Amounts, none negative, shape ``(T, C, A)``.
        recorded: Which cells are on record, shape ``(T, C, A)``; None where all are.
        weights: Size of each place where ``values`` are shares of it, shape ``(T, C)``; None
            where they are amounts.
        measure: What is counted.
        unit: Its unit.
        source: Where the figures come from.
        names: Names of places and activities by code, for people; may lack some.
    """

    places: Axis
    activities: Axis
    periods: Axis
    values: Floats
    recorded: Flags | None = None
    weights: Floats | None = None
    measure: Text = AMOUNT
    unit: str = ""
    source: str = ""
    names: Mapping[str, Text] | None = None

    def __post_init__(self) -> None:
        """Freeze the arrays.

        Raises:
            DataError: Wrong shape, a value that is negative or not finite, or a value in a
                cell that is not on record.
        """
        shape = (len(self.periods), len(self.places), len(self.activities))
        for name, wanted, kind in (
            ("values", shape, np.float64),
            ("recorded", shape, np.bool_),
            ("weights", shape[:2], np.float64),
        ):
            given = getattr(self, name)
            if given is not None:
                object.__setattr__(self, name, _frozen(name, given, wanted, kind))
        self._refuse_bad_cells()

    def at(self, place: str, activity: str, period: str) -> float | None:
        """The amount of one cell; None where nobody recorded it.

        Raises:
            CallerError: No such place, activity or period.
        """
        cell = (self.periods.at(period), self.places.at(place), self.activities.at(activity))
        if self.recorded is not None and not self.recorded[cell]:
            return None
        return float(self.values[cell])

    def period(self, period: str) -> ActivityMatrix:
        """The same for one period.

        Raises:
            CallerError: No such period.
        """
        at = self.periods.at(period)
        return self.between(at, at + 1)

    def between(self, start: int, stop: int) -> ActivityMatrix:
        """The same for the periods at positions ``start`` to ``stop``, the last not included."""
        return replace(
            self,
            periods=Axis("period", self.periods.labels[start:stop]),
            values=self.values[start:stop],
            recorded=None if self.recorded is None else self.recorded[start:stop],
            weights=None if self.weights is None else self.weights[start:stop],
        )

    def among(self, places: Sequence[int]) -> ActivityMatrix:
        """The same for the places at these positions, ascending; the others are in no total."""
        at = np.asarray(places, dtype=np.intp)
        return replace(
            self,
            places=Axis(self.places.noun, tuple(self.places.labels[k] for k in at)),
            values=self.values[:, at],
            recorded=None if self.recorded is None else self.recorded[:, at],
            weights=None if self.weights is None else self.weights[:, at],
        )

    def name(self, code: str) -> Text:
        """What people call a place or an activity; its code where no name is on record."""
        return (self.names or {}).get(code) or Text(code, code)

    def _refuse_bad_cells(self) -> None:
        for name in ("values", "weights"):
            array = getattr(self, name)
            if array is not None and not (np.isfinite(array.sum()) and array.min(initial=0) >= 0):
                bad = np.argwhere(~(np.isfinite(array) & (array >= 0)))
                raise DataError(
                    f"{len(bad)} {name} are negative or no finite numbers, the first "
                    f"{self._cell(bad[0])}",
                    hint="leave out what is not on record; amounts cannot be negative",
                )
        if self.recorded is not None and self.values[~self.recorded].any():
            bad = np.argwhere(~self.recorded & (self.values != 0))
            raise DataError(f"a value stands in a cell not on record: {self._cell(bad[0])}")

    def _cell(self, at: NDArray[np.intp]) -> str:
        axes = (self.periods, self.places, self.activities)
        return ", ".join(axis.labels[int(k)] for axis, k in zip(axes, at, strict=False))


def activity_matrix(  # noqa: PLR0913 - all but the values are optional
    values: ArrayLike,
    *,
    places: Sequence[str] = (),
    activities: Sequence[str] = (),
    periods: Sequence[str] = ("",),
    recorded: ArrayLike | None = None,
    weights: ArrayLike | None = None,
    measure: Text = AMOUNT,
    unit: str = "",
) -> ActivityMatrix:
    """A matrix from bare arrays, rows and columns sorted by label.

    Args:
        values: Amounts, ``(C, A)`` for one period or ``(T, C, A)``.
        places: Label of each place; ``p0001`` … where left out.
        activities: Label of each activity; ``a0001`` … where left out.
        periods: Label of each period, ascending.
        recorded: Which cells are on record; all where left out.
        weights: Size of each place, ``(C,)`` or ``(T, C)``, where the values are shares.
        measure: What is counted.
        unit: Its unit.

    Raises:
        DataError: As for :class:`ActivityMatrix`, or labels that are not distinct.
    """
    array = np.asarray(values, dtype=np.float64)
    array = array[None] if array.ndim == 2 else array  # noqa: PLR2004 - a matrix has two dimensions
    rows, row_order = _sorted_axis("place", places or _counted("p", array.shape[1]))
    columns, column_order = _sorted_axis("activity", activities or _counted("a", array.shape[2]))
    grid = np.ix_(range(len(array)), row_order, column_order)
    return ActivityMatrix(
        places=rows,
        activities=columns,
        periods=Axis("period", tuple(periods)),
        values=array[grid],
        recorded=None if recorded is None else np.reshape(recorded, array.shape)[grid],
        weights=None
        if weights is None
        else np.broadcast_to(np.asarray(weights, dtype=np.float64), array.shape[:2])[:, row_order],
        measure=measure,
        unit=unit,
    )


def _counted(letter: str, count: int) -> tuple[str, ...]:
    width = max(4, len(str(count)))
    return tuple(f"{letter}{at + 1:0{width}d}" for at in range(count))


def _sorted_axis(noun: str, labels: Sequence[str]) -> tuple[Axis, list[int]]:
    order = sorted(range(len(labels)), key=lambda at: labels[at])
    ordered = tuple(labels[at] for at in order)
    if len(set(ordered)) != len(ordered):
        raise DataError(f"{noun} labels must be distinct")
    return Axis(noun, ordered), order


def _frozen(name: str, given: ArrayLike, shape: tuple[int, ...], kind: type) -> NDArray[np.generic]:
    array: NDArray[np.generic] = np.asarray(given, dtype=kind).view()
    if array.shape != shape:
        raise DataError(f"{name} is {array.shape}, not {shape} (periods, places, activities)")
    array.setflags(write=False)
    return array
