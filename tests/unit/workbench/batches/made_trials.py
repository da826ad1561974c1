"""Engines small enough to know what they find, some of which fail or kill."""

from __future__ import annotations

import os
import signal
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import numpy as np

from lantu.errors import DataError
from lantu.model.scenario import Blow, Engine, Hit, Scenario, Target, middle
from lantu.model.spread import Shape, Spread
from lantu.vocab.text import Text
from lantu.workbench.batches import Lot, OneByOne, Record

if TYPE_CHECKING:
    from collections.abc import Sequence

LENS = Target(kind=Hit.PRODUCT, code="lens")
PART = Spread(shape=Shape.UNIFORM, low=0.2, high=0.8)
DAYS = Spread(shape=Shape.TRIANGULAR, low=7.0, mode=14.0, high=28.0)
SURE = Blow(targets=(LENS,), part=0.5, days=10.0)
UNSURE = Blow(targets=(LENS,), part=PART, days=DAYS)


def scenario(code: str = "cut", blow: Blow = UNSURE, **more: Any) -> Scenario:
    return Scenario(
        code=code, name=Text("断供", "cut"), engine=Engine.CHAIN, days=60, blows=(blow,), **more
    )


def outcome(settled: Scenario, lot: Lot) -> Record:
    """What is lost each day and in all; doubtful evidence adds noise."""
    (blow,) = settled.blows
    part, days = middle(blow.part), middle(blow.days)
    noise = float(lot.rng().random()) if settled.doubt else 0.0
    daily = part * np.clip(days - np.arange(5) * 7, 0, 7)
    return {"loss": part * days + noise, "daily": daily, "still": 1.0}


PLAIN = OneByOne(outcome=outcome, mark="plain")
THREADED = OneByOne(outcome=outcome, mark="plain", threads=True)


def failing(settled: Scenario, lot: Lot) -> Record:
    """Fails where more than seven tenths are lost."""
    if middle(settled.blows[0].part) > 0.7:
        raise DataError(f"nothing is left of draw {lot.number}", hint="none")
    return outcome(settled, lot)


FAILING = OneByOne(outcome=failing, mark="failing")


def balanced(settled: Scenario, lot: Lot) -> Record:
    """As much to one side as to the other."""
    del settled
    return {"loss": 1.0 - 2.0 * (lot.number % 2)}


def forgetful(settled: Scenario, lot: Lot) -> Record:
    """Leaves one outcome out now and then."""
    found = dict(outcome(settled, lot))
    if lot.number % 3:
        del found["still"]
    return found


FORGETFUL = OneByOne(outcome=forgetful, mark="forgetful")


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """Says the same whatever is tried, or raises it."""

    what: Any
    mark: str = "saying"
    threads: bool = False
    together: int = 1

    def outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> Sequence[Record]:
        del lots
        if isinstance(self.what, Exception):
            raise self.what
        return [self.what for _ in settled]


@dataclass(frozen=True, slots=True, kw_only=True)
class Killing:
    """The plain one, but it kills a process at one draw, as often as said, then no more.

    Attributes:
        folder: Where it leaves a mark of every kill.
        draw: At which draw.
        whom: The process that works, or the one that started it.
        times: How often.
    """

    folder: str
    draw: int
    whom: Literal["worker", "parent"] = "worker"
    times: int = 1
    mark: str = "plain"
    threads: bool = False
    together: int = 1

    def outcomes(self, settled: Sequence[Scenario], lots: Sequence[Lot]) -> Sequence[Record]:
        if any(lot.number == self.draw for lot in lots):
            self._kill()
        return [outcome(each, lot) for each, lot in zip(settled, lots, strict=True)]

    def _kill(self) -> None:
        kills = len(list(Path(self.folder).iterdir()))
        if kills < self.times:
            (Path(self.folder) / f"{kills}").touch()
            os.kill(os.getpid() if self.whom == "worker" else os.getppid(), signal.SIGKILL)
