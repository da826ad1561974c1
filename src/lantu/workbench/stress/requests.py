"""What is asked of a stress test."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from lantu.errors import CallerError
from lantu.model.scenario import Engine, Scenario

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lantu.workbench.stress.given import Words

    Progress: TypeAlias = Callable[[str, float], None]


def _silent(_what: str, _done: float) -> None:
    """Tell nobody."""


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class StressRequest:
    """A scenario to try, and how.

    Attributes:
        scenario: A code on the workspace's shelf, the path of a file, words, or a scenario.
        draws: Draws of what is not known; those of the scenario where None, none where 0.
        days: How many days are looked at; those of the scenario where None.
        seed: Of those draws; the scenario's where None.
        weak: Whether the worst single and double failures of the chains are told too.
        workers: Processes that work.
        cluster: Address of a Dask scheduler whose workers do.
        checkpoint: File that keeps what is done.
        progress: Called with what is done, in words and as a part.
        cancelled: Asked now and then whether to stop.
    """

    scenario: str | Scenario | Words
    draws: int | None = None
    days: int | None = None
    seed: int | None = None
    weak: bool = True
    workers: int = 1
    cluster: str = ""
    checkpoint: Path | None = None
    progress: Progress = _silent
    cancelled: Callable[[], bool] = _never

    def __post_init__(self) -> None:
        """Refuse draws below zero.

        Raises:
            CallerError: There are.
        """
        if self.draws is not None and self.draws < 0:
            raise CallerError(f"{self.draws} draws", hint="0 for none, or 2 and more")

    def changed(self, scenario: Scenario) -> Scenario:
        """The scenario with what is asked otherwise than it says.

        Raises:
            CallerError: It is for another engine than the chains.
            DataError: It ends before a blow begins.
        """
        _refuse_other(scenario)
        seed = scenario.seed if self.seed is None else self.seed
        return replace(scenario, seed=seed, days=self.days or scenario.days)


def _refuse_other(scenario: Scenario) -> None:
    if scenario.engine is not Engine.CHAIN:
        raise CallerError(
            f"scenario {scenario.code} is for engine {scenario.engine}, and the facts of a "
            "workspace are chains",
            hint="in Python, lantu.shocks.ario strikes a table and lantu.shocks.cascades firms",
        )
