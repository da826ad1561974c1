from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import FinalUse, Imported, dependence, input_output_table
from unit.flows.national_tables import national_table, needs_national_tables
from unit.flows.small_tables import invented
from unit.flows.world_tables import needs_world_tables, world_table

if TYPE_CHECKING:
    from lantu.flows import InputOutputTable
    from unit.flows.small_tables import Kind

HOME_AND_ABROAD = (FinalUse.HOUSEHOLD, FinalUse.EXPORT)


def chips_and_phones() -> InputOutputTable:
    """Phones take 20 of local and 30 of imported chips; chips take 5 of imported silicon gas."""
    return input_output_table(
        [[0, 20], [0, 0]],
        [[0, 5], [60, 40]],
        sectors=["chips", "phones"],
        finals=["home", "abroad"],
        uses=HOME_AND_ABROAD,
        x=[25, 100],
        imported=Imported(Z=np.array([[5.0, 30.0], [0, 0]]), Y=np.array([[0.0, 0], [8, 2]])),
    )


def test_by_hand() -> None:
    found = dependence(chips_and_phones())
    assert found.assumption is None
    assert found.of_output.tolist() == [0.2, 0.3]
    assert found.of_inputs.tolist() == [1.0, 0.6]
    assert np.allclose(found.content, [0.2, 0.3 + 0.2 * 0.2])
    assert found.use.tolist() == [20 + 35, 60 + 8]
    assert np.allclose(found.penetration, [35 / 55, 8 / 68])  # 2 of the phones are re-exported
    assert np.allclose(found.self_sufficiency, [25 / 55, 100 / 68])
    assert np.allclose(found.vertical_specialisation, [0.2 * 5, 0.34 * 40])
    assert np.allclose(found.vertical_share, [(1 + 13.6) / 45])


def test_a_competitive_table_is_parted_by_proportion_and_says_so() -> None:
    """Chips: 20 imported of 40 used at home, so half of what phones buy; none of what is sold abroad."""
    table = input_output_table(
        [[0, 30], [0, 0]],
        [[10, 5], [60, 40]],
        sectors=["chips", "phones"],
        finals=["home", "abroad"],
        uses=HOME_AND_ABROAD,
        imports=[20, 0],
    )
    found = dependence(table)
    assert found.assumption is not None
    assert "比例" in found.assumption.zh
    assert found.direct.tolist() == [[0, 0.15], [0, 0]]
    assert found.imports.tolist() == [20, 0]
    assert found.use.tolist() == [40, 60]
    assert found.exports.tolist() == [5, 40]


def test_other_regions_are_abroad() -> None:
    """a's ore goes into b's metal: half of what metal is worth is imported, and VS is 5 of 10."""
    Z = np.zeros((4, 4))
    Z[0, 3] = 5.0
    Y = np.zeros((4, 2))
    Y[3, 0] = 10.0
    table = input_output_table(Z, Y, regions=["a", "b"], sectors=["ore", "metal"])
    found = dependence(table)
    assert found.content.tolist() == [0, 0, 0, 0.5]
    assert found.exports.tolist() == [5, 0, 0, 10]
    assert found.imports.tolist() == [0, 10, 5, 0]
    assert found.use.tolist() == [0, 10, 5, 0]
    assert found.self_sufficiency.tolist() == [np.inf, 0, 0, np.inf]
    assert found.penetration.tolist() == [0, 1, 1, 0]
    assert found.vertical_share.tolist() == [0, 0.5]
    assert found.vertical_supply.tolist() == [5, 0]


