"""Throws damaged files at the reader of scenarios; see ``fuzz/harness/throwing.py``.

Property: whatever the bytes, reading them gives a scenario that is written and read the same,
or raises :class:`lantu.errors.LantuError` whose faults lie within the file; never anything
else, and never for long.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

from harness.throwing import Target, run
from lantu.errors import FactsError

TOKENS = (
    b"[[blow]]", b"[[buffer]]", b"[settings]", b"hits = []", b'"product:IC01"', b"{low = 1}",
    b"high", b"mode", b'"""', b"'''", b"\\u0000", b"inf", b"1979-05-27 07:32:00", b"= " + b"[" * 99,
)  # fmt: skip
SHELF = Path(__file__).parents[1] / "src" / "lantu" / "facts" / "hubei" / "scenarios"


def good_files() -> list[tuple[str, bytes]]:
    """The scenarios that lantu carries."""
    return [(path.name, path.read_bytes()) for path in sorted(SHELF.glob("*.toml"))]


class Mouth:
    """The reader, and the writer on what it read."""

    def __init__(self) -> None:
        room = importlib.import_module("lantu.facts.scenarios")
        self._read, self._text = room.scenario_of_bytes, room.scenario_text

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Read ``data``; ``deep`` writes it and reads that again.

        Raises:
            AssertionError: It reads otherwise, or a fault lies outside the file.
        """
        try:
            found = self._read(data, kind)
        except FactsError as error:
            lines = data.count(b"\n") + 1
            if not all(0 <= fault.row <= lines for fault in error.faults):  # type: ignore[attr-defined]
                raise AssertionError(kind) from error
            raise
        if deep and self._read(self._text(found).encode(), kind) != found:
            raise AssertionError(kind)


TARGET = Target(
    about=__doc__,
    good=good_files,
    mouth=Mouth,
    rooms=("lantu.facts", "lantu.model"),
    tokens=TOKENS,
)

if __name__ == "__main__":
    sys.exit(run(TARGET, sys.argv[1:]))
