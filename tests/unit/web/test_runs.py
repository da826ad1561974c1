from __future__ import annotations

from threading import Event
from typing import TYPE_CHECKING

import pytest

from lantu.errors import CallerError, DataError
from lantu.web.runs import KEPT, WAITING, Run, Runs, Stage, Watch

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def runs() -> Iterator[Runs]:
    found = Runs(at_once=1)
    yield found
    found.close()


def ended(runs: Runs, run: Run) -> Run:
    """Wait for a run: with one worker, whatever is queued after it ends after it."""
    last = Event()
    runs.start({}, lambda _: last.set())
    assert last.wait(20)
    return run


def test_a_run_keeps_what_it_found(runs: Runs) -> None:
    def works(watch: Watch) -> int:
        watch.tell("half", 0.5)
        return 42

    run = ended(runs, runs.start({"asked": 1}, works))
    assert (run.stage, run.answer, run.watch.part) == (Stage.DONE, 42, 1.0)
    assert runs.get(run.key) is run


def test_a_run_that_fails_says_why(runs: Runs) -> None:
    def fails(_: Watch) -> None:
        raise DataError("no good")

    def breaks(_: Watch) -> None:
        raise ZeroDivisionError

    assert str(ended(runs, runs.start({}, fails)).error) == "no good"
    broken = ended(runs, runs.start({}, breaks))
    assert (broken.stage, type(broken.error).__name__) == (Stage.FAILED, "InternalError")


def test_a_run_stopped_before_it_began_never_works(runs: Runs) -> None:
    gate, worked = Event(), Event()
    runs.start({}, lambda _: gate.wait(20))
    waiting = runs.start({}, lambda _: worked.set())
    waiting.watch.stop()
    gate.set()
    assert ended(runs, waiting).stage is Stage.CANCELLED
    assert not worked.is_set()


def test_only_so_many_may_wait(runs: Runs) -> None:
    gate = Event()
    held = runs.start({}, lambda _: gate.wait(20))
    while held.stage is not Stage.RUNNING:
        pass
    for _ in range(WAITING):
        runs.start({}, lambda _: None)
    with pytest.raises(CallerError, match="waiting"):
        runs.start({}, lambda _: None)
    gate.set()


def test_old_runs_are_forgotten_and_new_ones_are_not(runs: Runs) -> None:
    first = ended(runs, runs.start({}, lambda _: None))
    for _ in range(KEPT + 2):
        last = ended(runs, runs.start({}, lambda _: None))
    assert runs.get(first.key) is None
    assert runs.get(last.key) is last


def test_progress_never_runs_back() -> None:
    watch = Watch()
    for part in (0.4, 0.2, 7.0):
        watch.tell("", part)
    assert watch.part == 1.0
