"""Answers to a rubric of digital maturity, and figures of a digital economy, ready to be asked."""

from lantu.workbench.digital.asked import DigitalRequest, rubrics, write_form
from lantu.workbench.digital.checking import DigitalCheck, check_answers
from lantu.workbench.digital.economy import open_economy
from lantu.workbench.digital.levels import Digitals, open_answers, shelved_levels

__all__ = [
    "DigitalCheck",
    "DigitalRequest",
    "Digitals",
    "check_answers",
    "open_answers",
    "open_economy",
    "rubrics",
    "shelved_levels",
    "write_form",
]
