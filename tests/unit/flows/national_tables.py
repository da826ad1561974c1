"""The national tables of China, as published, for tests that compare with them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.model.accounts import FinalUse, Imported
from lantu.model.input_output_table import input_output_table

if TYPE_CHECKING:
    from lantu.model.input_output_table import InputOutputTable

FOLDER = Path(__file__).parents[3] / ".." / "shared" / "data" / "china_io_national"

needs_national_tables = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="…/shared/data/china_io_national is not beside this checkout"
)

USES = {
    "FU101": FinalUse.HOUSEHOLD,
    "FU102": FinalUse.HOUSEHOLD,
    "FU103": FinalUse.GOVERNMENT,
    "TC": FinalUse.OTHER,
    "FU201": FinalUse.CAPITAL,
    "FU202": FinalUse.INVENTORY,
    "EX": FinalUse.EXPORT,
}


def national_table(name: str) -> InputOutputTable:
    """One published table, such as ``china_2020_42``."""
    z = np.load(FOLDER / f"{name}.npz")
    apart = "Zm" in z
    finals = z["fd_code"].tolist()
    table = input_output_table(
        z["Z"],
        z["F"],
        sectors=z["code"].tolist(),
        finals=finals,
        uses=[USES[code] for code in finals],
        x=z["x"],
        V=z["VA"],
        primaries=z["va_code"].tolist(),
        imports=None if apart else z["imports"] - z["err"],
        imported=Imported(Z=z["Zm"], Y=z["Fm"]) if apart else None,
        unit=str(z["unit"]),
        period=str(z["year"]),
        tolerance=1e-5,
    )
    assert len(table) == len(z["x"])
    return table
