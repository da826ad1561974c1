"""Run a batch: hand out what is not done yet, keep what comes back, add it up."""

from __future__ import annotations

import json
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import closing, contextmanager
from dataclasses import asdict
from hashlib import sha256
from itertools import islice
from typing import TYPE_CHECKING, Any

from lantu import __version__
from lantu.errors import CallerError, PlaceError
from lantu.workbench.batches.checkpoint import checkpoint
from lantu.workbench.batches.hands import hands
from lantu.workbench.batches.lines import Kept
from lantu.workbench.batches.plans import Chunks, plan
from lantu.workbench.batches.results import BatchResult, batch_result

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator
    from concurrent.futures import Future

    from lantu.model.scenario import Scenario
    from lantu.workbench.batches.lines import Header
    from lantu.workbench.batches.requests import BatchRequest

FORMAT = 1
"""Of checkpoints; another where lines or chunks change."""


def run_batch(request: BatchRequest) -> BatchResult:
    """Try every scenario as often as asked, and say what comes of it.

    The same request gives the same bytes whoever works, and whether or not it was stopped and
    gone on with. A try that fails is told; the others stand.

    Raises:
        CallerError: One draw of what is not known, a sensitivity without an unknown, the
            checkpoint of another batch, a cluster without its library; or it was cancelled.
        DataError: The checkpoint is none.
        PeerError: The cluster is away or gives up.
        PlaceError: The checkpoint cannot be written, or a worker was killed.
    """
    plans = tuple(plan(each, request) for each in request.scenarios)
    chunks = Chunks(plans, request.trial.together)
    with _kept(request, chunks) as (before, keep):
        done = dict(before.payloads)
        with closing(_work(request, chunks, len(done), _left(chunks, before))) as working:
            for number, payload in working:
                keep(payload)
                done[number] = payload
    return batch_result(chunks, done, resumed=len(before.payloads), dropped=before.dropped)


def _left(chunks: Chunks, before: Kept) -> list[int]:
    return [number for number in range(len(chunks)) if number not in before.payloads]


@contextmanager
def _kept(request: BatchRequest, chunks: Chunks) -> Iterator[tuple[Kept, Callable[[str], None]]]:
    """What is done already, and where to keep what will be."""
    if request.checkpoint is None:
        yield Kept(), lambda _payload: None
        return
    lengths = [chunks.length(number) for number in range(len(chunks))]
    with checkpoint(request.checkpoint, header(request), lengths) as opened:
        yield opened.kept, opened.add


def _work(
    request: BatchRequest, chunks: Chunks, done: int, left: list[int]
) -> Generator[tuple[int, str]]:
    """The number of every chunk, and what it found, as it comes in."""
    if not left:
        return
    with hands(request) as workers:
        todo = chunks.make(left)
        numbers: dict[Future[str], int] = {}
        _tell(request, done, len(chunks))
        while True:
            for each in islice(todo, workers.most - len(numbers)):
                numbers[workers.submit(each)] = each.number
            if not numbers:
                return
            for ready in wait(numbers, return_when=FIRST_COMPLETED).done:
                yield numbers.pop(ready), _result(ready)
                done += 1
            _tell(request, done, len(chunks))
            if request.cancelled():
                raise _cancelled(request, done, len(chunks))


def _result(done: Future[str]) -> str:
    try:
        return done.result()
    except (MemoryError, OSError) as error:
        raise PlaceError(
            f"a worker cannot go on: {str(error) or 'it has no memory left'}",
            hint="ask for fewer workers; with a checkpoint the batch goes on where it was",
        ) from error


def _tell(request: BatchRequest, done: int, count: int) -> None:
    request.progress(f"{done}/{count}", done / count)


def _cancelled(request: BatchRequest, done: int, count: int) -> CallerError:
    kept = request.checkpoint is not None
    return CallerError(
        f"the batch was stopped after {done} of {count} chunks",
        hint=f"ask again with checkpoint {request.checkpoint} to go on"
        if kept
        else "with a checkpoint it could go on from there",
    )


def header(request: BatchRequest) -> Header:
    """What tells a batch from every other: all that its outcomes depend on."""
    return {
        "format": FORMAT,
        "version": __version__,
        "engine and facts": _hash(request.trial.mark),
        "scenarios": _hash([_told(each) for each in request.scenarios]),
        "draws": request.draws,
        "design": request.design,
        "sensitivity": request.sensitivity,
    }


def _told(scenario: Scenario) -> dict[str, Any]:
    """All of a scenario that its outcomes depend on: not what people call it."""
    told = asdict(scenario)
    del told["name"], told["about"]
    return told


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
