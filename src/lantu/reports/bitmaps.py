"""Bitmaps drawn beside the main work, in processes of their own.

Drawing a PNG keeps one core busy for as long as everything else takes together. A worker
is a plain child process: it reads one task a line and writes files; what it cannot do is
done here afterwards, so a machine that allows no child process loses time, not pictures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from lantu.reports.raster import png

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType
    from typing import IO

MOST_WORKERS = 2
"""More would draw no faster: one picture takes half of all the time."""

_PROGRAM = "import sys; from lantu.reports.bitmaps import serve; serve(sys.stdin)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One bitmap to draw.

    Attributes:
        svg: File that holds the picture.
        png: File to write.
        width: Width of the bitmap, px.
    """

    svg: Path
    png: Path
    width: int

    def draw(self) -> None:
        """Draw it here and now."""
        self.png.write_bytes(png(self.svg.read_text(encoding="utf-8"), self.width))


class Bitmaps:
    """Workers that draw while the caller goes on; leaving the block ends them."""

    def __init__(self, workers: int | None = None) -> None:
        wanted = _workers() if workers is None else workers
        self._workers = [worker for _ in range(wanted) if (worker := _start())]
        self._loads = [0] * len(self._workers)
        self._tasks: list[Task] = []

    def __enter__(self) -> Self:
        """The workers, started."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End what still runs."""
        for worker in self._workers:
            if worker.poll() is None:
                worker.kill()
            worker.wait()

    def draw(self, task: Task) -> None:
        """Hand a task to the worker with the least to do."""
        self._tasks.append(task)
        if self._workers:
            at = self._loads.index(min(self._loads))
            self._loads[at] += task.svg.stat().st_size
            _tell(self._workers[at], task)

    def finish(self) -> None:
        """Wait until every bitmap is drawn.

        Raises:
            OSError: The machine refuses a file.
        """
        for worker in self._workers:
            _close(worker)
        failed = any(worker.wait() for worker in self._workers) or not self._workers
        for task in self._tasks:
            if failed or not task.png.exists():
                task.draw()


def serve(lines: Iterable[str]) -> None:
    """Draw the tasks of ``lines``, one JSON list of svg, png and width a line."""
    for line in lines:
        svg, target, width = json.loads(line)
        Task(svg=Path(svg), png=Path(target), width=width).draw()


def _workers() -> int:
    cores = os.cpu_count() or 1
    return min(MOST_WORKERS, cores) if cores > 1 else 0


def _start() -> subprocess.Popen[str] | None:
    """A worker, or None where the machine starts none."""
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter, our own program
            [sys.executable, "-c", _PROGRAM],
            stdin=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
        )
    except OSError:
        return None


def _tell(worker: subprocess.Popen[str], task: Task) -> None:
    line = json.dumps([str(task.svg), str(task.png), task.width])
    pipe = _pipe(worker)
    try:
        pipe.write(line + "\n")
        pipe.flush()
    except OSError:
        return  # the worker is gone: finish() draws what it left


def _close(worker: subprocess.Popen[str]) -> None:
    try:
        _pipe(worker).close()
    except OSError:
        return  # the worker is gone: finish() draws what it left


def _pipe(worker: subprocess.Popen[str]) -> IO[str]:
    if worker.stdin is None:
        message = "a worker was started without a pipe"
        raise OSError(message)
    return worker.stdin
