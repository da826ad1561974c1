"""``lantu node …`` as an operator types it, the node being a process of its own."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from lantu.cli.app import app
from lantu.errors import CallerError, DataError, PeerError, PlaceError
from lantu.resolve.founding import Settings
from lantu.resolve.store import Store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SERVE = "import sys; sys.argv[0] = 'lantu'; from lantu.cli import main; main()"


def run(*arguments: object, code: int = 0) -> str:
    said = ["node", *map(str, arguments)]
    result = CliRunner().invoke(app, said, catch_exceptions=False)
    assert result.exit_code == code, result.output
    return result.stdout


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("begun") / "node"
    run("init", folder, "--prefix", "88.118.8", "--port", 2641)
    return folder


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    """A node that has begun, at a port that is free."""
    shutil.copytree(begun, tmp_path / "node")
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]
    settings = tmp_path / "node" / "node.toml"
    settings.write_text(settings.read_text().replace("port = 2641", f"port = {port}"))
    return tmp_path / "node"


@contextmanager
def served(folder: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    node = subprocess.Popen(  # noqa: S603 -- our own interpreter, our own code
        [sys.executable, "-c", SERVE, "node", "serve", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    try:
        assert node.stdout is not None
        yield node, node.stdout.readline().strip()
    finally:
        node.kill()
        node.communicate()


def test_what_is_registered_is_resolved_and_outlives_the_node(folder: Path) -> None:
    run("register", folder, "88.118.8/before", "--value", "URL=https://example.org/before")
    with served(folder) as (node, at):
        run("register", folder, "88.118.8/lens", "--value", "URL=u", "--value", "2000:NAME=镜头")
        found = json.loads(run("resolve", "88.118.8/LENS", "--at", at, "--json"))
        values = [(each["index"], each["type"], each["data"]) for each in found["values"]]
        assert values[:2] == [(1, "URL", "u"), (2000, "NAME", "镜头")]
        assert "before" in run("resolve", "88.118.8/before", "--at", at, "--type", "URL")
        with pytest.raises(PeerError, match="handle exists"):
            run("register", folder, "88.118.8/lens", "--value", "URL=v")
        run("register", folder, "88.118.8/lens", "--value", "URL=v", "--overwrite")
        with pytest.raises(PeerError, match="handle not found"):
            run("resolve", "88.118.8/none", "--at", at)
        with pytest.raises(PeerError, match="not responsible"):
            run("resolve", "10.1/x", "--at", at)
        assert "完好" in run("verify", folder)
        assert "3 条记录" in run("backup", folder, folder / "copy")
        node.send_signal(signal.SIGTERM)
        _, lines = node.communicate(timeout=20)
        assert node.returncode == 0
        assert [json.loads(line)["event"] for line in lines.splitlines()] == ["serving", "ended"]
    told = json.loads(run("stats", folder, "--json"))
    assert told["handles"] == {"0.NA/0.NA": 1, "0.NA/88.118.8": 2}
    assert told["active_prefixes"] == 1
    assert told["tallies"]["resolutions"]["0.NA/88.118.8"] == 2
    assert "0.NA/88.118.8" in run("stats", folder)


def test_many_are_registered_from_a_file_and_written_out(folder: Path, tmp_path: Path) -> None:
    table, failures = tmp_path / "serials.csv", tmp_path / "failures.jsonl"
    table.write_text("handle,URL\n88.118.8/1,a\n88.118.8/2,b\n88.9/3,c\n", encoding="utf-8")
    said = run("import", folder, table, "--failures", failures, "--lang", "en", code=1)
    assert said == "2 rows taken in, 0 there already, 1 not taken in\n"
    assert json.loads(failures.read_text())["line"] == 4
    again = json.loads(run("import", folder, table, "--json", code=1))
    assert again == {"taken": 0, "unchanged": 2, "failed": 1}
    out = tmp_path / "out.jsonl"
    assert run("export", folder, out, "--prefix", "88.118.8") == f"{out}: 2\n"
    assert run("import", folder, out) == "收下 0 行，原已在 2 行，没有收下 0 行\n"
    with pytest.raises(CallerError, match="not read"):
        run("import", folder, tmp_path / "x.xlsx")
    with pytest.raises(PlaceError, match="cannot be read"):
        run("import", folder, tmp_path / "none.csv")
    with served(folder), pytest.raises(PlaceError, match="another process"):
        run("import", folder, table)


def test_a_copy_is_put_back(folder: Path, tmp_path: Path) -> None:
    run("register", folder, "88.118.8/a", "--value", "URL=a")
    run("backup", folder, tmp_path / "copy")
    (folder / "store").rename(tmp_path / "away")
    assert "2 records" in run("restore", folder, tmp_path / "copy", "--lang", "en")
    assert json.loads(run("verify", folder, "--json"))["records"] == 2


def test_settings_are_read_again_while_the_node_is_served(folder: Path) -> None:
    text = (folder / "node.toml").read_text(encoding="utf-8")
    with served(folder) as (node, at):
        assert node.stderr is not None
        assert json.loads(node.stderr.readline())["event"] == "serving"
        (folder / "node.toml").write_text(
            text.replace("challenge_seconds = 60", "challenge_seconds = 30"), encoding="utf-8"
        )
        node.send_signal(signal.SIGHUP)
        assert json.loads(node.stderr.readline())["event"] == "reloaded"
        (folder / "node.toml").write_text(
            text.replace("challenge_seconds = 60", "challenge_seconds = 'x'"), encoding="utf-8"
        )
        node.send_signal(signal.SIGHUP)
        told = json.loads(node.stderr.readline())
        assert told["event"] == "not reloaded"
        assert "challenge_seconds" in told["why"]
        assert "HS_SITE" in run("resolve", "88.118.8", "--at", at)


def test_a_changed_address_is_told_with_the_next_serial(folder: Path) -> None:
    text = (folder / "node.toml").read_text(encoding="utf-8")
    (folder / "node.toml").write_text(text.replace('public = ""', 'public = "192.0.2.7"'))
    sites = []
    for _ in range(2):
        with served(folder) as (_, at):
            found = json.loads(
                run("resolve", "88.118.8", "--at", at, "--type", "HS_SITE", "--json")
            )
            sites.append(found["values"][0]["data"])
    assert sites[0] == sites[1]
    assert "c0000207" in sites[0]
    assert sites[0].startswith("0x0001020b0002")


def test_an_altered_store_is_told_with_exit_code_1(folder: Path) -> None:
    with Store.open(folder / "store", writing=True) as store:
        txn = store.environment.begin(write=True, db=store.parts[b"records"])
        txn.delete(b"0.NA/88.118.8")
        txn.commit()
    assert "有误" in run("verify", folder, code=1)


def test_a_node_open_to_others_needs_a_key(folder: Path) -> None:
    text = (folder / "node.toml").read_text(encoding="utf-8")
    (folder / "node.toml").write_text(text.replace("127.0.0.1", "0.0.0.0"))  # noqa: S104 - refused
    (folder / "keys" / "site.pem").unlink()
    with pytest.raises(PlaceError, match="open to others"):
        run("serve", folder)


def test_a_key_that_others_may_read_is_refused(folder: Path) -> None:
    (folder / "keys" / "site.pem").chmod(0o644)
    with pytest.raises(PlaceError, match="read by others"):
        run("serve", folder)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('prefix = "88.118.8"', 'prefix = "88/1"', "prefix is"),
        ("[rules]", "[rule]", "is no setting"),
        ("port = ", "port = 9", "port is"),
        ("idle_seconds", "idle_minutes", "is no setting"),
        ("weak_proofs = false", "weak_proofs = 1", "give a value like"),
        ("burst = 20000", "burst = -1", "negative"),
        ("[node]", "node = 1\n[x]", "no section"),
        ("[limits]", "[limits", "node.toml"),
        ('"127.0.0.1"', '"localhost"', "no address"),
        ('prefix = "88.118.8"', 'prefix = "88.9"', "began with"),
    ],
)
def test_a_wrong_setting_is_told(folder: Path, old: str, new: str, words: str) -> None:
    text = (folder / "node.toml").read_text(encoding="utf-8")
    (folder / "node.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(DataError, match=words):
        run("serve", folder)


def test_settings_are_read_as_they_are_written(folder: Path) -> None:
    settings = Settings.read(folder)
    assert settings.format() == (folder / "node.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["register", "88.1/a", "--value", "URL=a"], "does not serve"),
        (["register", "88.118.8/a", "--value", "URL"], "is no value"),
        (["register", "88.118.8/a", "--value", "0:URL=x"], "is no value"),
        (["register", "88.118.8/a", "--value", "2:A=x", "--value", "B=x"], "same index"),
    ],
)
def test_what_cannot_be_registered_is_told(folder: Path, arguments: list[str], words: str) -> None:
    command, *rest = arguments
    with pytest.raises(CallerError, match=words):
        run(command, folder, *rest)


def test_what_is_on_record_is_replaced_only_where_that_is_asked(folder: Path) -> None:
    run("register", folder, "88.118.8/a", "--value", "URL=a")
    with pytest.raises(CallerError, match="is on record"):
        run("register", folder, "88.118.8/a", "--value", "URL=b")
    run("register", folder, "88.118.8/a", "--value", "URL=b", "--overwrite")


def test_a_node_begins_once(folder: Path) -> None:
    with pytest.raises(CallerError, match="a node already"):
        run("init", folder, "--prefix", "88.1")
    with pytest.raises(DataError, match="no address"):
        run("init", folder / "other", "--prefix", "88.1", "--address", "here")
    with pytest.raises(PlaceError, match="cannot be read"):
        run("serve", folder / "none")


def test_a_node_that_is_away_is_told() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        with pytest.raises(PeerError, match="does not answer"):
            run("resolve", "88.1/a", "--at", f"127.0.0.1:{held.getsockname()[1]}")
    with pytest.raises(CallerError, match="no address"):
        run("resolve", "88.1/a", "--at", "here")
