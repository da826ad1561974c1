"""The assessments that lie ready in a workspace: ``assessments/<rubric>/self.xlsx``, ``audit.xlsx``.

A folder's name is the code of a packaged rubric, unless the folder holds one of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lantu.errors import CallerError, PlaceError
from lantu.facts.maturity.answers import read_answers
from lantu.facts.maturity.reading import RUBRICS, packaged_rubric, read_rubric
from lantu.model.assessment import Origin

if TYPE_CHECKING:
    from lantu.model.assessment import Assessment
    from lantu.model.rubric import Rubric

FOLDER = "assessments"
FORMS = {Origin.SELF: "self.xlsx", Origin.AUDIT: "audit.xlsx"}
ABOUT = "about.csv"
"""A folder with this file holds a rubric of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessed:
    """What is known of firms by one rubric.

    Attributes:
        source: Folder and file of ``answers``.
        answers: What firms said; what auditors found, where they said nothing.
        audit: What auditors found beside it; None where there is none.
    """

    source: str
    answers: Assessment
    audit: Assessment | None = None


def assessments(folder: str | Path) -> tuple[Assessed, ...]:
    """Every assessment of a workspace's folder, by the folder's name; none where it keeps none.

    Raises:
        CallerError: A folder that names no rubric and holds none.
        FactsError: A rubric or a form has faults; all are carried.
        PlaceError: The shelf cannot be listed, or a folder has no form.
    """
    place = Path(folder) / FOLDER
    if not place.is_dir():
        return ()
    return tuple(_assessed(each) for each in sorted(place.iterdir()) if _is_shelf(each))


def _is_shelf(place: Path) -> bool:
    return place.is_dir() and not place.name.startswith(".")


def _assessed(place: Path) -> Assessed:
    rubric = _rubric(place)
    found = {
        origin: read_answers(place / name, rubric, origin=origin)
        for origin, name in FORMS.items()
        if (place / name).is_file()
    }
    if not found:
        raise PlaceError(
            f"{place} holds no form", hint=f"put one there as {' or '.join(FORMS.values())}"
        )
    first = next(iter(found))
    return Assessed(
        source=f"{FOLDER}/{place.name}/{FORMS[first]}",
        answers=found[first],
        audit=found.get(Origin.AUDIT) if first is Origin.SELF else None,
    )


def _rubric(place: Path) -> Rubric:
    if (place / ABOUT).is_file():
        return read_rubric(place)
    if place.name in RUBRICS:
        return packaged_rubric(place.name)
    raise CallerError(
        f"{place} names no rubric",
        hint=f"call the folder as one of {', '.join(RUBRICS)}, or put your own rubric in it",
    )
