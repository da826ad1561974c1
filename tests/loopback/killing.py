"""Kills the writer of a store at random moments, again and again, and looks what was lost.

    python tests/loopback/killing.py --kills 500 [--seed 0]

The writer says what has been acknowledged; whatever it said has to be there afterwards, each
change whole or not at all, while a reader that is open all the time meets no error.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from lantu.resolve.engine.records import Change, Record
from lantu.resolve.store import Noted, Reader, Store, Writer, verify
from lantu.resolve.wire.values import HandleValue

BATCH = 5
"""Changes of one commit."""

MOST = 60
"""Commits after which a writer is killed at the latest."""


@dataclass(frozen=True, kw_only=True)
class Toll:
    """What so many kills did.

    Attributes:
        kills: How often a writer was killed.
        acknowledged: Batches that it had acknowledged.
        found: Batches in the store in the end.
        lost: Acknowledged batches that are not there.
        faults: What a reading of the whole store found in the end.
    """

    kills: int
    acknowledged: int
    found: int
    lost: int
    faults: tuple[str, ...]


def note(batch: int, part: int) -> Noted:
    handle = f"88.1/{batch}-{part}"
    data = f"{batch}".encode() * 20
    record = Record(handle=handle, values=(HandleValue(index=1, type="URL", data=data),))
    return Noted(change=Change(key=handle, record=record), who="operator")


def write_on(folder: Path) -> None:
    """Write batch after batch and say each one's number once it is on disk."""
    with Store.open(folder, writing=True) as store:
        writer = Writer(store)
        batch = Reader(store).head()[0]
        while True:
            batch += 1
            number = writer.write([note(batch, part) for part in range(BATCH)], 1.0).number
            os.write(1, f"{number}\n".encode())


def kill(folder: Path, rng: random.Random) -> int:
    """Start a writer, kill it while it writes, and tell the last batch it acknowledged."""
    writer = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, __file__, "--write", str(folder)], stdout=subprocess.PIPE, bufsize=0
    )
    said = b""
    try:
        assert writer.stdout is not None
        for _ in range(rng.randrange(MOST)):
            said = writer.stdout.readline()
        # a moment that is no whole number of commits
        sum(range(rng.randrange(60_000)))
    finally:
        writer.kill()
        rest, _ = writer.communicate()
    whole = (said + rest).rpartition(b"\n")[0].split()
    return int(whole[-1]) if whole else 0


def toll(kills: int, folder: Path, seed: int = 0) -> Toll:
    """Kill so many writers of one store and look what was lost."""
    rng = random.Random(seed)  # noqa: S311 - dice, no secret
    Store.create(folder).close()
    last = 0
    with Store.open(folder) as store:
        reader = Reader(store)
        for _ in range(kills):
            last = max(last, kill(folder, rng))
            number, _ = reader.head()
            if number < last:
                break
            for part in range(BATCH):
                assert number == 0 or reader.get(f"88.1/{number}-{part}") is not None
                assert reader.get(f"88.1/{number + 1}-{part}") is None
        found, lost = verify(reader), max(0, last - reader.head()[0])
        lost += sum(
            reader.get(f"88.1/{n}-{part}") is None
            for n in range(1, last + 1)
            for part in range(BATCH)
        )
    return Toll(kills=kills, acknowledged=last, found=found.entries, lost=lost, faults=found.faults)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--write", type=Path, default=None)
    options = parser.parse_args()
    if options.write is not None:
        write_on(options.write)
    with tempfile.TemporaryDirectory() as folder:
        found = toll(options.kills, Path(folder) / "store", options.seed)
    sys.stdout.write(f"{found}\n")
    return 1 if found.lost or found.faults else 0


if __name__ == "__main__":
    sys.exit(main())
