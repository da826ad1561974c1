"""Checkpoints: what a kill leaves is gone on from, and nobody else's file is touched."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from lantu.errors import CallerError, DataError, PlaceError
from lantu.shocks import Design
from lantu.workbench.batches import BatchRequest, Sensitivity, run_batch
from lantu.workbench.batches.checkpoint import checkpoint
from lantu.workbench.batches.running import header
from unit.workbench.batches import made_trials as made

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
TESTS = HERE.parents[2]


def asked(path: Path | None, **more: Any) -> BatchRequest:
    given: dict[str, Any] = {"scenarios": (made.scenario(draws=200),), "trial": made.PLAIN} | more
    return BatchRequest(checkpoint=path, **given)


WHOLE = run_batch(asked(None)).data()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """The checkpoint of a whole batch."""
    run_batch(asked(tmp_path / "kept"))
    return tmp_path / "kept"


@pytest.mark.parametrize("workers", [1, 2])
def test_a_batch_that_was_killed_goes_on_to_the_same_bytes(tmp_path: Path, workers: int) -> None:
    (tmp_path / "kills").mkdir()
    path = tmp_path / "kept"
    command = [sys.executable, HERE / "killed_run.py", tmp_path / "kills", path, workers]
    killed = subprocess.run(  # noqa: S603 - our own interpreter, our own file
        [str(word) for word in command],
        capture_output=True,  # ends only once no worker holds the pipe any more
        env={**os.environ, "PYTHONPATH": os.pathsep.join([*sys.path, str(TESTS)])},
        timeout=60,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    left = path.read_bytes()
    resumed = run_batch(asked(path, workers=3 - workers))
    assert 100 < resumed.resumed < 200
    assert resumed.data() == WHOLE
    assert path.read_bytes().startswith(left[: left.rfind(b"\n") + 1])


def test_a_whole_checkpoint_leaves_nothing_to_try(kept: Path) -> None:
    found = run_batch(asked(kept, trial=made.Saying(what=OSError(), mark="plain")))
    assert (found.resumed, found.data()) == (200, WHOLE)


@pytest.mark.parametrize("cut", [1, 30, 70, 400, 5000])
def test_a_half_written_tail_is_dropped(kept: Path, cut: int) -> None:
    data = kept.read_bytes()
    kept.write_bytes(data[:-cut])
    found = run_batch(asked(kept))
    assert found.data() == WHOLE
    assert found.dropped == 1
    assert found.resumed == 200 - data[-cut:].count(b"\n")
    assert sorted(kept.read_bytes().splitlines()) == sorted(data.splitlines())


def test_a_line_that_was_damaged_is_tried_again(kept: Path) -> None:
    lines = kept.read_bytes().splitlines(keepends=True)
    lines[7] = lines[7].replace(b'"loss": ', b'"loss": 1')
    kept.write_bytes(b"".join(lines))
    found = run_batch(asked(kept))
    assert (found.dropped, found.resumed, found.data()) == (1, 199, WHOLE)


@pytest.mark.parametrize("length", [0, 5, 40])
def test_a_header_cut_short_is_begun_again(kept: Path, length: int) -> None:
    data = kept.read_bytes()
    kept.write_bytes(data[:length])
    assert run_batch(asked(kept)).data() == WHOLE
    assert kept.read_bytes() == data


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"trial": made.FAILING}, "engine and facts"),
        ({"scenarios": (made.scenario(draws=200, seed=2),)}, "scenarios"),
        ({"draws": 100}, "draws"),
        ({"design": Design.SOBOL}, "design"),
        ({"sensitivity": Sensitivity.MORRIS}, "sensitivity"),
    ],
)
def test_the_checkpoint_of_another_batch_is_refused(
    kept: Path, changed: dict[str, Any], said: str
) -> None:
    data = kept.read_bytes()
    with pytest.raises(CallerError, match=f"another batch: its {said} differ"):
        run_batch(asked(kept, **changed))
    assert kept.read_bytes() == data


def test_another_version_is_another_batch(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantu.workbench.batches.running.__version__", "9.9")
    with pytest.raises(CallerError, match="its version differ"):
        run_batch(asked(kept))


def test_what_people_call_a_scenario_makes_no_other_batch(kept: Path) -> None:
    renamed = replace(made.scenario(draws=200), about=made.scenario().name)
    assert run_batch(asked(kept, scenarios=(renamed,))).resumed == 200


@pytest.mark.parametrize("data", [b"code,name\n", b"\x00" * 100, b"lantu-batch nonsense\n"])
def test_a_file_that_is_no_checkpoint_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(data)
    with pytest.raises(DataError, match=r"no checkpoint|damaged from its first line"):
        run_batch(asked(path))
    assert path.read_bytes() == data


def test_two_runs_do_not_write_to_one_checkpoint(tmp_path: Path) -> None:
    request = asked(tmp_path / "kept")
    with (
        checkpoint(tmp_path / "kept", header(request), [1]),
        pytest.raises(PlaceError, match="another run writes to"),
    ):
        run_batch(request)


@contextmanager
def room_for(length: int) -> Iterator[None]:
    """Let no file of this process grow beyond a length: the kernel refuses, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (length, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_full_disk_is_said_and_what_is_done_is_gone_on_from(tmp_path: Path) -> None:
    path = tmp_path / "kept"
    with room_for(3000), pytest.raises(PlaceError, match=r"cannot keep .*File too large"):
        run_batch(asked(path))
    assert path.stat().st_size == 3000
    found = run_batch(asked(path))
    assert found.resumed > 0
    assert (found.dropped, found.data()) == (1, WHOLE)


def test_a_folder_a_pipe_and_a_place_that_cannot_be_are_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "file" / "below"):
        with pytest.raises(PlaceError):
            run_batch(asked(path))
