"""Who sells to whom: what a network is made of, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.model.roster import roster
from lantu.model.supply_network import SupplyNetwork, supply_network

SECTORS = roster("sector", ("s", "t"))


def network(**given: object) -> SupplyNetwork:
    parts: dict[str, object] = {
        "supplier": [1, 0, 0],
        "buyer": [0, 1, 2],
        "amount": [1.0, 2.0, 4.0],
    }
    return supply_network(("a", "b", "c"), SECTORS, [0, 1, 1], **(parts | given))  # type: ignore[arg-type]  # tests of wrong parts too


def test_sales_stand_by_supplier_and_buyer() -> None:
    found = network()
    assert found.supplier.tolist() == [0, 0, 1]
    assert found.buyer.tolist() == [1, 2, 0]
    assert found.sales.tolist() == [6.0, 1.0, 0.0]
    assert found.purchases.tolist() == [1.0, 2.0, 4.0]
    assert found.market.tolist() == found.sector.tolist()


def test_several_sales_of_a_pair_are_added_up_and_nothing_is_left_out() -> None:
    found = network(supplier=[0, 0, 1], buyer=[1, 1, 2], amount=[1.0, 2.5, 0.0])
    assert found.supplier.tolist() == [0]
    assert found.amount.tolist() == [3.5]


def test_a_network_without_sales_is_one() -> None:
    assert network(supplier=[], buyer=[], amount=[]).sales.tolist() == [0.0, 0.0, 0.0]


def test_markets_may_be_any_partition() -> None:
    assert network(market=["x", "y", "x"]).market.tolist() == [0, 1, 0]


def test_firms_are_found_by_code() -> None:
    assert network().at("c") == 2
    with pytest.raises(CallerError, match="no firm 'z'"):
        network().at("z")


def test_arrays_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        network().amount[0] = 1.0


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        ({"amount": [1.0, -2.0, 4.0]}, DataError, "a to b"),
        ({"amount": [1.0, np.nan, 4.0]}, DataError, "1 sales are negative or no finite"),
        ({"buyer": [0, 0, 2]}, DataError, "sell to themselves: a to a"),
        ({"buyer": [0, 1, 3]}, CallerError, "beyond 0 to 2"),
        ({"buyer": [0, 1]}, CallerError, "buyer has shape"),
        ({"revenue": [1.0]}, CallerError, "revenue has shape"),
        ({"cost": [1.0, -1.0, 1.0]}, DataError, "cost is negative"),
        ({"market": [1]}, CallerError, "market has shape"),
    ],
)
def test_what_is_wrong_is_told(wrong: dict[str, object], kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        network(**wrong)


def test_a_firm_that_stands_twice_is_refused() -> None:
    with pytest.raises(DataError, match="stands twice"):
        supply_network(("a", "a"), SECTORS, [0, 1], supplier=[], buyer=[], amount=[])
