"""A writer that is killed loses nothing that it has acknowledged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from loopback.killing import toll

if TYPE_CHECKING:
    from pathlib import Path


def test_nothing_acknowledged_is_lost_to_a_kill(tmp_path: Path) -> None:
    found = toll(8, tmp_path / "store")
    assert found.acknowledged > 8
    assert found.found >= found.acknowledged
    assert (found.lost, found.faults) == (0, ())
