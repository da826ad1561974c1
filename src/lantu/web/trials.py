"""A stress test as a long run, asked by a page or by a program."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lantu.web.desk import Desk
    from lantu.web.runs import Run, Runs, Watch
    from lantu.workbench.stress import StressAnswer, StressRequest


def start_trial(desk: Desk, runs: Runs, request: StressRequest, about: dict[str, Any]) -> Run:
    """Queue a stress test.

    Args:
        desk: The facts it strikes.
        runs: Where it works.
        request: The scenario and how it is tried.
        about: What was asked, as JSON values.

    Raises:
        CallerError: Too many runs wait, or words that tell no scenario.
        FactsError: The scenario's file has faults.
    """
    bench = desk.bench.bench
    scenario = bench.scenario(request)

    def work(watch: Watch) -> StressAnswer:
        return bench.stress(
            replace(request, scenario=scenario, progress=watch.tell, cancelled=watch.stopped)
        )

    return runs.start(about, work)