@pytest.mark.parametrize("kind", ["world", "competitive", "kept apart"])
@pytest.mark.parametrize("regions", [1, 3])
def test_as_by_brute_force(kind: Kind, regions: int) -> None:
    """Every cell told apart by loops, and the inverse of every region taken whole."""
    table = invented(np.random.default_rng(7), kind, regions=regions, idle=True)
    found, S = dependence(table), len(table.sectors)
    outside = np.zeros((S, len(table)))
    Z, x = table.Z.copy(), table.x
    if table.imported is not None:
        outside = table.imported.Z.copy()
    for i in range(len(table)) if table.competitive else []:
        at_home = table.Z[i].sum() + table.final[i] - table.final_for(FinalUse.EXPORT)[i]
        share = table.imports[i] / at_home if at_home else 0.0
        outside[i % S] += share * table.Z[i]
        Z[i] *= 1 - share
    for r in range(regions):
        mine = slice(r * S, (r + 1) * S)
        m = outside[:, mine] + sum(
            (Z[q * S : (q + 1) * S, mine] for q in range(regions) if q != r), np.zeros((S, S))
        )
        per = np.where(x[mine] > 0, 1 / np.where(x[mine] > 0, x[mine], 1), 0)
        L = np.linalg.inv(np.eye(S) - Z[mine, mine] * per)
        assert np.allclose(found.direct[:, mine], m * per, rtol=1e-12)
        assert np.allclose(found.total[:, mine], m * per @ L, rtol=1e-12)


def test_what_stands_behind_a_sector() -> None:
    found = dependence(chips_and_phones())
    (first,) = found.behind("phones")
    assert (first.product, first.direct) == ("chips", 0.3)
    assert first.total == pytest.approx(0.34)
    assert first.share == 1.0


def test_behind_which_sector() -> None:
    found = dependence(invented(np.random.default_rng(1), regions=2))
    assert len(found.behind("s1", "r0", count=2)) == 2
    with pytest.raises(CallerError, match=r"of which region\?"):
        found.behind("s1")
    with pytest.raises(CallerError, match="0 products"):
        found.behind("s1", "r0", count=0)
    with pytest.raises(CallerError, match="no sector 's9'"):
        found.behind("s9", "r0")


def test_a_region_that_takes_more_than_it_gives_is_refused() -> None:
    table = input_output_table(
        [[0, 12, 0], [11, 0, 0], [0, 0, 0]],
        [-2, 0, 9],
        sectors=["a", "b", "c"],
        x=[10, 11, 9],
    )
    with pytest.raises(DataError, match="not productive"):
        dependence(table)


def test_a_region_that_uses_up_all_it_makes_is_refused() -> None:
    table = input_output_table([[10, 0], [0, 0]], [0, 9], sectors=["a", "b"])
    with pytest.raises(DataError, match="not productive"):
        dependence(table)


def test_dependence_as_a_table() -> None:
    shown = dependence(chips_and_phones()).to_polars()
    assert shown["first_product"].to_list() == ["chips", "chips"]
    assert shown.columns[0] == "sector"
    lone = input_output_table([[0.0]], [1.0], sectors=["a"])
    assert dependence(lone).to_polars()["first_product"].to_list() == [""]


@needs_national_tables
@pytest.mark.parametrize("year", [2017, 2018, 2020])
def test_chinas_imports_are_all_accounted_for(year: int) -> None:
    table = national_table(f"china_{year}_42")
    assert table.imported is not None
    found = dependence(table)
    sold = table.x - table.Z.sum(axis=1)
    assert found.content @ sold == pytest.approx(table.imported.Z.sum(), rel=1e-9)
    assert found.sources.tolist()[0] == [0.0] * len(table)
    assert found.sources[1] == pytest.approx(found.content)
    assert 0.10 < found.vertical_share[0] < 0.25


@needs_world_tables
def test_countries_of_the_world() -> None:
    """Small open countries import more of what they export than large ones."""
    table = world_table(2011)
    found = dependence(table)
    assert found.exports.sum() == pytest.approx(found.imports.sum(), rel=1e-9)
    assert found.vertical_supply.sum() == pytest.approx(found.vertical_specialisation.sum())
    share = dict(zip(table.regions, found.vertical_share, strict=True))
    assert share["LUX"] > 0.5 > share["DEU"] > share["USA"] > share["RUS"] > 0.05
    assert 0.15 < share["CHN"] < 0.3
