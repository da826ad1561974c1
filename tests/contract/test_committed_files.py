from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]
HERE = Path(__file__).name
MACHINE_PATH = re.compile(r"(?<![\w.:/~$}*-])/(?:work|farm|root|home|tmp)/")
INDEX = re.compile(
    r"--(?:extra-)?index-url|--trusted-host|pypi\.org/simple|files\.pythonhosted\.org"
    r"|mirrors\.[a-z]|/simple/?$|registry = \{ url",
    re.MULTILINE,
)
UNDONE = re.compile(r"\b(?:TODO|FIXME|XXX)\b|raise NotImplementedError")


def committed() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 -- git is whatever git the machine has
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    return [path for path in paths if path.is_file() and path.name != HERE]


def texts() -> list[tuple[Path, str]]:
    found = []
    for path in committed():
        raw = path.read_bytes()
        if b"\0" not in raw:
            found.append((path.relative_to(ROOT), raw.decode("utf-8", errors="replace")))
    return found


def matches(pattern: re.Pattern[str]) -> list[str]:
    return [f"{path}: {m[0]}" for path, text in texts() for m in pattern.finditer(text)]


def test_no_file_names_a_place_on_somebodys_machine() -> None:
    assert MACHINE_PATH.search("see /root/notes")
    assert matches(MACHINE_PATH) == []


def test_no_file_names_a_package_index() -> None:
    assert matches(INDEX) == []


def test_nothing_is_left_undone() -> None:
    code = ("src/", "scripts/", "benchmarks/", "fuzz/", ".ci/")
    facts = "src/lantu/facts/hubei/"
    rows = [row for row in matches(UNDONE) if row.startswith(code) and not row.startswith(facts)]
    assert rows == []


def test_no_file_is_large_enough_to_weigh_on_a_clone() -> None:
    heavy = [str(path) for path in committed() if path.stat().st_size > 2_000_000]
    assert heavy == []
