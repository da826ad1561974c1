"""What a worker does with a chunk, wherever it works."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import InternalError, LantuError
from lantu.workbench.batches.lines import Fault, packed

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from lantu.model.scenario import Scenario
    from lantu.workbench.batches.plans import Chunk
    from lantu.workbench.batches.trials import Floats, Lot, Record, Trial


def work(trial: Trial, chunk: Chunk) -> str:
    """Try all of a chunk; a try that fails is told, the others stand.

    Returns:
        What was found, as a line of a checkpoint.
    """
    tries = [each for piece in chunk.pieces for each in piece.settled()]
    return packed(chunk.number, _together(trial, tries))


def one_thread() -> AbstractContextManager[object]:
    """Linear algebra by one thread a worker, until the end of the context.

    Its sums depend on how many there are, and outcomes are to be the same bytes on one
    processor and on a hundred.
    """
    import scipy.linalg  # noqa: F401, PLC0415 - what is not loaded yet cannot be limited
    from threadpoolctl import threadpool_limits  # noqa: PLC0415 - heavy, with what it limits

    limited: AbstractContextManager[object] = threadpool_limits(1)
    return limited


def _together(trial: Trial, tries: list[tuple[Scenario, Lot]]) -> list[Record | Fault]:
    """All at once, as engines like it; one by one where that fails, to learn which it was."""
    try:
        found = trial.outcomes([each for each, _ in tries], [lot for _, lot in tries])
        return [_checked(each) for each in _as_many(found, len(tries))]
    except (MemoryError, OSError):
        raise
    except Exception:  # noqa: BLE001 - whatever an engine raises is told, try by try
        return [_alone(trial, *each) for each in tries]


def _alone(trial: Trial, settled: Scenario, lot: Lot) -> Record | Fault:
    try:
        return _checked(_as_many(trial.outcomes([settled], [lot]), 1)[0])
    except (MemoryError, OSError):
        raise  # the machine's fault, not the try's: it may go well another time
    except LantuError as error:
        return Fault(error.args[0])
    except Exception as error:  # noqa: BLE001 - told with its kind; the others go on
        return Fault(f"{type(error).__name__}: {error}")


def _as_many(found: object, count: int) -> list[Record]:
    records = list(found) if isinstance(found, list | tuple) else []
    if len(records) != count:
        raise InternalError(f"{len(records)} outcomes of {count} tries")
    return records


def _checked(record: Record) -> Record:
    """Numbers as floats, series as arrays; no NaN.

    Raises:
        InternalError: A value is no finite number and no series of them.
    """
    return {name: _clean(name, value) for name, value in record.items()}


def _clean(name: str, value: float | Floats) -> float | Floats:
    array = np.asarray(value, dtype=np.float64)
    if array.ndim > 1 or not np.isfinite(array).all():
        raise InternalError(f"outcome {name!r} is {value!r}, no finite number or series")
    return array if array.ndim else float(array)
