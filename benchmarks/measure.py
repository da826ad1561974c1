"""How long and how much: one process, one measurement.

Peak memory is that of a child process as the kernel reports it on its end
(``getrusage`` of ``wait4``), so the runner's own memory never counts. The runner must
stay small all the same: a child's peak starts from what its parent held when it forked.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import statistics
import sys
import time
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

KIB_PER_MB = 1e6 / 1024
"""Linux gives ``ru_maxrss`` in KiB; tables print MB of 10⁶ bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one side of a case cost.

    Attributes:
        first: Seconds of the first run, with whatever it compiles or loads.
        wall: Median seconds of the runs after the first; of the first where it is the only.
        cpu: Median processor seconds of the same runs, over all threads.
        peak: Greatest resident memory of the process, in MB of 10⁶ bytes.
    """

    first: float
    wall: float
    cpu: float
    peak: float


class ChildFailedError(Exception):
    """A measured program ended with an error; its last words are the message."""


def measure_calls(run: Callable[[Any], object], given: object, repeats: int) -> Reading:
    """Run ``run(given)`` here ``1 + repeats`` times; ``repeats`` may be 0."""
    walls, cpus = [], []
    for _ in range(1 + repeats):
        gc.collect()
        wall, cpu = time.perf_counter(), time.process_time()
        run(given)
        walls.append(time.perf_counter() - wall)
        cpus.append(time.process_time() - cpu)
    return Reading(
        first=walls[0],
        wall=statistics.median(walls[1:] or walls),
        cpu=statistics.median(cpus[1:] or cpus),
        peak=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KIB_PER_MB,
    )


def measure_command(command: Sequence[str], repeats: int) -> Reading:
    """Run a program ``1 + repeats`` times, from its start to its end.

    Raises:
        ChildFailedError: It ended with an error.
    """
    readings = [_one_command(command) for _ in range(1 + repeats)]
    later = readings[1:] or readings
    return Reading(
        first=readings[0][0],
        wall=statistics.median(reading[0] for reading in later),
        cpu=statistics.median(reading[1] for reading in later),
        peak=max(reading[2] for reading in readings),
    )


def _one_command(command: Sequence[str]) -> tuple[float, float, float]:
    quiet = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    started = time.perf_counter()
    child = os.posix_spawnp(command[0], list(command), os.environ, file_actions=quiet)
    _, status, usage = os.wait4(child, 0)
    wall = time.perf_counter() - started
    if code := os.waitstatus_to_exitcode(status):
        message = f"{' '.join(command)} ended with {code}"
        raise ChildFailedError(message)
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KIB_PER_MB


def report(reading: Reading) -> None:
    """Hand a reading to the parent process, as the last line of standard output."""
    sys.stdout.write(json.dumps(asdict(reading)) + "\n")


def read_report(output: str) -> Reading:
    """The reading at the end of a child's output; inverse of ``report``."""
    return Reading(**json.loads(output.splitlines()[-1]))
