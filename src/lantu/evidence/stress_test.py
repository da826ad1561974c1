"""What a scenario that was tried brings about, in neutral form; reports tell and draw it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.evidence.courses import Course
    from lantu.evidence.exhibits import Ledger
    from lantu.evidence.finding import Method
    from lantu.vocab.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class StressTest:
    """A stress test (压力测试): what stops, for how long, who is hit, what is worst.

    Attributes:
        scenario: Code of the scenario.
        name: What people call it.
        about: What it is about; None where nothing is told.
        engine: What was struck: ``chain``, ``firms`` or ``economy``.
        headline: What it brings about, in one sentence.
        course: Losses over the days; None where the engine knows no time.
        ledgers: The whole in one row first, then who is hit, then what is worst.
        caveats: What a reader must know.
        settings: What it was tried with, as text pairs in order.
        methods: Every method that a figure names.
    """

    scenario: str
    name: Text
    about: Text | None
    engine: str
    headline: Text
    course: Course | None
    ledgers: tuple[Ledger, ...]
    caveats: tuple[Text, ...]
    settings: tuple[tuple[str, str], ...]
    methods: tuple[Method, ...]
