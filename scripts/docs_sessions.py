#!/usr/bin/env python
"""Run the sessions in the documentation and write down what they print.

A fenced block marked ``console`` is a session: lines that begin with ``$ `` are run, in
one empty folder for the whole page, and the lines below each become what it printed.
``--check`` ends with 1 where a page shows something else.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

DOCS = Path(__file__).resolve().parent.parent / "docs"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
WIDTH = 92
LONGEST = 120
"""Seconds a command of a session may take."""


class BrokenSessionError(Exception):
    """A command of a session crashed instead of answering."""


def pages() -> list[Path]:
    """The pages with sessions, in order."""
    found = sorted(DOCS.rglob("*.md"))
    return [path for path in found if BLOCK.search(path.read_text(encoding="utf-8"))]


def rerun(text: str) -> str:
    """A page with the output of its sessions as it is now.

    Raises:
        BrokenSessionError: A command crashed.
    """
    with tempfile.TemporaryDirectory(prefix="lantu-docs-") as folder:
        return BLOCK.sub(lambda block: _session(block[0], Path(folder)), text)


def _session(block: str, folder: Path) -> str:
    commands = [line for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"{command}\n{_output(command[2:], folder)}" for command in commands)


def _output(command: str, folder: Path) -> str:
    beside = str(Path(sys.executable).parent)
    done = subprocess.run(  # noqa: S603 -- the sessions are our own pages
        ["bash", "-c", command],  # noqa: S607 -- whichever bash the machine has
        cwd=folder,
        env={
            **os.environ,
            "PATH": f"{beside}{os.pathsep}{os.environ['PATH']}",
            "COLUMNS": str(WIDTH),
            "LC_ALL": "C.UTF-8",
            "NO_COLOR": "1",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
        timeout=LONGEST,
    )
    if "Traceback (most recent call last)" in done.stdout:
        message = f"{command}\n{done.stdout}"
        raise BrokenSessionError(message)
    lines = (line.rstrip() for line in done.stdout.splitlines())
    return "".join(f"{line}\n" for line in lines)


def main(arguments: list[str]) -> int:
    """Write the pages, or compare them; 1 where ``--check`` finds a difference."""
    stale = []
    for path in pages():
        text = path.read_text(encoding="utf-8")
        fresh = rerun(text)
        if fresh != text and "--check" in arguments:
            stale.append(str(path.relative_to(DOCS)))
        elif fresh != text:
            path.write_text(fresh, encoding="utf-8")
    if stale:
        print(f"stale: {', '.join(stale)}; run .venv/bin/python scripts/docs_sessions.py")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
