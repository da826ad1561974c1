"""Input–output analysis: inverses, linkages, extraction, position, trade, regional tables, roles.

Every function takes an :class:`~lantu.model.input_output_table.InputOutputTable` and returns
a small frozen record of arrays along the table's rows. Notation of Miller & Blair (2009):
``Z`` flows, ``x`` output, ``A = Z·diag(x)⁻¹``, ``L = (I − A)⁻¹``, ``B = diag(x)⁻¹·Z``,
``G = (I − B)⁻¹``.
"""

from lantu.flows.agglomeration import (
    Agglomeration,
    agglomeration,
    agglomeration_by_herfindahl,
)
from lantu.flows.aggregation import aggregate
from lantu.flows.balancing import Balanced, Limits, Targets, gras, ras
from lantu.flows.coefficients import Coefficients, Imports, Production, coefficients, production
from lantu.flows.decomposition import Decomposition, decompose
from lantu.flows.dependence import Dependence, ImportedProduct, dependence
from lantu.flows.extraction import Extraction, extraction
from lantu.flows.footprints import Footprints, System, footprints, system
from lantu.flows.inverse import Inverse, ghosh, leontief
from lantu.flows.linkages import Linkage, Linkages, Orientation, linkages
from lantu.flows.location import Location, location
from lantu.flows.measured_errors import MeasuredError, measured_error
from lantu.flows.multipliers import Households, Multipliers, multipliers
from lantu.flows.position import Position, position
from lantu.flows.prices import PriceChange, price_change
from lantu.flows.regional import Region, Regionalised, regionalise
from lantu.flows.regional_errors import (
    CrossValidated,
    RegionalErrors,
    SurveyedRegions,
    coefficient_errors,
    cross_validated,
    regional_errors,
)
from lantu.flows.regional_methods import (
    AFLQ,
    CILQ,
    FLQ,
    SLQ,
    Charm,
    Method,
    Pool,
    Quotient,
    location_quotients,
    quotients,
)
from lantu.flows.repair import RepairReport, repair
from lantu.flows.replacement import RegionalLosses, replaced_extraction, stopped_imports
from lantu.flows.role_measures import Measures, excess_growth
from lantu.flows.role_rules import (
    ROLE_RULES,
    Band,
    Cut,
    RoleCuts,
    RoleMeasure,
    RoleRule,
)
from lantu.flows.role_tests import RoleTest
from lantu.flows.roles import Judgement, Roles, roles
from lantu.flows.shift_share import ShiftShare, shift_share
from lantu.flows.solving import Factors, Solver, factorise
from lantu.flows.trade import Trade, trade
from lantu.model.accounts import FinalUse, Imported, Satellite
from lantu.model.activity_matrix import ActivityMatrix, activity_matrix
from lantu.model.concordance import Concordance, concordance, packaged_concordance
from lantu.model.input_output_table import (
    Balance,
    InputOutputTable,
    balance,
    input_output_table,
)

__all__ = [
    "AFLQ",
    "CILQ",
    "FLQ",
    "ROLE_RULES",
    "SLQ",
    "ActivityMatrix",
    "Agglomeration",
    "Balance",
    "Balanced",
    "Band",
    "Charm",
    "Coefficients",
    "Concordance",
    "CrossValidated",
    "Cut",
    "Decomposition",
    "Dependence",
    "Extraction",
    "Factors",
    "FinalUse",
    "Footprints",
    "Households",
    "Imported",
    "ImportedProduct",
    "Imports",
    "InputOutputTable",
    "Inverse",
    "Judgement",
    "Limits",
    "Linkage",
    "Linkages",
    "Location",
    "MeasuredError",
    "Measures",
    "Method",
    "Multipliers",
    "Orientation",
    "Pool",
    "Position",
    "PriceChange",
    "Production",
    "Quotient",
    "Region",
    "RegionalErrors",
    "RegionalLosses",
    "Regionalised",
    "RepairReport",
    "RoleCuts",
    "RoleMeasure",
    "RoleRule",
    "RoleTest",
    "Roles",
    "Satellite",
    "ShiftShare",
    "Solver",
    "SurveyedRegions",
    "System",
    "Targets",
    "Trade",
    "activity_matrix",
    "agglomeration",
    "agglomeration_by_herfindahl",
    "aggregate",
    "balance",
    "coefficient_errors",
    "coefficients",
    "concordance",
    "cross_validated",
    "decompose",
    "dependence",
    "excess_growth",
    "extraction",
    "factorise",
    "footprints",
    "ghosh",
    "gras",
    "input_output_table",
    "leontief",
    "linkages",
    "location",
    "location_quotients",
    "measured_error",
    "multipliers",
    "packaged_concordance",
    "position",
    "price_change",
    "production",
    "quotients",
    "ras",
    "regional_errors",
    "regionalise",
    "repair",
    "replaced_extraction",
    "roles",
    "shift_share",
    "stopped_imports",
    "system",
    "trade",
]
