"""Capability: specialisation, complexity, relatedness, and what a place enters next."""

from lantu.complexity.advantage import Advantage, per_head, rca
from lantu.complexity.conventions import CONVENTIONS, Convention
from lantu.complexity.eci import Eci, eci
from lantu.complexity.fitness import Fitness, RanksSettle, Steps, ValuesSettle, fitness
from lantu.complexity.measures import Measures, measure
from lantu.complexity.opportunity import Outlook, outlook, outlook_of
from lantu.complexity.presence import LeftOut, Presence, presence
from lantu.complexity.proximity import Proximity, proximity
from lantu.complexity.relatedness import (
    Relatedness,
    RelativeRelatedness,
    relatedness,
    relative_relatedness,
)
from lantu.complexity.rules import PresenceTest, Rules
from lantu.model.activity_matrix import ActivityMatrix, activity_matrix

__all__ = [
    "CONVENTIONS",
    "ActivityMatrix",
    "Advantage",
    "Convention",
    "Eci",
    "Fitness",
    "LeftOut",
    "Measures",
    "Outlook",
    "Presence",
    "PresenceTest",
    "Proximity",
    "RanksSettle",
    "Relatedness",
    "RelativeRelatedness",
    "Rules",
    "Steps",
    "ValuesSettle",
    "activity_matrix",
    "eci",
    "fitness",
    "measure",
    "outlook",
    "outlook_of",
    "per_head",
    "presence",
    "proximity",
    "rca",
    "relatedness",
    "relative_relatedness",
]
