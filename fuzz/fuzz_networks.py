"""Throws damaged files at the readers of firm networks; see ``fuzz/harness/throwing.py``.

Property: whatever the bytes of a list of sales, of firms or of ratings, reading them gives a
network, or raises :class:`lantu.errors.LantuError`; never anything else, and never for long.
"""

from __future__ import annotations

import importlib
import io
import sys
import tempfile
from pathlib import Path

import polars as pl

from harness.throwing import Target, run

TOKENS = (
    b"seller",
    b"\xe5\x8d\x96\xe6\x96\xb9",
    b"nan",
    b"-0.0",
    b"1e400",
    b'"',
    b"\r\n",
    b"PAR1",
    b"9999",
)
NEEDS = "supplier,A,9999\nA,2,0\n9999,1,2\n"


def good_files() -> list[tuple[str, bytes]]:
    """Kind and bytes of files that pass."""
    networks = importlib.import_module("lantu.facts.networks")
    with tempfile.TemporaryDirectory() as place:
        folder = networks.write_network_template(Path(place) / "example")
        sales, firms = (folder / f"{name}.csv" for name in ("sales", "firms"))
        packed = io.BytesIO()
        pl.read_csv(sales).write_parquet(packed)
        return [
            ("sales.csv", sales.read_bytes()),
            ("firms.csv", firms.read_bytes()),
            ("sales.parquet", packed.getvalue()),
            ("needs.csv", NEEDS.encode()),
        ]


class Mouth:
    """The readers, on files that are really there."""

    def __init__(self) -> None:
        self._networks = importlib.import_module("lantu.facts.networks")
        self._roster = importlib.import_module("lantu.model.roster").roster
        place = Path(tempfile.mkdtemp(prefix="lantu-fuzz-"))
        self._folder = self._networks.write_network_template(place / "example")

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Read ``data`` as a file of ``kind``; ``deep`` asks the network for its sales."""
        place = self._folder / kind
        before = place.read_bytes() if place.exists() else b""
        place.write_bytes(data)
        try:
            if kind == "needs.csv":
                self._networks.read_needs(place, self._roster("sector", ["A", "B"]))
                return
            sales = place if kind.startswith("sales") else self._folder / "sales.csv"
            found = self._networks.read_network(sales, self._folder / "firms.csv")
            if deep:
                found.network.sales.sum()
        finally:
            place.write_bytes(before)


TARGET = Target(
    about=__doc__,
    good=good_files,
    mouth=Mouth,
    rooms=("lantu.facts", "lantu.model"),
    tokens=TOKENS,
)

if __name__ == "__main__":
    sys.exit(run(TARGET, sys.argv[1:]))
