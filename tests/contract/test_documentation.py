from __future__ import annotations

import re
from difflib import unified_diff
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import typer.main

from lantu import workbench
from lantu.cli.app import app
from scripts import docs_reference, docs_sessions

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])
PROGRAM: Any = typer.main.get_command(app)
CODE = re.compile(r"^```(?:sh|console|text)?\n(.*?)^```$|`([^`\n]+)`", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[\s/$(])lantu ([a-z]+\b[^\n|;&#]*)", re.MULTILINE)
WORD = re.compile(r"[a-z][a-z-]*")
PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
SHOWN = re.compile(r"^```python\n(.*?)^```\n\n```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
WORKED = [path for path in PAGES if SHOWN.search(path.read_text(encoding="utf-8"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def changed(was: str, now: str) -> list[str]:
    lines = unified_diff(was.splitlines(), now.splitlines(), "page", "now", n=0, lineterm="")
    return list(islice(lines, 12))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def nav() -> set[str]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    lines = text.partition("\nnav:\n")[2].splitlines()
    return {line.rpartition(": ")[2] for line in lines if line.endswith(".md")}


def commands(group: Any = PROGRAM, path: tuple[str, ...] = ()) -> dict[str, Any]:
    """Every command by what one types, such as ``check`` and ``flows check``."""
    found: dict[str, Any] = {}
    for name, child in vars(group)["commands"].items():
        inner = (*path, name)
        found |= commands(child, inner) if "commands" in vars(child) else {" ".join(inner): child}
    return found


COMMANDS = commands()
GROUPS = {name.rpartition(" ")[0] for name in COMMANDS} - {""}


def called(words: list[str]) -> str:
    """The command a call begins with; a group alone where no command of it follows."""
    name = ""
    for word in words:
        if (name and name not in GROUPS) or not WORD.fullmatch(word):
            break
        name = f"{name} {word}".strip()
    return name


def calls(path: Path) -> list[tuple[str, list[str]]]:
    code = (m[1] or m[2] for m in CODE.finditer(path.read_text(encoding="utf-8")))
    found = (call[1] for text in code for call in CALL.finditer(text))
    return [(called(call.split()), re.findall(r"--[a-z-]+", call)) for call in found]


@pytest.mark.parametrize("name", docs_reference.WRITERS)
def test_a_generated_page_says_what_the_code_says(name: str) -> None:
    page = (DOCS / "reference" / name).read_text(encoding="utf-8")
    assert changed(page, docs_reference.WRITERS[name]()) == [], "run scripts/docs_reference.py"


@pytest.mark.parametrize("path", docs_sessions.pages(), ids=name_of)
def test_a_session_on_a_page_prints_what_the_page_shows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert changed(text, docs_sessions.rerun(text)) == [], "run scripts/docs_sessions.py"


@pytest.mark.parametrize(
    "name",
    [
        "README.md",
        "README.en.md",
        "docs/reference/python.md",
        "docs/tutorial/input-output.md",
        "docs/tutorial/complexity.md",
        "docs/how-to/read-a-table.md",
        "docs/how-to/regional-growth.md",
    ],
)
def test_python_on_a_page_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("我的省", "my-province"):
        workbench.new(Path(folder))
    blocks = PYTHON.findall((ROOT / name).read_text(encoding="utf-8"))
    for block in blocks:
        exec(compile(block, name, "exec"), {})  # noqa: S102 -- our own page
    assert blocks
    assert capsys.readouterr().out or (tmp_path / "蓝图" / "index.html").exists()


@pytest.mark.parametrize("path", WORKED, ids=name_of)
def test_python_on_a_page_prints_what_the_page_shows(
    path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The blocks of such a page are one program, and each shows what it prints."""
    text, space = path.read_text(encoding="utf-8"), dict[str, Any]()
    blocks = SHOWN.findall(text)
    assert len(blocks) == len(PYTHON.findall(text)), "a block does not show what it prints"
    for block, shown in blocks:
        exec(compile(block, name_of(path), "exec"), space)  # noqa: S102 -- our own page
        assert changed(shown, capsys.readouterr().out) == []


def test_the_sites_list_has_every_page_and_no_other() -> None:
    assert nav() == {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")}


@pytest.mark.parametrize(
    ("call", "name"),
    [
        ("check DIR", "check"),
        ("flows position FILE", "flows position"),
        ("flows …", "flows"),
        ("flows --help", "flows"),
        ("flows nonsense FILE", "flows nonsense"),
    ],
)
def test_a_command_of_a_group_is_called_by_both_words(
    call: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(globals(), "GROUPS", {"flows"})
    assert called(call.split()) == name


def test_every_command_is_explained_outside_the_reference() -> None:
    guides = [path for path in PAGES if path.parent.name != "reference"]
    told = {command for path in guides for command, _ in calls(path)}
    assert set(COMMANDS) <= told


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_calls_only_commands_and_options_that_exist(path: Path) -> None:
    for command, options in calls(path):
        assert command in COMMANDS or command in GROUPS
        params = COMMANDS[command].params if command in COMMANDS else []
        known = {name for each in params for name in each.opts} | {"--help"}
        assert set(options) <= known, f"lantu {command}"


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_a_page_links_only_to_files_that_are_there(path: Path) -> None:
    targets = LINK.findall(path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (path.parent / target).exists()] == []


def test_the_rooms_templates_and_tests_named_to_contributors_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs|benchmarks|scripts)/[^` ]+)`", text)
    assert [name for name in named if not (ROOT / name).exists()] == []
