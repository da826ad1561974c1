"""Blows and what they bring about: firms, chains and economies that are struck, and the doubt."""

from lantu.shocks.chain.breaks import ChainBreak, chain_break
from lantu.shocks.chain.cut_sets import CutSets, ProductCuts, cut_sets
from lantu.shocks.chain.failures import Failures, Pairs, failures
from lantu.shocks.chain.importance import Importance, importance
from lantu.shocks.economy.ario import ario
from lantu.shocks.economy.collapse import Averted, Collapse, trace_collapse
from lantu.shocks.economy.courses import Course
from lantu.shocks.economy.economy import Economy
from lantu.shocks.economy.events import (
    CapacityLoss,
    CapitalLoss,
    Event,
    ImportCut,
    Rebuilding,
    capacity_loss,
    capital_loss,
    import_cut,
    shared,
)
from lantu.shocks.economy.runs import EconomyLosses, EconomyRun
from lantu.shocks.economy.settings import ArioSettings, like_boario
from lantu.shocks.economy.targets import economy_events, economy_settings
from lantu.shocks.firms.blows import Shock, every_firm, shock
from lantu.shocks.firms.cascade import Cascades, cascades
from lantu.shocks.firms.disaggregation import disaggregated
from lantu.shocks.firms.paths import LossPaths, loss_paths
from lantu.shocks.firms.runs import PUBLISHED, Stop
from lantu.shocks.firms.targets import network_shock
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
    "ArioSettings",
    "Averted",
    "CapacityLoss",
    "CapitalLoss",
    "Cascades",
    "ChainBreak",
    "Collapse",
    "Course",
    "CutSets",
    "Design",
    "Economy",
    "EconomyLosses",
    "EconomyRun",
    "ElementaryEffects",
    "Event",
    "Failures",
    "ImportCut",
    "Importance",
    "LossPaths",
    "Pairs",
    "Points",
    "ProductCuts",
    "Rebuilding",
    "Shock",
    "SobolIndices",
    "Stop",
    "Summary",
    "ario",
    "capacity_loss",
    "capital_loss",
    "cascades",
    "chain_break",
    "cut_sets",
    "disaggregated",
    "drawn_graph",
    "drawn_points",
    "economy_events",
    "economy_settings",
    "elementary_effects",
    "every_firm",
    "failures",
    "import_cut",
    "importance",
    "like_boario",
    "loss_paths",
    "morris_points",
    "network_shock",
    "shared",
    "shock",
    "sobol_base",
    "sobol_indices",
    "sobol_points",
    "summary",
    "trace_collapse",
]
