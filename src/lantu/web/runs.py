"""Long runs: started by one request, watched and fetched by others, stopped on demand."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from secrets import token_urlsafe
from threading import Event, Lock
from typing import TYPE_CHECKING, Any

from lantu.errors import CallerError, InternalError, LantuError

if TYPE_CHECKING:
    from collections.abc import Callable

    Work = Callable[["Watch"], Any]

AT_ONCE = 2
"""Runs that work at a time; others wait their turn."""

WAITING = 16
"""Runs that may wait; one more is refused."""

KEPT = 64
"""Finished runs whose answers can still be fetched."""


class Stage(StrEnum):
    """How far a run is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self not in (Stage.WAITING, Stage.RUNNING)


@dataclass(slots=True)
class Watch:
    """What a run tells of itself while it works.

    Attributes:
        doing: What it does now, in words.
        part: How much is done, in [0, 1].
    """

    doing: str = ""
    part: float = 0.0
    _stop: Event = field(default_factory=Event)

    def tell(self, doing: str, part: float) -> None:
        """Note what is being done and how much is done."""
        self.doing, self.part = doing, min(max(part, self.part), 1.0)

    def stopped(self) -> bool:
        """Whether the run is to stop."""
        return self._stop.is_set()

    def stop(self) -> None:
        """Ask it to stop."""
        self._stop.set()


@dataclass(slots=True)
class Run:
    """One long run.

    Attributes:
        key: What it is fetched by; cannot be guessed.
        about: What it was asked, as JSON values.
        watch: What it tells while it works.
        stage: How far it is.
        answer: What it found; None until it is done.
        error: Why it failed.
    """

    key: str
    about: dict[str, Any]
    watch: Watch = field(default_factory=Watch)
    stage: Stage = Stage.WAITING
    answer: Any = None
    error: LantuError | None = None


class Runs:
    """Every run of the console, the newest last."""

    def __init__(self, at_once: int = AT_ONCE) -> None:
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="lantu-run")
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._lock = Lock()

    def start(self, about: dict[str, Any], work: Work) -> Run:
        """Queue a run.

        Raises:
            CallerError: Too many wait already.
        """
        run = Run(key=token_urlsafe(12), about=about)
        with self._lock:
            self._forget()
            if sum(each.stage is Stage.WAITING for each in self._runs.values()) >= WAITING:
                raise CallerError(
                    f"{WAITING} runs are waiting", hint="wait for one to end, or cancel one"
                )
            self._runs[run.key] = run
        self._pool.submit(_work, run, work)
        return run

    def get(self, key: str) -> Run | None:
        """The run of a key; None where there is none, or it is forgotten."""
        with self._lock:
            return self._runs.get(key)

    def close(self) -> None:
        """Stop every run and wait for them."""
        for run in list(self._runs.values()):
            run.watch.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _forget(self) -> None:
        over = [key for key, run in self._runs.items() if run.stage.over]
        for key in over[: max(0, len(over) - KEPT + 1)]:
            del self._runs[key]


def _work(run: Run, work: Work) -> None:
    if run.watch.stopped():
        run.stage = Stage.CANCELLED
        return
    run.stage = Stage.RUNNING
    try:
        run.answer = work(run.watch)
    except LantuError as error:
        run.error = error
        run.stage = Stage.CANCELLED if run.watch.stopped() else Stage.FAILED
    except Exception as error:  # noqa: BLE001 - whatever it is, the run must end and say so
        run.error = InternalError(f"{type(error).__name__}: {error}")
        run.stage = Stage.FAILED
    else:
        run.watch.tell("", 1.0)
        run.stage = Stage.DONE
