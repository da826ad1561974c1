"""What the shell hears: 0 done, 1 faults found, 2 the call, 3 the facts, 4 the place."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from lantu.cli import app as commands
from lantu.cli import main
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path


def leave(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr(sys, "argv", ["lantu", *map(str, arguments)])
    with pytest.raises(SystemExit) as left:
        main()
    return int(left.value.code or 0)


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(path, "links", 2, input_product="P99")
    return path


def test_done_is_0(monkeypatch: pytest.MonkeyPatch) -> None:
    assert leave(monkeypatch, "check", workspace.PATH) == 0


def test_faults_found_by_a_check_are_1(monkeypatch: pytest.MonkeyPatch, broken: Path) -> None:
    assert leave(monkeypatch, "check", broken) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("diagnose", workspace.PATH, "--chain", "OPTO"),
        ("diagnose", workspace.PATH, "--product", "P99"),
        ("diagnose", workspace.PATH, "--lang", "fr"),
        ("diagnose",),
        ("fly",),
    ],
)
def test_a_wrong_call_is_2(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[object, ...],
) -> None:
    assert leave(monkeypatch, *arguments) == 2
    heard = capsys.readouterr()
    assert heard.err
    assert "Traceback" not in heard.err


@pytest.mark.parametrize("command", ["diagnose", "blueprint", "snapshot"])
def test_faulty_facts_are_3_and_say_what_to_mend(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: Path, command: str
) -> None:
    assert leave(monkeypatch, command, broken) == 3
    heard = capsys.readouterr()
    assert heard.out == ""
    assert "P99" in heard.err
    assert "links.csv" in heard.err
    assert "Hint: `lantu check DIR`" in heard.err


def test_a_folder_that_is_not_there_is_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert leave(monkeypatch, "check", tmp_path / "nowhere") == 4
    assert "nowhere" in capsys.readouterr().err


def test_an_output_that_is_a_file_is_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "out").write_text("mine")
    assert leave(monkeypatch, "blueprint", workspace.PATH, "--out", tmp_path / "out") == 4
    assert (tmp_path / "out").read_text() == "mine"
    assert "out" in capsys.readouterr().err


def test_lantus_own_fault_is_70_and_asks_to_be_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(**_: object) -> None:
        raise ZeroDivisionError("a promise is broken")

    monkeypatch.setattr(commands, "app", fail, raising=True)
    monkeypatch.setattr(sys, "argv", ["lantu", "check", "."])
    with pytest.raises(SystemExit) as left:
        main()
    heard = capsys.readouterr().err
    assert left.value.code == 70
    assert "a promise is broken" in heard
    assert "Please report" in heard


def shell(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", "from lantu.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
    )


def test_the_shell_hears_the_codes_too(broken: Path) -> None:
    assert shell("check", broken).returncode == 1
    told = shell("diagnose", workspace.PATH, "--product", "P99")
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith("lantu: there is no product 'P99'")
