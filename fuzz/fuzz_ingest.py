"""Throws damaged files at the readers and the checker.

    python fuzz/fuzz_ingest.py --runs 2000 [--seed 0] [--seconds 60]
    python fuzz/fuzz_ingest.py -runs=2000 [any other flag of libFuzzer]

Property: whatever the bytes of a workspace's file, reading and checking them returns
faults or raises :class:`lantu.errors.LantuError`; it never raises anything else, takes
longer than a file of its size may, or takes more memory than the machine spares.

The first form mutates good files, the same for the same seed. The second lets libFuzzer
(atheris) choose the bytes by the branches they reach; where atheris is not installed it
falls back on the first. A failing input is kept and named.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import io
import itertools
import random
import re
import resource
import signal
import sys
import time
import traceback
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import polars as pl
import xlsxwriter

from lantu.errors import LantuError

if TYPE_CHECKING:
    from collections.abc import Iterator

TOWN = Path(__file__).parents[1] / "tests" / "town"
MOST_SECONDS = 30
"""For one input of a few kilobytes; a good one takes a tenth of a second."""

DEEP = 10
"""Every how many inputs the whole town is checked with the input in place: reading alone
takes milliseconds, checking a tenth of a second."""

MOST_SECONDS_IN_ALL = 3600.0

MOST_BYTES = 8 << 30
"""Address space; a good run stays under one gigabyte, most of it libraries."""

TABLES = ("links", "indicators", "firm_products", "cities")
TOKENS = (
    b'"', b",", b"\n", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xb4\xf3", b";", b"=1+1",
    b"-1", b"1e999", b"NaN", b"P01", b"P99", "，".encode(), b"[", b"]", b"{", b"'", b"/>", b"<c",
    b"PAR1", b"PK\x03\x04", b"\xff\xff\xff\x7f", b"A" * 300, "\u200b".encode(), b"2024-13",
)  # fmt: skip


class TooSlowError(BaseException):
    """An input took longer than any file of its size may."""


def good_files() -> list[tuple[str, bytes]]:
    """Kind and bytes of files that pass, to start from."""
    files = [("toml", (TOWN / "lantu.toml").read_bytes())]
    files += [("geojson", (TOWN / "outlines.geojson").read_bytes())]
    for table in TABLES:
        text = (TOWN / "facts" / f"{table}.csv").read_bytes()
        frame = pl.read_csv(io.BytesIO(text), infer_schema=False)
        packed = io.BytesIO()
        frame.write_parquet(packed)
        files += [(f"csv:{table}", text), (f"parquet:{table}", packed.getvalue())]
        files += [(f"xlsx:{table}", _workbook(frame))]
    return files


def _workbook(frame: pl.DataFrame) -> bytes:
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True, "strings_to_numbers": True})
    sheet = book.add_worksheet()
    for row, cells in enumerate([frame.columns, *frame.iter_rows()]):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    book.close()
    return packed.getvalue()


def mutated(data: bytes, rng: random.Random) -> bytes:
    """``data`` with a few bytes flipped, cut, doubled, or replaced by trouble."""
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, length = rng.randrange(len(data) + 1), rng.randrange(1, 40)
        before, piece, after = data[:at], data[at : at + length], data[at + length :]
        token = rng.choice(TOKENS)
        moves = (
            before + bytes(b ^ 1 << rng.randrange(8) for b in piece[:1]) + data[at + 1 :],
            before + after,
            before + piece * rng.randrange(2, 5) + after,
            before + token + piece + after,
            before + token + data[at + len(token) :],
            before if rng.randrange(4) == 0 else data,
        )
        data = rng.choice(moves)
    return data


class Mouth:
    """Everything that eats files, imported when it is made: libFuzzer must see the import."""

    def __init__(self) -> None:
        part = {
            name: importlib.import_module(f"lantu.facts.{name}")
            for name in (
                "intake.csv_file", "intake.xlsx_file", "intake.parquet_file", "intake.folder",
                "checks.checking", "outlines", "schema", "settings",
            )
        }  # fmt: skip
        self.tables = part["schema"].load_schema().tables
        self.town = part["intake.folder"].read_folder(TOWN)
        self._check = part["checks.checking"].check_intake
        self._settings = part["settings"].read_settings
        self._outlines = part["outlines"].check_outlines
        self._csv = part["intake.csv_file"].read_csv
        self._xlsx = part["intake.xlsx_file"].read_xlsx
        self._parquet = part["intake.parquet_file"].read_parquet

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Read ``data`` as a file of ``kind``; ``deep`` checks the town with it in place."""
        form, _, name = kind.partition(":")
        if form == "toml":
            found, faults = self._settings(data)
            intake = replace(self.town, settings=found, faults=tuple(faults))
        elif form == "geojson":
            faults = list(self._outlines(data))
            intake = replace(self.town, faults=tuple(faults))
        else:
            raws, faults = self._tables(form, name, data)
            tables = {**self.town.tables, **{raw.origin.table.name: raw for raw in raws}}
            intake = replace(self.town, tables=tables, faults=tuple(faults))
        report = self._check(intake).report if deep else None
        for fault in report.faults if report else faults:
            if fault.say("zh") == fault.say("en"):
                raise AssertionError(fault.rule)

    def _tables(self, form: str, name: str, data: bytes) -> tuple[list[Any], list[Any]]:
        table = self.tables[name]
        if form == "xlsx":
            return cast("tuple[list[Any], list[Any]]", self._xlsx(data, table, f"{name}.xlsx"))
        if form == "csv":
            raw, faults = self._csv(data, table, f"{name}.csv", "utf-8")
        else:
            raw, faults = self._parquet(data, table, f"{name}.parquet")
        return [raw] if raw else [], faults


