"""Planners' questions: models in, findings out."""

from lantu.studies.beside import Beside
from lantu.studies.blueprint import blueprint, cards_only
from lantu.studies.cards import product_card
from lantu.studies.changes import StateChange, state_changes
from lantu.studies.next_activities import NextActivities
from lantu.studies.plan import RankingPlan
from lantu.studies.sectors import Sectors
from lantu.studies.survey import Survey, unfinished_projects

__all__ = [
    "Beside",
    "NextActivities",
    "RankingPlan",
    "Sectors",
    "StateChange",
    "Survey",
    "blueprint",
    "cards_only",
    "product_card",
    "state_changes",
    "unfinished_projects",
]
