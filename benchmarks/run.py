"""Run the benchmarks and print their table.

::

    python benchmarks/run.py                       every case, every size
    python benchmarks/run.py --smoke               every case once, smallest size
    python benchmarks/run.py --case NAME --size N  one case, one size
    python benchmarks/run.py --json FILE           write the readings too, - for stdout

Each side of a case runs in its own process. Where a case has a rival, the two take
turns over ``--rounds`` and the table gives the median of the ratios rival / lantu:
above 1, lantu is quicker (or smaller).
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks import measure
from benchmarks.registry import Case, CommandCase, discover

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

OURS, RIVAL = "lantu", "rival"
REPEATS = 5
ROUNDS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the table: a side of a case at a size, over all rounds.

    Attributes:
        case: Name of the case.
        size: Its size.
        side: ``lantu``, or the rival's name.
        reading: Medians over the rounds.
        wall_ratio: Rival's seconds over ours, median over the rounds; None for our side.
        peak_ratio: Rival's peak memory over ours, likewise.
    """

    case: str
    size: int
    side: str
    reading: measure.Reading
    wall_ratio: float | None = None
    peak_ratio: float | None = None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments choose; 0 where every case ran."""
    options = _parser().parse_args(arguments)
    cases = discover()
    if options.child:
        return _child(cases[options.case], options.size, options.child, options.repeats)
    chosen = _chosen(cases, options.case)
    lines = [line for case in chosen for line in _lines(case, options)]
    sys.stdout.flush()
    if options.json:
        _write_json(lines, options.json)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description="Run the benchmarks and print their table.")
    parser.add_argument("--smoke", action="store_true", help="every case once, smallest size")
    parser.add_argument("--case", help="only the cases whose name starts so")
    parser.add_argument("--size", type=int, help="only this size")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="processes per side")
    parser.add_argument("--repeats", type=int, default=REPEATS, help="runs after the first")
    parser.add_argument("--json", metavar="FILE", help="write the readings, - for stdout")
    parser.add_argument("--child", choices=(OURS, RIVAL), help=argparse.SUPPRESS)
    return parser


def _chosen(cases: dict[str, Case | CommandCase], start: str | None) -> list[Case | CommandCase]:
    chosen = [case for name, case in cases.items() if name.startswith(start or "")]
    if not chosen:
        message = f"no case starts with {start!r}; there are: {', '.join(cases)}"
        raise SystemExit(message)
    return chosen


def _lines(case: Case | CommandCase, options: argparse.Namespace) -> Iterator[Line]:
    for size in _sizes(case, options):
        rounds, repeats = (1, 0) if options.smoke else (options.rounds, options.repeats)
        sides = _sides(case)
        readings = {side: list[measure.Reading]() for side in sides}
        for _ in range(rounds):
            for side in sides:
                readings[side].append(_measure(case, size, side, repeats))
        for side in sides:
            line = _line(case, size, side, readings)
            sys.stderr.write(_format(line) + "\n")
            yield line


def _sizes(case: Case | CommandCase, options: argparse.Namespace) -> tuple[int, ...]:
    if options.size is not None:
        return (options.size,)
    return case.sizes[:1] if options.smoke else case.sizes


def _sides(case: Case | CommandCase) -> tuple[str, ...]:
    if case.rival is None:
        return (OURS,)
    if isinstance(case, Case) and case.rival is not None and not case.rival.present:
        sys.stderr.write(f"{case.name}: {case.rival.name} is not installed, so it is left out\n")
        return (OURS,)
    return (OURS, RIVAL)


def _measure(case: Case | CommandCase, size: int, side: str, repeats: int) -> measure.Reading:
    if isinstance(case, CommandCase):
        with tempfile.TemporaryDirectory(prefix="lantu-benchmark-") as folder:
            command = case.rival if side == RIVAL and case.rival else case.command
            return measure.measure_command(command(size, Path(folder)), repeats)
    arguments = ["--case", case.name, "--size", str(size), "--repeats", str(repeats)]
    python = case.rival.python if side == RIVAL and case.rival else sys.executable
    done = subprocess.run(
        [python, __file__, "--child", side, *arguments],
        check=False,
        capture_output=True,
        text=True,
    )
    if done.returncode:
        message = f"{case.name}, size {size}, {side}:\n{done.stderr}"
        raise measure.ChildFailedError(message)
    return measure.read_report(done.stdout)


def _child(case: Case | CommandCase, size: int, side: str, repeats: int) -> int:
    if isinstance(case, CommandCase):
        message = f"{case.name} is a program; the runner starts it directly"
        raise SystemExit(message)
    setup, run = case.setup, case.run
    if side == RIVAL and case.rival is not None:
        setup, run = case.rival.setup or case.setup, case.rival.run
    measure.report(measure.measure_calls(run, setup(size), repeats))
    return 0


def _line(
    case: Case | CommandCase, size: int, side: str, readings: dict[str, list[measure.Reading]]
) -> Line:
    mine, ours = readings[side], readings[OURS]
    turns = list(zip(mine, ours, strict=True))
    rival = side == RIVAL
    return Line(
        case=case.name,
        size=size,
        side=_rival_name(case) if rival else OURS,
        reading=measure.Reading(
            first=statistics.median(reading.first for reading in mine),
            wall=statistics.median(reading.wall for reading in mine),
            cpu=statistics.median(reading.cpu for reading in mine),
            peak=max(reading.peak for reading in mine),
        ),
        wall_ratio=statistics.median(a.wall / b.wall for a, b in turns) if rival else None,
        peak_ratio=statistics.median(a.peak / b.peak for a, b in turns) if rival else None,
    )


def _rival_name(case: Case | CommandCase) -> str:
    if isinstance(case, CommandCase):
        return case.rival_name
    return case.rival.name if case.rival else ""


def _format(line: Line) -> str:
    reading = line.reading
    ratio = ""
    if line.wall_ratio is not None and line.peak_ratio is not None:
        ratio = f"  ×{line.wall_ratio:.2f} time  ×{line.peak_ratio:.2f} memory"
    return (
        f"{line.case:<24} {line.size:>9}  {line.side:<14} first {reading.first:>9.4f} s"
        f"  wall {reading.wall:>9.4f} s  cpu {reading.cpu:>9.4f} s"
        f"  peak {reading.peak:>7.1f} MB{ratio}"
    )


def _write_json(lines: Sequence[Line], target: str) -> None:
    text = json.dumps([asdict(line) for line in lines], indent=2, ensure_ascii=False) + "\n"
    if target == "-":
        sys.stdout.write(text)
    else:
        Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
