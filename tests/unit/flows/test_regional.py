from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import (
    AFLQ,
    CILQ,
    FLQ,
    SLQ,
    Charm,
    FinalUse,
    Imported,
    Pool,
    Region,
    balance,
    input_output_table,
    regionalise,
)
from lantu.vocab.text import Text
from unit.flows.national_tables import national_table, needs_national_tables

if TYPE_CHECKING:
    from lantu.flows import InputOutputTable, Method

METHODS: list[Method] = [SLQ(), CILQ(), FLQ(), AFLQ(), Pool(), Charm(), Charm("2009")]
OUTPUT = np.array([20.0, 10.0, 15.0])


def nation(*, apart: bool) -> InputOutputTable:
    Z = np.array([[10.0, 20, 5], [15, 40, 20], [5, 10, 10]])
    Y = np.array([[50.0, 15], [100, 25], [70, 5]])
    uses = [FinalUse.HOUSEHOLD, FinalUse.EXPORT]
    finals = ["home", "EX"]
    if apart:
        imported = Imported(Z=Z * 0.1, Y=Y * [0.1, 0.0])
        return input_output_table(
            Z * 0.9, Y * [0.9, 1.0], sectors="abc", finals=finals, uses=uses, imported=imported
        )
    return input_output_table(
        Z, Y, sectors="abc", finals=finals, uses=uses, imports=[8.0, 20.0, 5.0]
    )


@pytest.mark.parametrize("apart", [True, False])
@pytest.mark.parametrize("method", METHODS)
def test_the_regions_table_balances_and_adds_up_by_origin(method: Method, apart: bool) -> None:  # noqa: FBT001 - a case of the test
    found = regionalise(nation(apart=apart), Region(code="r", output=OUTPUT), method)
    table = found.table
    assert np.abs(balance(table).rows).max() < 1e-9
    assert np.abs(balance(table).columns).max() < 1e-9
    assert table.x.tolist() == OUTPUT.tolist()
    assert (table.Y[:, table.finals.at("OUT")] >= -1e-12).all()
    assert (found.inside <= 1 + 1e-12).all()
    assert (found.inflow >= -1e-9).all()
    bought = found.inflow + found.foreign
    if table.imported is None:
        assert table.imports == pytest.approx(bought)
    else:
        assert table.imported.Z.sum(axis=1) + table.imported.Y.sum(axis=1) == pytest.approx(bought)


@pytest.mark.parametrize("method", METHODS)
def test_the_nation_as_its_own_region_is_itself(method: Method) -> None:
    whole = nation(apart=True)
    found = regionalise(whole, Region(code="n", output=whole.x), method)
    table = found.table
    if isinstance(method, Charm):
        assert pytest.approx(whole.Z / 0.9) == table.Z
        assert table.imports == pytest.approx(whole.Z.sum(axis=1) / 9 + whole.Y[:, 0] / 9)
    else:
        assert pytest.approx(whole.Z) == table.Z
        assert found.inflow == pytest.approx(np.zeros(3), abs=1e-9)
        assert table.Y[:, table.finals.at("OUT")] == pytest.approx(np.zeros(3), abs=1e-9)
    assert pytest.approx(whole.V) == table.V


@pytest.mark.parametrize("method", METHODS)
def test_an_estimate_says_how_it_was_made_and_how_well_that_tested(method: Method) -> None:
    region = Region(code="r", name=Text("某省", "a province"), output=OUTPUT)
    table = regionalise(nation(apart=True), region, method).table
    assert table.estimate is not None
    assert method.name.zh in table.estimate.zh
    assert method.name.en in table.estimate.en
    assert "技术系数误差 17%" in table.estimate.zh
    assert "17% off" in table.estimate.en
    assert table.title.zh == "某省投入产出表（估计）"
    if isinstance(method, Pool | Charm):
        assert "untested" in table.estimate.en
    else:
        assert "output multipliers" in table.estimate.en


def test_sales_inside_never_exceed_output() -> None:
    scarce = Region(code="r", output=np.array([20.0, 10.0, 0.5]))
    found = regionalise(nation(apart=True), scarce, Pool())
    assert found.table.Z[2].sum() + found.table.Y[2].sum() == pytest.approx(0.5)
    special = Region(code="r", output=np.array([14.0, 40.0, 2.0]))
    simple = regionalise(nation(apart=True), special, SLQ())
    assert simple.capped == pytest.approx([0.952278, 1, 1])
    assert simple.table.Y[0, simple.table.finals.at("OUT")] == pytest.approx(0, abs=1e-12)


def test_a_sector_the_region_lacks_is_empty() -> None:
    found = regionalise(nation(apart=True), Region(code="r", output=np.array([20.0, 0, 15])), FLQ())
    assert found.table.Z[1].tolist() == found.table.Z[:, 1].tolist() == [0, 0, 0]
    assert found.inflow[1] > 0


def test_known_value_added_and_final_use_are_kept() -> None:
    region = Region(
        code="r", output=OUTPUT, value_added=np.array([12.0, 3.0, 11.0]), final=np.array([24.0])
    )
    table = regionalise(nation(apart=True), region, FLQ()).table
    assert table.V.sum(axis=0) == pytest.approx([12, 3, 11])
    assert table.imported is not None
    assert table.Y[:, 0].sum() + table.imported.Y[:, 0].sum() == pytest.approx(24)


def test_known_net_outflows_are_met_by_gras() -> None:
    net = np.array([6.0, -9.0, 2.0])
    found = regionalise(nation(apart=True), Region(code="r", output=OUTPUT, net_outflow=net), FLQ())
    assert found.balanced is not None
    outside = found.table.final_for(FinalUse.EXPORT) - found.inflow - found.foreign
    assert outside == pytest.approx(net)


def test_what_cannot_be_is_refused() -> None:
    with pytest.raises(DataError, match="a adds more value than it makes, by 5"):
        regionalise(
            nation(apart=True),
            Region(code="r", output=OUTPUT, value_added=np.array([25.0, 3, 3])),
            FLQ(),
        )
    with pytest.raises(CallerError, match=r"final has shape \(2,\), not \(1,\)"):
        regionalise(
            nation(apart=True), Region(code="r", output=OUTPUT, final=np.array([1.0, 2])), FLQ()
        )
    many = input_output_table(np.eye(2), np.ones((2, 2)), sectors="a", regions=["n", "m"])
    with pytest.raises(CallerError, match="has 2 regions"):
        regionalise(many, Region(code="r", output=np.ones(1)), FLQ())


@needs_national_tables
@pytest.mark.parametrize("name", ["china_2020_42", "china_2020_153"])
def test_a_province_of_the_published_tables_balances_by_every_method(name: str) -> None:
    whole = national_table(name)
    share = 0.045 * np.random.default_rng(3).uniform(0.3, 2.0, len(whole))
    for method in METHODS:
        found = regionalise(whole, Region(code="42", output=whole.x * share), method)
        off = balance(found.table)
        assert np.abs(off.rows).max() < 1e-9 * found.table.x.max()
        assert np.abs(off.columns).max() < 1e-6 * found.table.x.max()
