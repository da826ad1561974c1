"""The product graph's analyses: presence, strength, demand, criticality, state."""

from lantu.chains.chokepoint import Chokepoints, Exponents, chokepoints
from lantu.chains.completeness import (
    Completeness,
    Concentration,
    PartCompleteness,
    completeness,
    completeness_by,
    concentration,
    herfindahl,
)
from lantu.chains.couplings import Coupling, couplings
from lantu.chains.criticality import (
    Criticality,
    Impacts,
    criticality,
    criticality_many,
    cut,
    suppliers,
)
from lantu.chains.demand import Demand, demand
from lantu.chains.dependence import Dependence, dependence
from lantu.chains.diagnosis import Diagnosis, diagnose, diagnose_many, state_by_rule
from lantu.chains.feasibility import Feasibility, Nearest, feasibility, nearest
from lantu.chains.leadership import Leadership, betweenness, leadership
from lantu.chains.nearby import Candidates, Fit, outside_candidates, place_fit
from lantu.chains.presence import Presence, presence
from lantu.chains.reasons import ReasonCode
from lantu.chains.relatedness import DensityBand, Relatedness, density_band, relatedness
from lantu.chains.rules import Rules
from lantu.chains.strength import Basis, Strength, strength
from lantu.chains.wiring import final_products, wiring

__all__ = [
    "Basis",
    "Candidates",
    "Chokepoints",
    "Completeness",
    "Concentration",
    "Coupling",
    "Criticality",
    "Demand",
    "DensityBand",
    "Dependence",
    "Diagnosis",
    "Exponents",
    "Feasibility",
    "Fit",
    "Impacts",
    "Leadership",
    "Nearest",
    "PartCompleteness",
    "Presence",
    "ReasonCode",
    "Relatedness",
    "Rules",
    "Strength",
    "betweenness",
    "chokepoints",
    "completeness",
    "completeness_by",
    "concentration",
    "couplings",
    "criticality",
    "criticality_many",
    "cut",
    "demand",
    "density_band",
    "dependence",
    "diagnose",
    "diagnose_many",
    "feasibility",
    "final_products",
    "herfindahl",
    "leadership",
    "nearest",
    "outside_candidates",
    "place_fit",
    "presence",
    "relatedness",
    "state_by_rule",
    "strength",
    "suppliers",
    "wiring",
]
