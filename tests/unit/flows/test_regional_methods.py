from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import AFLQ, CILQ, FLQ, SLQ, location_quotients, quotients
from lantu.flows.cross_hauling import Trade, cross_hauled_trade, heterogeneity
from lantu.flows.regional_methods import final_shares, size_factor

if TYPE_CHECKING:
    from lantu.flows import Quotient

NATION = np.array([100.0, 200.0, 100.0])
REGION = np.array([20.0, 10.0, 10.0])  # a tenth of the nation; SLQ 2, 1/2, 1
METHODS: list[Quotient] = [SLQ(), CILQ(), FLQ(0.2), AFLQ(0.2)]


def test_location_quotients_compare_shares() -> None:
    assert location_quotients(REGION, NATION).tolist() == [2, 0.5, 1]


def test_the_simple_quotient_is_one_share_for_all_users() -> None:
    assert quotients(SLQ(), REGION, NATION).tolist() == [[1] * 3, [0.5] * 3, [1] * 3]
    assert final_shares(SLQ(), REGION, NATION).tolist() == [1, 0.5, 1]


def test_the_cross_quotient_compares_seller_and_buyer() -> None:
    assert quotients(CILQ(), REGION, NATION).tolist() == [
        [1, 1, 1],
        [0.25, 0.5, 0.5],
        [0.5, 1, 1],
    ]


def test_fleggs_quotient_shrinks_with_the_region() -> None:
    factor = np.log2(1.1) ** 0.2
    assert size_factor(0.2, REGION, NATION) == pytest.approx(factor)
    found = quotients(FLQ(0.2), REGION, NATION)
    assert found[1] == pytest.approx(np.array([0.25, 0.5, 0.5]) * factor)
    assert found[0, 1] == 1  # 4·λ is more than all
    assert final_shares(FLQ(0.2), REGION, NATION) == pytest.approx([1, factor / 2, factor])


def test_the_augmented_quotient_raises_what_a_speciality_buys() -> None:
    plain, special = quotients(FLQ(0.2), REGION, NATION), quotients(AFLQ(0.2), REGION, NATION)
    assert special[:, 0] == pytest.approx(plain[:, 0] * np.log2(3))
    assert special[:, 1:].tolist() == plain[:, 1:].tolist()


def test_without_a_delta_fleggs_quotient_is_the_cross_quotient() -> None:
    np.testing.assert_allclose(
        quotients(FLQ(0.0), REGION, NATION), quotients(CILQ(), REGION, NATION)
    )


@pytest.mark.parametrize("method", METHODS)
def test_the_nation_buys_everything_from_itself(method: Quotient) -> None:
    assert quotients(method, NATION, NATION) == pytest.approx(np.ones((3, 3)))


def test_a_sector_the_region_lacks_sells_nothing_inside() -> None:
    region = np.array([20.0, 0.0, 10.0])
    for method in METHODS:
        assert quotients(method, region, NATION)[1, [0, 2]].tolist() == [0, 0]


def test_wrong_figures_are_refused() -> None:
    with pytest.raises(DataError, match=r"more than the nation in 1 sectors.*: 2 \(300 of 200\)"):
        quotients(SLQ(), np.array([1.0, 300.0, 1.0]), NATION)
    with pytest.raises(DataError, match="0 or more, and somewhere more"):
        quotients(SLQ(), np.zeros(3), NATION)
    with pytest.raises(CallerError, match="2 sectors in the region, 3 in the nation"):
        quotients(SLQ(), np.ones(2), NATION)
    with pytest.raises(CallerError, match=r"δ is 1.5"):
        FLQ(1.5)


@pytest.mark.parametrize("formula", ["2009", "2015"])
def test_a_region_like_the_nation_trades_like_it(formula: str) -> None:
    trade = Trade(exports=np.array([30.0, 5.0]), imports=np.array([10.0, 25.0]))
    output, use = np.array([100.0, 50.0]), np.array([80.0, 70.0])
    assert trade.cross_hauling.tolist() == [20, 10]
    h = heterogeneity(trade, output, use, formula)  # type: ignore[arg-type]
    again = cross_hauled_trade(h, output / 4, use / 4, formula)  # type: ignore[arg-type]
    assert again.exports == pytest.approx(trade.exports / 4)
    assert again.imports == pytest.approx(trade.imports / 4)


def test_by_the_later_formula_no_region_sells_more_outside_than_it_makes() -> None:
    h = np.array([1.0])
    output, use = np.array([1.0]), np.array([100.0])
    assert cross_hauled_trade(h, output, use, "2009").exports[0] > 1
    assert cross_hauled_trade(h, output, use, "2015").exports[0] == 1
