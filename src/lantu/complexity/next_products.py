"""What a place may do next: likely, near, complex, worth while, and carried by what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.complexity.arrays import NOISE, freeze
from lantu.complexity.eci import eci
from lantu.complexity.entry import NINE_IN_TEN, only
from lantu.complexity.entry_features import EntryTest, below_the_line
from lantu.complexity.neighbours import SHOWN, neighbours
from lantu.complexity.opportunity import outlook_of
from lantu.complexity.presence import presence
from lantu.complexity.relatedness import relatedness
from lantu.errors import CallerError, DataError
from lantu.model.frames import frame

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Floats, Longs
    from lantu.complexity.entry import EntryForecast, EntryModel
    from lantu.complexity.neighbours import Neighbours
    from lantu.complexity.presence import Presence
    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.vocab.text import Text

OrderedBy = Literal["probability", "density"]
"""What candidates stand in order of: what a model tells or, without one, relatedness."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NextProducts:
    """Activities that a place does not do yet, the best placed first; ``n`` of them.

    Attributes:
        place: The place.
        start: The period.
        activity: Code of each candidate.
        name: What people call it.
        ordered_by: What they stand in order of.
        probability: Of entry, shape ``(n,)``; None without a model: unknown, not zero.
        lower: Where the probability lies in nine cases of ten, from …, shape ``(n,)``.
        upper: … to, shape ``(n,)``.
        rank_best: Rank if all that is not told apart goes well, shape ``(n,)``.
        rank_worst: Rank if it goes badly, shape ``(n,)``: with a model, two candidates are
            told apart where their log odds differ by more than ``1.64`` standard errors of
            the difference; by density, where they differ at all.
        advantage: What the place has of it already, shape ``(n,)``.
        density: ``ω``, shape ``(n,)``.
        distance: ``1 − ω``, shape ``(n,)``.
        pci: Complexity of the activity among the places and activities of this matrix in this
            period, in standard deviations of ECI, shape ``(n,)``.
        gain: ``PCI − ECI``: how much more complex than what the place does, ``(n,)``.
        cog: Complexity outlook gain, shape ``(n,)``.
        eci: Complexity of the place.
        pci_from: Where PCI is found from: how many places and activities, when, whose figures.
        neighbours: What carries the density of each.
    """

    place: str
    start: str
    activity: tuple[str, ...]
    name: tuple[Text, ...]
    ordered_by: OrderedBy
    probability: Floats | None
    lower: Floats | None
    upper: Floats | None
    rank_best: Longs
    rank_worst: Longs
    advantage: Floats
    density: Floats
    distance: Floats
    pci: Floats
    gain: Floats
    cog: Floats
    eci: float
    pci_from: str
    neighbours: Neighbours

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per candidate, the best placed first; no probability without a model."""
        names = (
            *("rank_best", "rank_worst", "probability", "lower", "upper", "advantage"),
            *("density", "distance", "pci", "gain", "cog"),
        )
        found = {name: getattr(self, name) for name in names}
        columns = {name: values for name, values in found.items() if values is not None}
        return frame({"activity": self.activity}, columns)


def next_products(
    matrix: ActivityMatrix,
    place: str,
    *,
    model: EntryModel | None = None,
    start: str | None = None,
    earlier: str | None = None,
    shown: int = SHOWN,
) -> NextProducts:
    """What a place may take up next.

    Without a model, as where only one period is on record, candidates stand in order of
    density and no probability is told.

    Args:
        matrix: Amounts, or shares with weights.
        place: The place.
        model: What was learned of entry.
        start: The period to tell from; the last where left out.
        earlier: A period before it, where the model learned with one.
        shown: Neighbours named of each candidate.

    Raises:
        CallerError: No such place or period, or ``earlier`` where the model has no use for it.
        DataError: The place has no candidate.
    """
    at, period = matrix.places.at(place), start or matrix.periods.labels[-1]
    if model is None and earlier is not None:
        raise CallerError("an earlier period is of use to a model alone")
    found = presence(matrix.period(period))
    told = None if model is None else model.predict(matrix, start=period, earlier=earlier)
    cells = below_the_line(found, EntryTest() if model is None else model.test)
    of = np.flatnonzero(cells[at]).astype(np.int64)
    if not of.size:
        raise DataError(f"{place} has no activity below the line in {period}")
    measured = _measured(found, at, of)
    told = told and only(told, told.place == at)
    best, worst = _ranges(measured["density"], told)
    order = np.lexsort((of, -(measured["density"] if told is None else told.probability)))
    code = tuple(matrix.activities.labels[k] for k in of[order])
    return NextProducts(
        place=place,
        start=period,
        activity=code,
        name=tuple(map(matrix.name, code)),
        ordered_by="density" if told is None else "probability",
        probability=None if told is None else told.probability[order],
        lower=None if told is None else told.lower[order],
        upper=None if told is None else told.upper[order],
        rank_best=best[order],
        rank_worst=worst[order],
        **{name: values[order] for name, values in measured.items()},
        eci=float(eci(found).eci[0, at]),
        pci_from=_whence(matrix, period, int(found.kept_places.sum())),
        neighbours=neighbours(found, at, of[order], shown),
    )


def _measured(found: Presence, at: int, of: Longs) -> dict[str, Floats]:
    """What needs no model, of activities in a place."""
    index, related = eci(found), relatedness(found)
    return {
        "advantage": found.advantage.values[0, at, of],
        "density": related.density[0, at, of],
        "distance": related.distance[0, at, of],
        "pci": index.pci[0, of],
        "gain": index.pci[0, of] - index.eci[0, at],
        "cog": outlook_of(index, related).cog[0, at, of],
    }


def _ranges(density: Floats, told: EntryForecast | None) -> tuple[Longs, Longs]:
    """Best and worst rank of each candidate."""
    if told is None:
        score, width = density, np.full(density.shape, NOISE)
    else:
        score = np.log(told.probability) - np.log1p(-told.probability)
        width = NINE_IN_TEN * told.doubt_of_cell
    apart = score[:, None] - score[None, :] > np.hypot.outer(width, width)
    before, after = apart.sum(axis=0), apart.sum(axis=1)
    return (1 + before).astype(np.int64), (len(score) - after).astype(np.int64)


def _whence(matrix: ActivityMatrix, period: str, places: int) -> str:
    size = f"{places} × {len(matrix.activities)}"
    return ", ".join(part for part in (matrix.source, period, size) if part)
