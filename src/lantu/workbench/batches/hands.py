"""Who works: this process, its threads, other processes, or a cluster."""

from __future__ import annotations

import os
import signal
import threading
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING

from lantu.errors import CallerError, InternalError, PlaceError
from lantu.workbench.batches.working import one_thread, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Executor

    from lantu.workbench.batches.plans import Chunk
    from lantu.workbench.batches.requests import BatchRequest
    from lantu.workbench.batches.trials import Trial

AHEAD = 2
"""Chunks handed out for each worker: the next lies ready when one is done."""


@dataclass(frozen=True, slots=True)
class Hands:
    """Workers.

    Attributes:
        submit: Hands out a chunk; its future brings the line of a checkpoint.
        most: How many chunks to hand out at once.
    """

    submit: Callable[[Chunk], Future[str]]
    most: int


@contextmanager
def hands(request: BatchRequest) -> Iterator[Hands]:
    """The workers a batch asks for, gone when it is over.

    Raises:
        CallerError: A cluster without the library for it.
        PeerError: The cluster is away, or gives up.
        PlaceError: A worker was killed.
    """
    if request.cluster:
        with _cluster(request) as there:
            yield there
    elif request.workers == 1:
        with one_thread():
            yield Hands(partial(_here, request.trial), 1)
    elif request.trial.threads:
        with one_thread(), _stopped(ThreadPoolExecutor(request.workers)) as pool:
            yield Hands(
                lambda each: pool.submit(work, request.trial, each), AHEAD * request.workers
            )
    else:
        with _processes(request) as others:
            yield others


def _here(trial: Trial, chunk: Chunk) -> Future[str]:
    done: Future[str] = Future()
    try:
        done.set_result(work(trial, chunk))
    except Exception as error:  # noqa: BLE001 - as other workers do: whoever waits is told
        done.set_exception(error)
    return done


@contextmanager
def _stopped(pool: Executor) -> Iterator[Executor]:
    """Chunks in work are finished, those that wait are not begun."""
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


@contextmanager
def _processes(request: BatchRequest) -> Iterator[Hands]:
    """Processes started afresh: what a fork copies of running threads may hang."""
    pool = ProcessPoolExecutor(
        request.workers, get_context("spawn"), initializer=_begin, initargs=(request.trial,)
    )
    try:
        with _stopped(pool):
            yield Hands(lambda each: pool.submit(_work_here, each), AHEAD * request.workers)
    except BrokenProcessPool as error:
        raise PlaceError(
            "a worker process was killed, perhaps for want of memory",
            hint="ask for fewer workers; with a checkpoint the batch goes on where it was",
        ) from error


_HELD: list[Trial] = []
"""What this worker process tries."""


def _begin(trial: Trial) -> None:
    """Hold the trial; leave stopping to the parent, and do not outlive it."""
    _HELD[:] = [trial]
    one_thread()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_follow_the_parent, daemon=True).start()


def _follow_the_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work_here(chunk: Chunk) -> str:
    if not _HELD:
        raise InternalError("a worker process holds no trial")
    return work(_HELD[0], chunk)


@contextmanager
def _cluster(request: BatchRequest) -> Iterator[Hands]:
    try:
        from lantu.workbench.batches.cluster import cluster  # noqa: PLC0415 - an optional library
    except ImportError as error:
        raise CallerError(
            "a cluster needs Dask, which is not installed", hint="pip install 'lantu[cluster]'"
        ) from error
    with cluster(request.cluster, request.trial) as (submit, most):
        yield Hands(submit, most)
