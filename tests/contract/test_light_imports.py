from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = (
    "distributed",
    "fastapi",
    "jinja2",
    "llvmlite",
    "nicegui",
    "numba",
    "numpy",
    "polars",
    "psycopg",
    "pyarrow",
    "python_calamine",
    "resvg_py",
    "rich",
    "scipy",
    "typer",
    "xlsxwriter",
)
NOT_FOR_HELP = tuple(name for name in HEAVY if name not in {"rich", "typer"})


def loaded_after(statement: str, names: tuple[str, ...]) -> list[str]:
    code = (
        "import contextlib, io, sys\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit):\n"
        f"    {statement}\n"
        f"print(*(name for name in {names!r} if name in sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own code
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    return done.stdout.split()


@pytest.mark.parametrize("statement", ["import lantu", "import lantu.errors"])
def test_importing_lantu_loads_no_heavy_library(statement: str) -> None:
    assert loaded_after(statement, HEAVY) == []


def test_the_probe_sees_a_library_that_is_loaded() -> None:
    assert loaded_after("import jinja2", HEAVY) == ["jinja2"]


def test_help_loads_no_library_of_numbers_or_tables() -> None:
    statement = "import sys; sys.argv = ['lantu', '--help']; from lantu.cli import main; main()"
    assert loaded_after(statement, NOT_FOR_HELP) == []
