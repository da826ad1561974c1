from __future__ import annotations

import subprocess
import sys

import pytest

from benchmarks import measure
from benchmarks.registry import Case, discover


def test_every_case_says_what_it_measures() -> None:
    cases = discover()
    assert {"start-import", "start-help"} <= set(cases)
    assert [name for name, case in cases.items() if not case.about] == []


def test_listing_the_cases_loads_no_heavy_library() -> None:
    code = (
        "import sys\n"
        "from benchmarks.registry import discover\n"
        "discover()\n"
        "print(*(n for n in ('numpy', 'polars', 'numba', 'lantu') if n in sys.modules))"
    )
    done = subprocess.run(  # noqa: S603 -- our own interpreter, our own code
        [sys.executable, "-c", code], check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == []


def test_sizes_ascend() -> None:
    with pytest.raises(ValueError, match="ascend"):
        Case(name="x", about="x", sizes=(2, 1), setup=int, run=int)


def test_two_cases_of_one_name_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    case = Case(name="twice", about="x", sizes=(1,), setup=int, run=int)

    class Module:
        CASES = (case, case)

    monkeypatch.setattr("benchmarks.registry.import_module", lambda _: Module)
    with pytest.raises(ValueError, match="twice"):
        discover()


def test_a_reading_has_the_first_run_and_the_later_ones() -> None:
    calls: list[object] = []
    reading = measure.measure_calls(calls.append, "given", repeats=2)
    assert calls == ["given"] * 3
    assert reading.peak > 1
    assert min(reading.first, reading.wall, reading.cpu) >= 0


def test_a_command_that_fails_is_no_reading() -> None:
    with pytest.raises(measure.ChildFailedError, match="ended with 3"):
        measure.measure_command([sys.executable, "-c", "raise SystemExit(3)"], repeats=0)


def test_a_report_reads_back(capsys: pytest.CaptureFixture[str]) -> None:
    reading = measure.Reading(first=1.5, wall=1.0, cpu=0.5, peak=20.0)
    measure.report(reading)
    assert measure.read_report("noise before\n" + capsys.readouterr().out) == reading