def survives(mouth: Mouth, kind: str, data: bytes, *, deep: bool) -> bool:
    """Whether the property holds for one input; says so where it does not."""
    try:
        mouth.swallow(kind, data, deep=deep)
    except LantuError:
        pass
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - whatever it is, it breaks the property
        name = f"failed-{kind.replace(':', '-')}-{hashlib.sha256(data).hexdigest()[:12]}"
        Path(name).write_bytes(data)
        traceback.print_exc()
        sys.stderr.write(f"{kind}: the input is kept as {name}\n")
        return False
    return True


def inputs(runs: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The inputs of one seed, always the same: good files first, then mutations."""
    files = good_files()
    yield from files
    rng = random.Random(seed)  # noqa: S311 - dice, no secret
    for _ in range(runs):
        kind, data = rng.choice(files)
        yield kind, mutated(data, rng)


def guard() -> None:
    """Turn an endless input or a greedy one into an exception."""

    def stop(_signal: int, _frame: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def seeded(runs: int, seed: int, seconds: float) -> int:
    """Run the mutations of one seed; returns how many inputs broke the property."""
    guard()
    mouth, started, done, failed = Mouth(), time.monotonic(), 0, 0
    for kind, data in inputs(runs, seed):
        if time.monotonic() - started > seconds:
            break
        done += 1
        signal.alarm(MOST_SECONDS)
        failed += not survives(mouth, kind, data, deep=done % DEEP == 0)
        signal.alarm(0)
    sys.stdout.write(f"{done} inputs, {failed} broke the property\n")
    return failed


def guided(flags: list[str]) -> None:
    """Let libFuzzer choose the bytes; it never returns."""
    import atheris  # noqa: PLC0415 - not every machine has it

    with atheris.instrument_imports(include=["lantu.facts", "lantu.vocab"]):
        mouth = Mouth()
    files = good_files()
    eaten = itertools.count()

    def once(data: bytes) -> None:
        provider = atheris.FuzzedDataProvider(data)
        kind, good = files[provider.ConsumeIntInRange(0, len(files) - 1)]
        at = provider.ConsumeIntInRange(0, len(good))
        cut = provider.ConsumeIntInRange(0, 64)
        piece = provider.ConsumeBytes(256)
        deep = next(eaten) % DEEP == 0
        if not survives(mouth, kind, good[:at] + piece + good[at + cut :], deep=deep):
            raise AssertionError(kind)

    atheris.Setup([sys.argv[0], *flags], once)
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """Run from the command line."""
    runs = re.fullmatch(r"-runs=(\d+)", arguments[0]) if arguments else None
    if runs and importlib.util.find_spec("atheris"):
        guided(arguments)
    if runs:
        return 1 if seeded(int(runs[1]), 0, MOST_SECONDS_IN_ALL) else 0
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=MOST_SECONDS_IN_ALL)
    options = parser.parse_args(arguments)
    return 1 if seeded(options.runs, options.seed, options.seconds) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
