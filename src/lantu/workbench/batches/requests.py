"""What is asked of a batch."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

from lantu.errors import CallerError
from lantu.shocks.sensitivity.points import Design

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lantu.model.scenario import Scenario
    from lantu.workbench.batches.trials import Trial

    Progress: TypeAlias = Callable[[str, float], None]


class Sensitivity(StrEnum):
    """How it is found out which unknown matters."""

    SOBOL = "sobol"
    MORRIS = "morris"


def _never() -> bool:
    return False


def _silent(_what: str, _done: float) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """Scenarios to try, and how.

    Attributes:
        scenarios: What is tried; each code once.
        trial: The engine over its facts.
        draws: Draws of each scenario with unknowns: base points of Sobol' indices, paths of
            Morris; those of the scenario itself where left out.
        design: How draws are laid out where no sensitivity is asked for.
        sensitivity: Which unknown matters, too.
        checkpoint: File that keeps what is done, so that a batch goes on where it was stopped.
        workers: Processes, or threads where the engine lets go of the interpreter.
        cluster: Address of a Dask scheduler, such as ``tcp://host:8786``; its workers then work.
        progress: Called with what is done, in words and as a part.
        cancelled: Asked between chunks whether to stop.
    """

    scenarios: tuple[Scenario, ...]
    trial: Trial
    draws: int | None = None
    design: Design = Design.RANDOM
    sensitivity: Sensitivity | None = None
    checkpoint: Path | None = None
    workers: int = 1
    cluster: str = ""
    progress: Progress = _silent
    cancelled: Callable[[], bool] = _never

    def __post_init__(self) -> None:
        """Refuse a batch of nothing, one scenario twice, and nobody to work.

        Raises:
            CallerError: One of these, or an even design beside a sensitivity's own.
        """
        codes = [each.code for each in self.scenarios]
        if not codes or len(set(codes)) < len(codes):
            twice = sorted({code for code in codes if codes.count(code) > 1})
            raise CallerError(
                f"scenarios of one code: {', '.join(twice)}" if twice else "a batch of nothing",
                hint="give every scenario a code of its own" if twice else "name a scenario",
            )
        if self.workers < 1:
            raise CallerError(f"{self.workers} workers", hint="one at least")
        if self.sensitivity and self.design is not Design.RANDOM:
            raise CallerError(
                f"a sensitivity by {self.sensitivity} lays out its own points, not {self.design}",
                hint="leave one of the two out",
            )
