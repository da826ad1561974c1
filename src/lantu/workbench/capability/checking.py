"""Whether a file of activities can be read, what is in it, and what to know of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from lantu.errors import FactsError
from lantu.facts.activities import LABELS
from lantu.reports.numbers import percent
from lantu.vocab.text import Text
from lantu.workbench.answers import both, fault_record
from lantu.workbench.capability.subject import NAMED, subject_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from lantu.complexity import ActivityMatrix
    from lantu.facts import Fault
    from lantu.facts.activities import ActivityFile
    from lantu.model.axis import Axis
    from lantu.vocab.text import Language
    from lantu.workbench.answers import Subject
    from lantu.workbench.capability.asked import ActivityRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityCheck:
    """What is wrong with a file of activities, or what it holds.

    Attributes:
        path: The file.
        faults: Faults that keep it from being read.
        found: What was read; None where there are faults.
    """

    path: Path
    faults: tuple[Fault, ...] = ()
    found: ActivityFile | None = None

    @property
    def ok(self) -> bool:
        """Whether it can be computed on."""
        return self.found is not None

    @property
    def subject(self) -> Subject | None:
        """What was read, as an answer names it."""
        return None if self.found is None else subject_of(self.found.matrix)

    def notes(self) -> tuple[Text, ...]:
        """Which columns were taken for what, and what is odd in what was read."""
        if self.found is None:
            return ()
        matrix = self.found.matrix
        return (*_taken(self.found), *_absent(matrix), *_empty(matrix), *_alone(matrix))

    def record(self, language: Language) -> dict[str, Any]:
        """As JSON values."""
        return {
            "path": str(self.path),
            "ok": self.ok,
            "faults": [fault_record(each, language) for each in self.faults],
            "about": dict(self.subject.record) if self.subject else None,
            "columns": dict(self.found.headers) if self.found else None,
            "notes": [both(note) for note in self.notes()],
        }


def check_activities(request: ActivityRequest) -> ActivityCheck:
    """Whether a file can be read; every fault is told.

    Raises:
        CallerError: A column is named wrongly.
        PlaceError: Nothing is there, or it cannot be read.
    """
    try:
        return ActivityCheck(path=request.path, found=request.read())
    except FactsError as error:
        return ActivityCheck(path=request.path, faults=cast("tuple[Fault, ...]", error.faults))


def _taken(found: ActivityFile) -> list[Text]:
    if "activity" not in found.headers:
        return [_WIDE]
    told = [(LABELS[part], header) for part, header in found.headers.items()]
    told = [(name, header) for name, header in told if header not in (name.zh, name.en)]
    if not told:
        return []
    zh = "、".join(f"{name.zh}←{header}" for name, header in told)
    en = ", ".join(f"{name.en} ← {header}" for name, header in told)
    return [Text(f"列：{zh}", f"columns: {en}")]


def _absent(matrix: ActivityMatrix) -> list[Text]:
    if matrix.recorded is None:
        return []
    part = percent(1.0 - float(matrix.recorded.mean()))
    return [
        Text(
            f"{part} 的格没有记录，不当作零；若原表省去了零，用 --unlisted zero",
            f"{part} of the cells are not on record, which is not zero; where the file leaves out"
            " zeros, use --unlisted zero",
        )
    ]


def _empty(matrix: ActivityMatrix) -> list[Text]:
    """Places and activities that have nothing at all in some period."""
    notes = []
    for axis, nothing, said in (
        (matrix.places, matrix.values.sum(axis=2) == 0, Text("地区", "places")),
        (matrix.activities, matrix.values.sum(axis=1) == 0, Text("活动", "activities")),
    ):
        codes = _codes(axis, nothing.any(axis=0))
        if codes:
            more = len(codes) > NAMED
            names = [matrix.name(code) for code in codes[:NAMED]]
            notes.append(
                Text(
                    f"{len(codes)} 个{said.zh}在某一时期合计为零，该时期不计入："
                    + "、".join(name.zh for name in names)
                    + "等" * more,
                    f"{len(codes)} {said.en} add up to nothing in some period and do not count"
                    f" there: {', '.join(name.en for name in names)}" + " and others" * more,
                )
            )
    return notes


def _codes(axis: Axis, chosen: NDArray[np.bool_]) -> Sequence[str]:
    return [axis.labels[at] for at in np.flatnonzero(chosen)]


def _alone(matrix: ActivityMatrix) -> list[Text]:
    return [] if len(matrix.periods) > 1 else [_ONE_PERIOD]


_WIDE = Text(
    "宽表：一行一个地区，一列一个活动", "a wide table: a place a row, an activity a column"
)
_ONE_PERIOD = Text(
    "只有一个时期：可以量，不能学“谁会进入什么”（next 按密度排序，backtest 不可用）",
    "one period: measures can be taken, entry cannot be learned (next goes by density alone)",
)
