"""The benchmark table of the United States, 2017: what the Bureau's rows of adjustment come to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from lantu.facts import economy
from lantu.flows import FinalUse, InputOutputTable, leontief, multipliers, production

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "us_bea_detail_2017"
pytestmark = pytest.mark.skipif(
    not FOLDER.is_dir(), reason="…/shared/data/us_bea_detail_2017 is not beside this checkout"
)
ADJUSTMENT = "S00900"


@pytest.fixture(scope="module")
def table() -> InputOutputTable:
    return economy.read_table(FOLDER / "us_bea_detail_2017.npz")


def test_totals_are_those_published(table: InputOutputTable) -> None:
    """Gross output 34.47 and value added 19.61 trillion dollars."""
    assert table.x.sum() == pytest.approx(34.47e6, rel=1e-3)
    assert table.V[:3].sum() == pytest.approx(19.61e6, rel=1e-3)


def test_the_adjustment_moves_visitors_purchases_and_imports_nothing(
    table: InputOutputTable,
) -> None:
    at = table.sectors.at(ADJUSTMENT)
    uses = dict(zip(table.finals.codes, table.Y[at].tolist(), strict=True))
    assert uses["F01000"] == -200_997
    assert uses["F04000"] == 204_439
    assert table.imports[at] == 0
    made = production(table)
    assert made.domestic_share[at] == 1
    bought = made.final_use(FinalUse.HOUSEHOLD)[at, 0] + made.final_use(FinalUse.EXPORT)[at, 0]
    assert bought == pytest.approx(3442)


def test_a_unit_of_domestic_final_use_is_value_added_and_imports(table: InputOutputTable) -> None:
    found = multipliers(table, "output", "value added", "imports")
    assert found.of("value added") + found.of("imports") == pytest.approx(np.ones(len(table)))
    made = production(table)
    assert found.of("output") == pytest.approx(leontief(table).matrix.sum(axis=0))
    assert (found.of("output") <= multipliers(table, "output", imports="total").total[0]).all()
    assert found.of("value added") @ made.final == pytest.approx(made.value_added.sum())
