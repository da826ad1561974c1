"""What a benchmark is, and where the cases are found.

A case is data: a name, sizes, and what to run. Case modules stay light at import: the
runner imports all of them only to list them, and measures in child processes. Heavy
libraries are imported inside ``setup`` and ``run``.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

CASES_FOLDER = Path(__file__).parent / "cases"

RIVALS_FOLDER = Path(__file__).parent.parent / ".venv-rivals"
"""Environments made by ``scripts/rivals``, one per lock under ``benchmarks/rivals``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rival:
    """Another way to the same result, measured side by side.

    Attributes:
        name: What it is, such as ``networkx``.
        run: Takes what ``setup`` made, returns the result.
        needs: Module it imports; a machine without it leaves the rival out, with a line.
        setup: Makes its input from a size, outside the clock; None shares the case's own.
        environment: Where it is installed apart from lantu, a lock's name under
            ``benchmarks/rivals``; empty where it shares lantu's own. Its ``setup`` and
            ``run`` then import nothing of lantu.
    """

    name: str
    run: Callable[[Any], object]
    needs: str
    setup: Callable[[int], Any] | None = None
    environment: str = ""

    @property
    def python(self) -> str:
        """The interpreter that can import it."""
        if not self.environment:
            return sys.executable
        return str(RIVALS_FOLDER / self.environment / "bin" / "python")

    @property
    def present(self) -> bool:
        """Whether this machine has the module that the rival needs."""
        if self.environment:
            return (RIVALS_FOLDER / self.environment / f".installed-{self.environment}").exists()
        return find_spec(self.needs) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One thing worth timing, run inside a fresh Python process.

    Attributes:
        name: Its short name, such as ``chains-presence``.
        about: What it measures, in one line.
        sizes: From smallest to greatest; what a size counts is told in ``about``.
        setup: Makes the input from a size, outside the clock.
        run: Takes what ``setup`` made, returns the result.
        rival: Another way to the same result, where there is one.
    """

    name: str
    about: str
    sizes: tuple[int, ...]
    setup: Callable[[int], Any]
    run: Callable[[Any], object]
    rival: Rival | None = None

    def __post_init__(self) -> None:
        """Refuse a case without sizes or with sizes out of order.

        Raises:
            ValueError: ``sizes`` is empty or does not ascend.
        """
        _refuse_sizes(self.name, self.sizes)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandCase:
    """One whole program worth timing, start-up included.

    Attributes:
        name: Its short name, such as ``start-help``.
        about: What it measures, in one line.
        command: The program and its arguments for a size and an empty folder to write to.
        sizes: From smallest to greatest; ``(1,)`` where size has no meaning.
        rival: The program to set it beside, such as an interpreter that does nothing.
        rival_name: What the rival is.
    """

    name: str
    about: str
    command: Callable[[int, Path], tuple[str, ...]]
    sizes: tuple[int, ...] = (1,)
    rival: Callable[[int, Path], tuple[str, ...]] | None = None
    rival_name: str = ""

    def __post_init__(self) -> None:
        """Refuse a case without sizes or with sizes out of order.

        Raises:
            ValueError: ``sizes`` is empty or does not ascend.
        """
        _refuse_sizes(self.name, self.sizes)


def _refuse_sizes(name: str, sizes: tuple[int, ...]) -> None:
    if not sizes or list(sizes) != sorted(set(sizes)):
        message = f"case {name}: sizes must ascend and not be empty, got {sizes}"
        raise ValueError(message)


def discover() -> dict[str, Case | CommandCase]:
    """Every case under ``benchmarks/cases``, by name, in order of file and place.

    Raises:
        ValueError: Two cases share a name.
    """
    found: dict[str, Case | CommandCase] = {}
    for path in sorted(CASES_FOLDER.glob("*.py")):
        module = import_module(f"benchmarks.cases.{path.stem}")
        for case in module.CASES:
            if case.name in found:
                message = f"two cases are called {case.name}; the second is in {path.name}"
                raise ValueError(message)
            found[case.name] = case
    return found
