"""Whether a filled form can be read, and which of its answers contradict each other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

from lantu.digital import contradictions
from lantu.errors import FactsError
from lantu.workbench.answers import both, fault_record

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.digital import Contradiction
    from lantu.facts import Fault
    from lantu.model.assessment import Assessment
    from lantu.vocab.text import Language
    from lantu.workbench.digital.asked import DigitalRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalCheck:
    """What is wrong with a filled form, or odd in what it says.

    Attributes:
        path: The file.
        faults: Faults that keep it from being read.
        found: What was read; None where there are faults.
        contradictions: Answers that do not fit together.
    """

    path: Path
    faults: tuple[Fault, ...] = ()
    found: Assessment | None = None
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it can be computed on."""
        return self.found is not None

    def record(self, language: Language) -> dict[str, Any]:
        """As JSON values."""
        rubric = self.found.rubric if self.found else None
        return {
            "path": str(self.path),
            "ok": self.ok,
            "faults": [fault_record(each, language) for each in self.faults],
            "firms": len(self.found) if self.found else None,
            "rubric": rubric.code if rubric else None,
            "contradictions": [
                {"firm": each.firm, "items": list(each.items), "reason": both(each.reason)}
                for each in self.contradictions
            ],
            "notes": [both(note) for note in rubric.caveats] if rubric else [],
        }


def check_answers(request: DigitalRequest) -> DigitalCheck:
    """Whether a form can be read; every fault is told, and every contradiction.

    Raises:
        CallerError: There is no such rubric.
        PlaceError: There is no such file.
    """
    try:
        found = request.read()
    except FactsError as error:
        return DigitalCheck(path=request.path, faults=cast("tuple[Fault, ...]", error.faults))
    return DigitalCheck(path=request.path, found=found, contradictions=contradictions(found))
