"""The product graph's analyses: presence, strength, demand, criticality, state."""

from lantu.chains.completeness import Completeness, completeness, herfindahl
from lantu.chains.couplings import Coupling, couplings
from lantu.chains.criticality import Criticality, criticality, cut, single_cuts
from lantu.chains.diagnosis import Diagnosis, ReasonCode, diagnose, diagnose_many
from lantu.chains.leadership import Leadership, betweenness, leadership
from lantu.chains.nearby import Fit, place_fit
from lantu.chains.presence import Presence, presence
from lantu.chains.rules import Rules

__all__ = [
    "Completeness",
    "Coupling",
    "Criticality",
    "Diagnosis",
    "Fit",
    "Leadership",
    "Presence",
    "ReasonCode",
    "Rules",
    "betweenness",
    "completeness",
    "couplings",
    "criticality",
    "cut",
    "diagnose",
    "diagnose_many",
    "herfindahl",
    "leadership",
    "place_fit",
    "presence",
    "single_cuts",
]
