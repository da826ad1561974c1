"""A made-up table of two regions and two sectors, all trade between them."""

from __future__ import annotations

from lantu.flows import FinalUse, InputOutputTable, input_output_table

REGIONS, SECTORS = ("EAST", "WEST"), ("goods", "services")


def table() -> InputOutputTable:
    """Rows: goods and services of the east, then of the west; final use one column a region."""
    return input_output_table(
        [
            [10.0, 6.0, 8.0, 2.0],
            [5.0, 12.0, 1.0, 3.0],
            [7.0, 1.0, 15.0, 9.0],
            [2.0, 1.0, 6.0, 20.0],
        ],
        [[50.0, 14.0], [60.0, 4.0], [6.0, 40.0], [1.0, 70.0]],
        sectors=SECTORS,
        regions=REGIONS,
        uses=[FinalUse.HOUSEHOLD],
        unit="亿元",
        period="2020",
    )
