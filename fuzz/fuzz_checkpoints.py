"""Throws damaged checkpoints at a batch; see ``fuzz/harness/throwing.py``.

Property: whatever the bytes of a checkpoint, the batch goes on from it to the very bytes it
finds without one, or raises :class:`lantu.errors.LantuError` and leaves the file as it was;
never anything else, and never for long.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from harness.throwing import Target, run
from lantu.errors import LantuError

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKENS = (b"lantu-batch ", b'{"chunk": 0, "tries": []}', b'"fault"', b"Infinity", b"==", b"\n\n")


def outcome(settled: Any, lot: Any) -> Mapping[str, Any]:
    """A number, a series, and now and then a failure."""
    if lot.number % 5 == 4:  # noqa: PLR2004 - one in five
        raise ArithmeticError
    return {"loss": settled.blows[0].part, "daily": lot.rng().random(3)}


def request(path: Path | None) -> Any:
    """A batch of a dozen draws."""
    batches = importlib.import_module("lantu.workbench.batches")
    scenarios = importlib.import_module("lantu.model.scenario")
    spread = importlib.import_module("lantu.model.spread")
    text = importlib.import_module("lantu.vocab.text").Text
    lens = scenarios.Target(kind=scenarios.Hit.PRODUCT, code="lens")
    part = spread.Spread(shape=spread.Shape.UNIFORM, low=0.2, high=0.8)
    cut = scenarios.Scenario(
        code="cut",
        name=text("断供", "cut"),
        engine=scenarios.Engine.CHAIN,
        days=30,
        blows=(scenarios.Blow(targets=(lens,), part=part),),
        draws=12,
    )
    trial = batches.OneByOne(outcome=outcome, mark="fuzz")
    return batches.BatchRequest(scenarios=(cut,), trial=trial, checkpoint=path)


def found(path: Path | None) -> bytes:
    """What the batch finds."""
    data: bytes = importlib.import_module("lantu.workbench.batches").run_batch(request(path)).data()
    return data


@cache
def good_files() -> list[tuple[str, bytes]]:
    """A whole checkpoint, one that a kill cut short, and one of another order."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kept"
        found(path)
        data = path.read_bytes()
    first, *lines = data.splitlines(keepends=True)
    turned = first + b"".join(reversed(lines))
    return [("whole", data), ("cut", data[: len(data) // 2]), ("turned", turned)]


class Mouth:
    """The batch, on a file that is really there."""

    def __init__(self) -> None:
        self._whole = found(None)
        self._place = Path(tempfile.mkdtemp(prefix="lantu-fuzz-"))

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Go on from ``data``; ``deep`` goes on once more from what that left."""
        place = self._place / kind
        place.write_bytes(data)
        try:
            for _ in range(1 + deep):
                self._same(found(place))
        except LantuError:
            if place.read_bytes() != data:
                raise AssertionError("a checkpoint was refused and yet changed") from None
            raise

    def _same(self, data: bytes) -> None:
        if data != self._whole:
            raise AssertionError("a damaged checkpoint changed what was found")


TARGET = Target(
    about=__doc__,
    good=good_files,
    mouth=Mouth,
    rooms=("lantu.workbench.batches",),
    tokens=TOKENS,
)

if __name__ == "__main__":
    sys.exit(run(TARGET, sys.argv[1:]))
