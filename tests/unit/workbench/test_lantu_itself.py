from __future__ import annotations

import subprocess
import sys

import pytest

import lantu

ROOMS = ["chains", "errors", "evidence", "facts", "model", "ranking", "reports", "studies", "vocab"]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_is_there_after_import_lantu(room: str) -> None:
    assert getattr(lantu, room).__name__ == f"lantu.{room}"


def test_what_lantu_has_not_is_named() -> None:
    with pytest.raises(AttributeError, match="no attribute 'beauty'"):
        _ = lantu.beauty


def test_a_room_can_be_used_without_naming_it_first() -> None:
    told = subprocess.run(
        [sys.executable, "-c", "import lantu; print(lantu.chains.Rules().present_at)"],
        capture_output=True,
        check=True,
        text=True,
    )
    assert told.stdout.strip() == "0.5"


def test_the_version_is_one() -> None:
    assert lantu.__version__.count(".") == 2
    assert set(lantu.__all__) == {"__version__", "demo", "open"}
