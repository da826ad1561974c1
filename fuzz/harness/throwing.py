"""Throws damaged files at whatever eats files, and says which ones it choked on.

    python fuzz/fuzz_….py --runs 2000 [--seed 0] [--seconds 60]
    python fuzz/fuzz_….py -runs=2000 [any other flag of libFuzzer]

The first form mutates good files, the same for the same seed. The second lets libFuzzer
(atheris) choose the bytes by the branches they reach; where atheris is not installed it
falls back on the first. A failing input is kept and named.
"""

from __future__ import annotations

import argparse
import hashlib
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
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lantu.errors import LantuError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

MOST_SECONDS = 30
"""For one input of a few kilobytes; a good one takes a tenth of a second."""

DEEP = 10
"""Every how many inputs what was read is used as well: reading alone takes milliseconds."""

MOST_SECONDS_IN_ALL = 3600.0

MOST_BYTES = 8 << 30
"""Address space; a good run stays under one gigabyte, most of it libraries."""

TOKENS = (
    b'"', b",", b"\n", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xb4\xf3", b";", b"=1+1",
    b"-1", b"1e999", b"NaN", "，".encode(), b"[", b"]", b"{", b"'", b"/>", b"<c",
    b"PAR1", b"PK\x03\x04", b"\xff\xff\xff\x7f", b"A" * 300, "\u200b".encode(),
)  # fmt: skip
"""Trouble for any reader."""


class TooSlowError(BaseException):
    """An input took longer than any file of its size may."""


class Mouth(Protocol):
    """Whatever eats files."""

    def swallow(self, kind: str, data: bytes, *, deep: bool) -> None:
        """Read ``data`` as a file of ``kind``; ``deep`` uses what was read as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is thrown at what.

    Attributes:
        about: What the command line says of itself.
        good: Kind and bytes of files that pass, to start from.
        mouth: Makes what eats them; it imports what it needs, for libFuzzer must see that.
        rooms: Packages whose branches libFuzzer watches.
        tokens: Trouble for these readers beside :data:`TOKENS`.
    """

    about: str
    good: Callable[[], list[tuple[str, bytes]]]
    mouth: Callable[[], Mouth]
    rooms: tuple[str, ...]
    tokens: tuple[bytes, ...] = ()


def mutated(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    """``data`` damaged; of an archive, half the time, one member inside it."""
    if data.startswith(b"PK\x03\x04") and rng.randrange(2):
        return _inside(data, rng, tokens)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at, length = rng.randrange(len(data) + 1), rng.randrange(1, 40)
        before, piece, after = data[:at], data[at : at + length], data[at + length :]
        token = rng.choice(tokens)
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


def _inside(data: bytes, rng: random.Random, tokens: Sequence[bytes]) -> bytes:
    """An archive that is whole, with one damaged member: what lies behind the checksum."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w") as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            member = old.read(name)
            new.writestr(name, mutated(member, rng, tokens) if name == chosen else member)
    return packed.getvalue()


def survives(mouth: Mouth, kind: str, data: bytes, *, deep: bool) -> bool:
    """Whether the mouth eats one input or refuses it as it may; says so where it does not."""
    try:
        mouth.swallow(kind, data, deep=deep)
    except LantuError:
        pass
    except KeyboardInterrupt:
        raise
    except BaseException:  # noqa: BLE001 - whatever it is, it breaks the property
        name = f"failed-{re.sub('[^a-z]+', '-', kind)}-{hashlib.sha256(data).hexdigest()[:12]}"
        Path(name).write_bytes(data)
        traceback.print_exc()
        sys.stderr.write(f"{kind}: the input is kept as {name}\n")
        return False
    return True


def inputs(target: Target, runs: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """The damaged inputs of one seed, always the same."""
    files, tokens = target.good(), (*TOKENS, *target.tokens)
    rng = random.Random(seed)  # noqa: S311 - dice, no secret
    for _ in range(runs):
        kind, data = rng.choice(files)
        yield kind, mutated(data, rng, tokens)


def guard() -> None:
    """Turn an endless input or a greedy one into an exception."""

    def stop(_signal: int, _frame: object) -> None:
        raise TooSlowError

    signal.signal(signal.SIGALRM, stop)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))


def seeded(target: Target, runs: int, seed: int, seconds: float) -> int:
    """Run the mutations of one seed; returns how many inputs broke the property."""
    guard()
    mouth, started, done, failed = target.mouth(), time.monotonic(), 0, 0
    for kind, data in target.good():
        mouth.swallow(kind, data, deep=True)  # what is refused whole is no test when damaged
    for kind, data in inputs(target, runs, seed):
        if time.monotonic() - started > seconds:
            break
        done += 1
        signal.alarm(MOST_SECONDS)
        failed += not survives(mouth, kind, data, deep=done % DEEP == 0)
        signal.alarm(0)
    sys.stdout.write(f"{done} inputs, {failed} broke the property\n")
    return failed


def guided(target: Target, flags: list[str]) -> None:
    """Let libFuzzer choose the bytes; it never returns."""
    import atheris  # noqa: PLC0415 - not every machine has it

    with atheris.instrument_imports(include=list(target.rooms)):
        mouth = target.mouth()
    files = target.good()
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


def run(target: Target, arguments: list[str]) -> int:
    """Run from the command line; 1 where an input broke the property."""
    runs = re.fullmatch(r"-runs=(\d+)", arguments[0]) if arguments else None
    if runs and importlib.util.find_spec("atheris"):
        guided(target, arguments)
    if runs:
        return 1 if seeded(target, int(runs[1]), 0, MOST_SECONDS_IN_ALL) else 0
    parser = argparse.ArgumentParser(description=target.about)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--seconds", type=float, default=MOST_SECONDS_IN_ALL)
    options = parser.parse_args(arguments)
    return 1 if seeded(target, options.runs, options.seed, options.seconds) else 0
