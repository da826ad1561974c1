"""Blows and what they bring about: firms that fail, chains that break."""

from lantu.shocks.chain.breaks import ChainBreak, chain_break
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
    "ChainBreak",
    "Shock",
    "Stop",
    "cascades",
    "chain_break",
    "every_firm",
    "shock",
]
