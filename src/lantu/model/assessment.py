"""What firms answered to a rubric, by whom it was said; what was not answered stays absent."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import DataError
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.model.roster import Roster
    from lantu.model.rubric import Rubric

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Ints = NDArray[np.int64]

UNANSWERED = -1
"""Level of a scene that is not on record."""


class Origin(StrEnum):
    """Who says so."""

    SELF = "self"
    AUDIT = "audit"


ORIGINS: dict[Origin, Text] = {
    Origin.SELF: Text("自评", "self-reported"),
    Origin.AUDIT: Text("复核", "audited"),
}
"""What people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """Answers of ``F`` firms to the ``I`` items and ``S`` scenes of a rubric.

    Attributes:
        rubric: What was asked.
        origin: Who answered.
        firms: The firms.
        segments: Segment of each firm; ``""`` where none is on record.
        places: Place of each firm; likewise.
        shares: What the answers earn, shape ``(F, I)``, in [0, 1]; 0 where there is none.
        answered: Which there are, shape ``(F, I)``.
        scenes: Levels of scenes, shape ``(F, S)``; :data:`UNANSWERED` where there is none.
    """

    rubric: Rubric
    origin: Origin
    firms: Roster
    segments: tuple[str, ...]
    places: tuple[str, ...]
    shares: Floats
    answered: Flags
    scenes: Ints

    def __post_init__(self) -> None:
        """Refuse arrays of another shape and answers beyond their bounds; freeze the rest.

        Raises:
            DataError: One of these.
        """
        items, scenes = len(self.rubric.items), len(self.rubric.scenes)
        wanted = {
            "segments": (len(self.firms),),
            "places": (len(self.firms),),
            "shares": (len(self.firms), items),
            "answered": (len(self.firms), items),
            "scenes": (len(self.firms), scenes),
        }
        for name, shape in wanted.items():
            if np.shape(getattr(self, name)) != shape:
                raise DataError(
                    f"{name} of an assessment: shape {np.shape(getattr(self, name))}, "
                    f"expected {shape}"
                )
        self._refuse_values()
        for array in (self.shares, self.answered, self.scenes):
            array.setflags(write=False)

    def _refuse_values(self) -> None:
        within = (self.shares >= 0) & (self.shares <= 1) & (self.answered | (self.shares == 0))
        tops = np.array([scene.top for scene in self.rubric.scenes], dtype=np.int64)
        known = (self.scenes >= UNANSWERED) & (self.scenes <= tops)
        for name, fine, codes in (
            ("item", within, [node.code for node in self.rubric.items]),
            ("scene", known, [scene.code for scene in self.rubric.scenes]),
        ):
            if not fine.all():
                firm, column = np.argwhere(~fine)[0]
                raise DataError(
                    f"{self.firms.codes[firm]}: {name} {codes[column]} is out of bounds",
                    hint="shares lie in [0, 1] and are 0 where not answered; levels of scenes "
                    "run from 0 to their top",
                )

    def __len__(self) -> int:
        return len(self.firms)

    def take(self, positions: Sequence[int] | Ints) -> Assessment:
        """The answers of the firms at ``positions``, in that order."""
        at = np.asarray(positions, dtype=np.int64)
        return Assessment(
            rubric=self.rubric,
            origin=self.origin,
            firms=self.firms.take(at.tolist()),
            segments=tuple(self.segments[k] for k in at),
            places=tuple(self.places[k] for k in at),
            shares=self.shares[at],
            answered=self.answered[at],
            scenes=self.scenes[at],
        )


def assessment(
    rubric: Rubric,
    firms: Roster,
    shares: Floats,
    *,
    scenes: Ints | None = None,
    segments: Sequence[str] | None = None,
    origin: Origin = Origin.SELF,
) -> Assessment:
    """Answers out of bare arrays; a NaN among ``shares`` is an answer that is not on record.

    Args:
        rubric: What was asked.
        firms: The firms.
        shares: Shape ``(F, I)``.
        scenes: Shape ``(F, S)``; none on record where left out.
        segments: Segment of each firm.
        origin: Who answered.

    Raises:
        DataError: Shapes or values do not fit.
    """
    given = np.asarray(shares, dtype=np.float64)
    answered = ~np.isnan(given)
    blank = ("",) * len(firms)
    none = np.full((len(firms), len(rubric.scenes)), UNANSWERED, dtype=np.int64)
    return Assessment(
        rubric=rubric,
        origin=origin,
        firms=firms,
        segments=tuple(segments) if segments is not None else blank,
        places=blank,
        shares=np.where(answered, given, 0.0),
        answered=answered,
        scenes=none if scenes is None else np.array(scenes, dtype=np.int64),
    )
