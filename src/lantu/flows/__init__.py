"""Input–output analysis: inverses, linkages, extraction, position, trade, regional tables.

Every function takes an :class:`~lantu.model.input_output_table.InputOutputTable` and returns
a small frozen record of arrays along the table's rows. Notation of Miller & Blair (2009):
``Z`` flows, ``x`` output, ``A = Z·diag(x)⁻¹``, ``L = (I − A)⁻¹``, ``B = diag(x)⁻¹·Z``,
``G = (I − B)⁻¹``.
"""

from lantu.flows.aggregation import aggregate
from lantu.flows.balancing import Balanced, Limits, Targets, gras, ras
from lantu.flows.coefficients import Coefficients, Imports, Production, coefficients, production
from lantu.flows.inverse import Inverse, ghosh, leontief
from lantu.flows.multipliers import Households, Multipliers, multipliers
from lantu.flows.position import Position, position
from lantu.flows.repair import RepairReport, repair
from lantu.flows.solving import Factors, Solver, factorise
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
    "Balanced",
    "Coefficients",
    "Concordance",
    "Factors",
    "FinalUse",
    "Households",
    "Imported",
    "Imports",
    "InputOutputTable",
    "Inverse",
    "Limits",
    "Multipliers",
    "Position",
    "Production",
    "RepairReport",
    "Satellite",
    "Solver",
    "Targets",
    "aggregate",
    "balance",
    "coefficients",
    "concordance",
    "factorise",
    "ghosh",
    "gras",
    "input_output_table",
    "leontief",
    "multipliers",
    "packaged_concordance",
    "position",
    "production",
    "ras",
    "repair",
]
