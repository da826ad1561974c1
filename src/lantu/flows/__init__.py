"""Input–output analysis: inverses, linkages, extraction, position, trade, regional tables.

Every function takes an :class:`~lantu.model.input_output_table.InputOutputTable` and returns
a small frozen record of arrays along the table's rows. Notation of Miller & Blair (2009):
``Z`` flows, ``x`` output, ``A = Z·diag(x)⁻¹``, ``L = (I − A)⁻¹``, ``B = diag(x)⁻¹·Z``,
``G = (I − B)⁻¹``.
"""

from lantu.flows.aggregation import aggregate
from lantu.model.accounts import FinalUse, Imported, Satellite
from lantu.model.concordance import Concordance, concordance, packaged_concordance
from lantu.model.input_output_table import (
    Balance,
    InputOutputTable,
    balance,
    input_output_table,
)

__all__ = [
    "Balance",
    "Concordance",
    "FinalUse",
    "Imported",
    "InputOutputTable",
    "Satellite",
    "aggregate",
    "balance",
    "concordance",
    "input_output_table",
    "packaged_concordance",
]
