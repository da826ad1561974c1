"""An input–output table and all that can be asked of it: reads, repairs, asks, hands on."""

from lantu.workbench.economy.checking import TableCheck, check_table
from lantu.workbench.economy.making import region_method, repair_table
from lantu.workbench.economy.opening import Economy, open_table
from lantu.workbench.economy.tables import TableRequest, convert_table, write_template

__all__ = [
    "Economy",
    "TableCheck",
    "TableRequest",
    "check_table",
    "convert_table",
    "open_table",
    "region_method",
    "repair_table",
    "write_template",
]
