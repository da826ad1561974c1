"""World tables as published, for tests on real trade."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.model.accounts import FinalUse
from lantu.model.input_output_table import input_output_table

if TYPE_CHECKING:
    from lantu.model.input_output_table import InputOutputTable

FOLDER = Path(__file__).parents[3] / ".." / "shared" / "data" / "wiod_2013"

needs_world_tables = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="…/shared/data/wiod_2013 is not beside this checkout"
)

USES = (
    FinalUse.HOUSEHOLD,
    FinalUse.NONPROFIT,
    FinalUse.GOVERNMENT,
    FinalUse.CAPITAL,
    FinalUse.INVENTORY,
)


@cache
def world_table(year: int) -> InputOutputTable:
    """41 countries × 35 industries; output is what is sold, so that rows balance exactly."""
    z = np.load(FOLDER / f"wiot_{year}.npz")
    return input_output_table(
        z["Z"].astype(float),
        z["F"].astype(float),
        regions=z["countries"].tolist(),
        sectors=z["industries"].tolist(),
        finals=[use.value for use in USES],
        uses=USES,
        unit="1e6 USD",
        period=str(year),
    )
