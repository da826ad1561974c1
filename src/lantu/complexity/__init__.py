"""Capability: specialisation, complexity, relatedness, and what a place enters next."""

from lantu.complexity.advantage import Advantage, per_head, rca
from lantu.complexity.baselines import Baseline, baselines
from lantu.complexity.conventions import CONVENTIONS, Convention
from lantu.complexity.eci import Eci, eci
from lantu.complexity.entry import EntryForecast, EntryModel, entry_model
from lantu.complexity.entry_backtest import EntryBacktest, entry_backtest
from lantu.complexity.entry_features import EntryTest
from lantu.complexity.entry_reasons import EntryReasons, entry_reasons
from lantu.complexity.evaluation import (
    Calibration,
    auc,
    average_precision,
    best_f1,
    brier,
    calibration,
    precision_at,
)
from lantu.complexity.fitness import Fitness, RanksSettle, Steps, ValuesSettle, fitness
from lantu.complexity.measures import Measures, measure
from lantu.complexity.neighbours import Neighbours
from lantu.complexity.next_products import NextProducts, next_products
from lantu.complexity.opportunity import Outlook, outlook, outlook_of
from lantu.complexity.presence import LeftOut, Presence, presence
from lantu.complexity.proximity import Proximity, proximity
from lantu.complexity.quality import Estimate, Quality
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
    "Baseline",
    "Calibration",
    "Convention",
    "Eci",
    "EntryBacktest",
    "EntryForecast",
    "EntryModel",
    "EntryReasons",
    "EntryTest",
    "Estimate",
    "Fitness",
    "LeftOut",
    "Measures",
    "Neighbours",
    "NextProducts",
    "Outlook",
    "Presence",
    "PresenceTest",
    "Proximity",
    "Quality",
    "RanksSettle",
    "Relatedness",
    "RelativeRelatedness",
    "Rules",
    "Steps",
    "ValuesSettle",
    "activity_matrix",
    "auc",
    "average_precision",
    "baselines",
    "best_f1",
    "brier",
    "calibration",
    "eci",
    "entry_backtest",
    "entry_model",
    "entry_reasons",
    "fitness",
    "measure",
    "next_products",
    "outlook",
    "outlook_of",
    "per_head",
    "precision_at",
    "presence",
    "proximity",
    "rca",
    "relatedness",
    "relative_relatedness",
]
