from __future__ import annotations

import pytest

from lantu.errors import CallerError
from lantu.model.axis import Axis

PRODUCTS = Axis("product", ("OC01", "OC19", "PC02"))


def test_a_label_is_found_where_it_stands() -> None:
    assert [PRODUCTS.at(label) for label in PRODUCTS] == [0, 1, 2]
    assert len(PRODUCTS) == 3


def test_an_axis_knows_what_is_on_it() -> None:
    assert "OC19" in PRODUCTS
    assert "OC20" not in PRODUCTS
    assert 19 not in PRODUCTS


@pytest.mark.parametrize("labels", [("b", "a"), ("a", "a")])
def test_labels_out_of_order_or_twice_are_refused(labels: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="product labels must be strictly increasing"):
        Axis("product", labels)


def test_an_unknown_label_names_those_near_it() -> None:
    with pytest.raises(CallerError, match="there is no product 'OC91' among 3") as caught:
        PRODUCTS.at("OC91")
    assert "OC19" in caught.value.hint


def test_a_label_near_none_says_how_to_list_them() -> None:
    with pytest.raises(CallerError) as caught:
        PRODUCTS.at("zebra")
    assert "lantu diagnose" in caught.value.hint


def test_two_axes_of_the_same_labels_are_equal() -> None:
    assert Axis("product", ("a", "b")) == Axis("product", ("a", "b"))
    assert Axis("firm", ("a", "b")) != Axis("product", ("a", "b"))
