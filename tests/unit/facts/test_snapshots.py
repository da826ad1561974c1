from __future__ import annotations

import json
from typing import TYPE_CHECKING

import polars as pl
import pytest

from lantu.errors import DataError, PlaceError
from lantu.facts import open_workspace, save_snapshot
from lantu.facts.store import snapshots
from town import workspace as town

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return town.copy_to(tmp_path / "town")


def test_a_snapshot_opens_as_the_workspace_it_was(path: Path) -> None:
    workspace = open_workspace(path)
    snapshot = save_snapshot(workspace)

    assert snapshot.new
    assert snapshot.path.parent == path / "snapshots"
    assert workspace.content_hash.startswith(snapshot.path.name)
    reopened = open_workspace(snapshot.path)
    assert reopened.content_hash == workspace.content_hash
    assert reopened.directory().places == workspace.directory().places
    book, same = workspace.graph().makers.book, reopened.graph().makers.book
    assert [book.cite(at) for at in range(len(book))] == [same.cite(at) for at in range(len(same))]


def test_the_manifest_says_what_is_kept(path: Path) -> None:
    snapshot = save_snapshot(open_workspace(path))
    told = json.loads((snapshot.path / "manifest.json").read_text())
    assert told["content_hash"] == snapshot.content_hash
    assert told["tables"]["links"] == 19
    assert told["schema"] == "1"


def test_the_same_facts_are_kept_once(path: Path) -> None:
    first = save_snapshot(open_workspace(path))
    again = save_snapshot(open_workspace(path))
    assert (again.path, again.new) == (first.path, False)


def test_facts_that_change_are_kept_beside_the_old(path: Path) -> None:
    first = save_snapshot(open_workspace(path))
    town.put(path, "projects", 2, status="已投产")
    second = save_snapshot(open_workspace(path))
    assert first.path != second.path
    assert open_workspace(first.path).directory().projects[0].status == "在建"
    assert open_workspace(second.path).directory().projects[0].status == "已投产"


def test_equal_facts_give_equal_bytes(path: Path, tmp_path: Path) -> None:
    other = town.copy_to(tmp_path / "other")
    one, two = save_snapshot(open_workspace(path)), save_snapshot(open_workspace(other))
    files = sorted(p.relative_to(one.path) for p in one.path.rglob("*") if p.is_file())
    assert files
    assert all((one.path / f).read_bytes() == (two.path / f).read_bytes() for f in files)


def test_an_altered_snapshot_is_found_out(path: Path) -> None:
    snapshot = save_snapshot(open_workspace(path))
    file = snapshot.path / "facts" / "projects.parquet"
    pl.read_parquet(file).with_columns(status=pl.lit("已投产")).write_parquet(file)
    with pytest.raises(DataError, match="not those it was made with"):
        open_workspace(snapshot.path)
    with pytest.raises(DataError, match="cannot be trusted"):
        save_snapshot(open_workspace(path))


@pytest.mark.parametrize(
    ("manifest", "said"),
    [
        ("{", "cannot be read"),
        ("[]", "cannot be read"),
        ('{"schema": "0", "content_hash": ""}', "schema 0"),
    ],
)
def test_a_damaged_manifest_is_found_out(path: Path, manifest: str, said: str) -> None:
    snapshot = save_snapshot(open_workspace(path))
    (snapshot.path / "manifest.json").write_text(manifest)
    with pytest.raises(DataError, match=said):
        open_workspace(snapshot.path)


class Killed(BaseException):
    """What stops a process between two writes."""


@pytest.mark.parametrize("written", [0, 1, 7, 12])
def test_a_process_killed_in_between_leaves_no_half_snapshot(
    path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    workspace = open_workspace(path)
    left = [written]

    def dying(_frame: pl.DataFrame, _path: Path) -> None:
        if not left[0]:
            raise Killed
        left[0] -= 1

    with monkeypatch.context() as patched:
        patched.setattr(pl.DataFrame, "write_parquet", dying)
        patched.setattr("lantu.facts.writing.shutil.rmtree", lambda *_a, **_k: None)
        with pytest.raises(Killed):
            save_snapshot(workspace)

    kept = [p for p in (path / "snapshots").iterdir() if not p.name.startswith(".")]
    assert kept == []
    assert save_snapshot(workspace).new
    assert open_workspace(path).content_hash == workspace.content_hash


def test_a_full_disk_is_said_and_leaves_nothing(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_frame: pl.DataFrame, _path: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pl.DataFrame, "write_parquet", full)
    with pytest.raises(PlaceError, match="No space left"):
        save_snapshot(open_workspace(path))
    assert list((path / snapshots.FOLDER).iterdir()) == []
