"""How digital firms are, what limits them, what an audit changes; how digital an economy is.

What is measured is a :class:`~lantu.model.rubric.Rubric`, what firms answered an
:class:`~lantu.model.assessment.Assessment`; what was not answered widens the result and is
never taken for nothing.
"""

from lantu.digital.comparison import Bias, bias
from lantu.digital.consistency import Contradiction, contradictions
from lantu.digital.economy import DigitalEconomy, DigitalShare, digital_economy
from lantu.digital.next_level import Limit, NextLevel, next_level
from lantu.digital.standing import Standing, standing
from lantu.digital.views import ActionView, HeatMap, action_view, heat_map

__all__ = [
    "ActionView",
    "Bias",
    "Contradiction",
    "DigitalEconomy",
    "DigitalShare",
    "HeatMap",
    "Limit",
    "NextLevel",
    "Standing",
    "action_view",
    "bias",
    "contradictions",
    "digital_economy",
    "heat_map",
    "next_level",
    "standing",
]
