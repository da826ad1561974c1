"""The product graph's analyses: presence, strength, demand, criticality, state."""

from lantu.chains.completeness import Completeness, completeness, herfindahl
from lantu.chains.criticality import Criticality, criticality, cut, single_cuts
from lantu.chains.diagnosis import Diagnosis, ReasonCode, diagnose, diagnose_many
from lantu.chains.presence import Presence, presence
from lantu.chains.rules import Rules

__all__ = [
    "Completeness",
    "Criticality",
    "Diagnosis",
    "Presence",
    "ReasonCode",
    "Rules",
    "completeness",
    "criticality",
    "cut",
    "diagnose",
    "diagnose_many",
    "herfindahl",
    "presence",
    "single_cuts",
]
