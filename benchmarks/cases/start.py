"""Start-up: what a person waits for before anything happens."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.registry import CommandCase

LANTU = str(Path(sys.executable).parent / "lantu")


def _nothing(_size: int, _folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-c", "pass")


def _import(_size: int, _folder: Path) -> tuple[str, ...]:
    return (sys.executable, "-c", "import lantu")


def _help(_size: int, _folder: Path) -> tuple[str, ...]:
    return (LANTU, "--help")


def _demo(_size: int, folder: Path) -> tuple[str, ...]:
    return (LANTU, "demo", "--out", str(folder / "blueprint"))


CASES = (
    CommandCase(
        name="start-import",
        about="import lantu, beside an interpreter that does nothing",
        command=_import,
        rival=_nothing,
        rival_name="bare Python",
    ),
    CommandCase(
        name="start-help",
        about="lantu --help, beside an interpreter that does nothing",
        command=_help,
        rival=_nothing,
        rival_name="bare Python",
    ),
    CommandCase(
        name="start-demo",
        about="lantu demo: read, diagnose and draw the packaged facts of Hubei",
        command=_demo,
    ),
)
