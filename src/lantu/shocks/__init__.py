"""Blows and what they bring about: firms that fail and take others with them."""

from lantu.shocks.blows import Shock, every_firm, shock
from lantu.shocks.cascade import Cascades, cascades
from lantu.shocks.runs import PUBLISHED, Stop
from lantu.shocks.webs import ESSENTIAL, NEGLIGIBLE, REPLACEABLE

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
