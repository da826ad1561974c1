"""The workers of a Dask cluster; only a batch that asks for one loads this."""

from __future__ import annotations

from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING
from uuid import uuid4

from distributed import Client, KilledWorker, get_worker
from distributed.comm.core import CommClosedError
from distributed.diagnostics.plugin import WorkerPlugin

from lantu import __version__
from lantu.errors import CallerError, InternalError, PeerError
from lantu.workbench.batches.working import one_thread, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from distributed import Worker

    from lantu.workbench.batches.plans import Chunk
    from lantu.workbench.batches.trials import Trial

REACH = 10
"""Seconds in which a scheduler is to answer, and a worker to be there."""

AHEAD = 4
"""Chunks handed out for each thread of the cluster: they lie ready there, not here."""


class Holding(WorkerPlugin):
    """Holds the trial on every worker, those that come later or come back among them.

    Attributes:
        trial: What is tried.
    """

    def __init__(self, trial: Trial) -> None:
        self.trial = trial

    def setup(self, worker: Worker) -> None:
        """Work as the other workers do."""
        del worker
        one_thread()


def work_there(name: str, version: str, chunk: Chunk) -> str:
    """Try a chunk on the worker this runs on.

    Raises:
        PeerError: The worker has another lantu, whose outcomes might differ.
    """
    worker = get_worker()
    if version != __version__:
        raise PeerError(
            f"worker {worker.address} has lantu {__version__}, not {version}",
            hint="install the same version on every worker",
        )
    held = worker.plugins[name]
    if not isinstance(held, Holding):
        raise InternalError(f"worker {worker.address} holds {type(held).__name__}, no trial")
    return work(held.trial, chunk)


@contextmanager
def cluster(address: str, trial: Trial) -> Iterator[tuple[Callable[[Chunk], Future[str]], int]]:
    """Workers of a scheduler, and how many chunks to hand out at once.

    A chunk whose worker dies goes to another; one that kills several is given up.

    Raises:
        CallerError: The address is none.
        PeerError: The scheduler does not answer, has no workers, or is lost on the way; or a
            chunk killed its workers.
    """
    with _connected(address) as client, _told_what_fails(address):
        client.wait_for_workers(1, timeout=REACH)
        name = f"lantu-{uuid4().hex}"
        client.register_plugin(Holding(trial), name=name)
        pool = client.get_executor(pure=False)
        try:
            threads = sum(client.nthreads().values())
            yield partial(pool.submit, work_there, name, __version__), AHEAD * threads
        finally:
            pool.shutdown(wait=False)
            client.unregister_worker_plugin(name)


@contextmanager
def _connected(address: str) -> Iterator[Client]:
    try:
        client = Client(address, timeout=REACH, set_as_default=False)
    except ValueError as error:
        raise CallerError(
            f"{address!r} is no address of a cluster: {error}", hint="such as tcp://host:8786"
        ) from error
    except OSError as error:
        raise PeerError(
            f"the cluster at {address} cannot be reached",
            hint="see that its scheduler runs and listens there: dask scheduler",
        ) from error
    try:
        yield client
    finally:
        client.close(timeout=REACH)


@contextmanager
def _told_what_fails(address: str) -> Iterator[None]:
    try:
        yield
    except KilledWorker as error:
        raise PeerError(
            f"one chunk killed several workers of {address}, one after the other",
            hint="give them more memory; with a checkpoint the batch goes on where it was",
        ) from error
    except TimeoutError as error:
        raise PeerError(
            f"the cluster at {address} has no workers", hint=f"start some: dask worker {address}"
        ) from error
    except (CancelledError, CommClosedError) as error:
        raise PeerError(
            f"the cluster at {address} was lost on the way",
            hint="see to it and ask again; with a checkpoint the batch goes on where it was",
        ) from error
