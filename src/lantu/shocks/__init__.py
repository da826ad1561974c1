"""Blows and what they bring about: firms that fail, chains that break, and the doubt of it."""

from lantu.shocks.chain.breaks import ChainBreak, chain_break
from lantu.shocks.firms.blows import Shock, every_firm, shock
from lantu.shocks.firms.cascade import Cascades, cascades
from lantu.shocks.firms.runs import PUBLISHED, Stop
from lantu.shocks.firms.webs import ESSENTIAL, NEGLIGIBLE, REPLACEABLE
from lantu.shocks.sensitivity.effects import ElementaryEffects, elementary_effects, morris_points
from lantu.shocks.sensitivity.evidence import drawn_graph
from lantu.shocks.sensitivity.points import Design, Points, drawn_points
from lantu.shocks.sensitivity.summaries import Summary, summary
from lantu.shocks.sensitivity.variance import (
    SobolIndices,
    sobol_base,
    sobol_indices,
    sobol_points,
)

__all__ = [
    "ESSENTIAL",
    "NEGLIGIBLE",
    "PUBLISHED",
    "REPLACEABLE",
    "Cascades",
    "ChainBreak",
    "Design",
    "ElementaryEffects",
    "Points",
    "Shock",
    "SobolIndices",
    "Stop",
    "Summary",
    "cascades",
    "chain_break",
    "drawn_graph",
    "drawn_points",
    "elementary_effects",
    "every_firm",
    "morris_points",
    "shock",
    "sobol_base",
    "sobol_indices",
    "sobol_points",
    "summary",
]
