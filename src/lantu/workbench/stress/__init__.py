"""Stress tests: a scenario of the shelf, of a file or of a few words, tried and told."""

from lantu.workbench.stress.bench import Listed, StressBench
from lantu.workbench.stress.given import Words, scenario_of_words
from lantu.workbench.stress.requests import StressRequest
from lantu.workbench.stress.telling import StressAnswer

__all__ = [
    "Listed",
    "StressAnswer",
    "StressBench",
    "StressRequest",
    "Words",
    "scenario_of_words",
]
