"""Blows and what they bring about: firms that fail and take others with them."""

from lantu.shocks.firms.blows import Shock, every_firm, shock
from lantu.shocks.firms.cascade import Cascades, cascades
from lantu.shocks.firms.runs import PUBLISHED, Stop
from lantu.shocks.firms.webs import ESSENTIAL, NEGLIGIBLE, REPLACEABLE

__all__ = [
    "ESSENTIAL",
    "NEGLIGIBLE",
    "PUBLISHED",
    "REPLACEABLE",
    "Cascades",
    "Shock",
    "Stop",
    "cascades",
    "every_firm",
    "shock",
]
