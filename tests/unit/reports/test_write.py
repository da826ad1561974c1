from __future__ import annotations

import errno
import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lantu.errors import CallerError, PlaceError
from lantu.reports import write
from lantu.reports.bitmaps import Bitmaps, Task, serve
from lantu.reports.write import write_blueprint
from lantu.reports.write_safely import staging, stale_names
from town.blueprint import town_blueprint

MAPS = (
    "couplings",
    "dependence",
    "digital-levels",
    "panorama-CLOTH",
    "panorama-WIND",
    "position",
    "region-firms",
    "stress-bearings",
)
FILES = {
    "blueprint.json", "blueprint.schema.json", "index.html", "lists.xlsx", "sources.csv",
    *(f"maps/{key}.{kind}" for key in MAPS for kind in ("svg", "png")),
}  # fmt: skip


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draw no bitmaps: what stands in them is tested with the pictures."""
    monkeypatch.setattr(Task, "draw", lambda task: task.png.write_bytes(b"png"))
    monkeypatch.setattr(write, "Bitmaps", lambda: Bitmaps(0))


def _tree(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_writes_every_file_and_leaves_nothing_else(tmp_path: Path) -> None:
    written = write_blueprint(town_blueprint(), tmp_path / "a" / "out")
    assert set(written.names) == FILES
    assert set(_tree(written.folder)) == FILES
    assert written.page.is_file()
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["out"]
    assert _tree(written.folder)["maps/region-firms.png"].startswith(b"\x89PNG")


def test_same_blueprint_same_bytes(tmp_path: Path) -> None:
    first = write_blueprint(town_blueprint(), tmp_path / "1").folder
    second = write_blueprint(town_blueprint(), tmp_path / "2").folder
    assert _tree(first) == _tree(second)


@pytest.mark.usefixtures("quick")
def test_the_document_lists_its_files_and_follows_the_schema_beside_it(tmp_path: Path) -> None:
    folder = write_blueprint(town_blueprint(), tmp_path).folder
    told = json.loads((folder / "blueprint.json").read_bytes())
    schema = json.loads((folder / told["$schema"]).read_bytes())
    Draft202012Validator(schema).validate(told)
    assert set(told["files"]) == FILES


@pytest.mark.usefixtures("quick")
def test_lists_and_maps_speak_the_language_asked_for(tmp_path: Path) -> None:
    chinese = _tree(write_blueprint(town_blueprint(), tmp_path / "zh").folder)
    english = _tree(write_blueprint(town_blueprint(), tmp_path / "en", language="en").folder)
    different = {name for name in FILES if chinese[name] != english[name]}
    assert different == {"index.html", "lists.xlsx", *(f"maps/{key}.svg" for key in MAPS)}
    assert b"Work clothes go into wind turbines." in english["maps/couplings.svg"]


@pytest.mark.usefixtures("quick")
def test_an_update_replaces_our_files_and_leaves_others_alone(tmp_path: Path) -> None:
    write_blueprint(town_blueprint(), tmp_path)
    (tmp_path / "notes.docx").write_bytes(b"mine")
    (tmp_path / "maps" / "old.svg").write_bytes(b"mine too")
    smaller = replace(town_blueprint(), couplings=None)
    written = write_blueprint(smaller, tmp_path)
    assert written.removed == ("maps/couplings.png", "maps/couplings.svg")
    gone = {"maps/couplings.png", "maps/couplings.svg"}
    assert set(_tree(tmp_path)) == FILES - gone | {"notes.docx", "maps/old.svg"}


def test_only_maps_that_an_earlier_run_names_are_removed() -> None:
    named = ["maps/a.svg", "maps/b.png", "../x.svg", "maps/../../y.svg", "index.html", 3]
    assert stale_names(named, ["maps/b.png"], write._OWN_MAP) == ["maps/a.svg"]
    assert stale_names(None, [], write._OWN_MAP) == []


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("text", ["", "[]", "{", '{"files": 3}'])
def test_a_broken_earlier_document_stops_nothing(tmp_path: Path, text: str) -> None:
    (tmp_path / "blueprint.json").write_text(text)
    assert write_blueprint(town_blueprint(), tmp_path).removed == ()


@pytest.mark.usefixtures("quick")
def test_progress_names_every_file_and_ends_full(tmp_path: Path) -> None:
    told: list[tuple[int, int, str]] = []
    write_blueprint(town_blueprint(), tmp_path, progress=lambda *step: told.append(step))
    assert [done for done, _, _ in told] == list(range(len(FILES) + 1))
    assert {total for _, total, _ in told} == {len(FILES)}
    assert {name for _, _, name in told} == FILES


@pytest.mark.usefixtures("quick")
def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    with pytest.raises(PlaceError, match="already there") as told:
        write_blueprint(town_blueprint(), tmp_path / "out")
    assert "choose another folder" in told.value.hint
    assert (tmp_path / "out").read_text() == "mine"


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("code", "hint"),
    [(errno.ENOSPC, "free some space"), (errno.EROFS, "read-only"), (errno.EACCES, "the right")],
)
def test_a_refusal_changes_nothing_and_says_the_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, hint: str
) -> None:
    write_blueprint(town_blueprint(), tmp_path / "out")
    before = _tree(tmp_path / "out")
    keep = Path.write_bytes

    def refuse(path: Path, raw: bytes) -> int:
        if path.name == "lists.xlsx":
            raise OSError(code, "refused")
        return keep(path, raw)

    monkeypatch.setattr(Path, "write_bytes", refuse)
    with pytest.raises(PlaceError, match=r"lists\.xlsx") as told:
        write_blueprint(replace(town_blueprint(), caveats=()), tmp_path / "out")
    assert hint in told.value.hint
    assert told.value.exit_code == 4
    assert _tree(tmp_path / "out") == before


@pytest.mark.usefixtures("quick")
def test_a_file_held_by_another_program_puts_everything_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_blueprint(town_blueprint(), tmp_path / "out")
    before = _tree(tmp_path / "out")
    move = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if path.name == "lists.xlsx" and "new" in path.parts:
            raise PermissionError(errno.EACCES, "in use")
        return move(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    smaller = replace(town_blueprint(), couplings=None, caveats=())
    with pytest.raises(PlaceError, match="in use"):
        write_blueprint(smaller, tmp_path / "out")
    assert _tree(tmp_path / "out") == before


def test_a_folder_made_for_nothing_goes_again(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), staging(tmp_path / "a" / "b"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_place_of_a_file_is_not_swept_away(tmp_path: Path) -> None:
    (tmp_path / "index.html").mkdir()
    with staging(tmp_path) as staged:
        staged.add("a.txt", b"new")
        staged.add("index.html", b"new")
        with pytest.raises(PlaceError, match="a folder stands"):
            staged.replace()
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


@pytest.mark.parametrize("key", ["../x", "a/b", "", "a b"])
def test_a_picture_needs_a_plain_name(tmp_path: Path, key: str) -> None:
    blueprint = town_blueprint()
    strange = replace(blueprint, dependence=replace(blueprint.dependence, key=key))
    with pytest.raises(CallerError, match="plain name"):
        write_blueprint(strange, tmp_path / "out")
    assert not (tmp_path / "out").exists()


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"/>'


def _tasks(folder: Path, count: int) -> list[Task]:
    (folder / "a.svg").write_text(SVG)
    return [Task(svg=folder / "a.svg", png=folder / f"{n}.png", width=4) for n in range(count)]


@pytest.mark.parametrize("workers", [0, 1, 2])
def test_bitmaps_are_equal_however_many_workers_draw_them(tmp_path: Path, workers: int) -> None:
    tasks = _tasks(tmp_path, 3)
    with Bitmaps(workers) as bitmaps:
        for task in tasks:
            bitmaps.draw(task)
        bitmaps.finish()
    assert len({task.png.read_bytes() for task in tasks}) == 1


def test_what_a_lost_worker_leaves_is_drawn_here(tmp_path: Path) -> None:
    tasks = _tasks(tmp_path, 2)
    with Bitmaps(1) as bitmaps:
        bitmaps._workers[0].kill()
        bitmaps._workers[0].wait()
        for task in tasks:
            bitmaps.draw(task)
        bitmaps.finish()
    assert all(task.png.read_bytes().startswith(b"\x89PNG") for task in tasks)


def test_a_machine_that_starts_no_process_still_draws(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantu.reports.bitmaps.subprocess.Popen", _refuse)
    (task,) = _tasks(tmp_path, 1)
    with Bitmaps(2) as bitmaps:
        bitmaps.draw(task)
        bitmaps.finish()
    assert task.png.exists()


def _refuse(*_: object, **__: object) -> None:
    raise OSError(errno.EAGAIN, "no more processes")


def test_a_worker_reads_one_task_a_line(tmp_path: Path) -> None:
    (task,) = _tasks(tmp_path, 1)
    serve([json.dumps([str(task.svg), str(task.png), 4]) + "\n"])
    assert task.png.exists()
