"""Laws of import dependence and vertical specialisation on invented tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.flows import dependence, trade
from lantu.flows.national import national
from unit.flows.small_tables import invented

if TYPE_CHECKING:
    from lantu.flows import InputOutputTable
    from unit.flows.small_tables import Kind

KINDS: tuple[Kind, ...] = ("world", "competitive", "kept apart")


@st.composite
def tables(draw: st.DrawFn, least: int = 1) -> InputOutputTable:
    return invented(
        np.random.default_rng(draw(st.integers(0, 10_000))),
        draw(st.sampled_from(KINDS)),
        regions=draw(st.integers(least, 3)),
        idle=draw(st.booleans()),
    )


@settings(max_examples=40, deadline=None)
@given(tables())
def test_imported_and_domestic_content_make_up_the_whole(table: InputOutputTable) -> None:
    parted = national(table)
    made = parted.production
    domestic = parted.content((made.value_added * made.per_output)[None])[0]
    assert dependence(table).content + domestic == pytest.approx((made.x > 0) * 1.0)


@settings(max_examples=40, deadline=None)
@given(tables())
def test_what_is_exported_is_anothers_import_or_leaves_them_all(table: InputOutputTable) -> None:
    found = dependence(table)
    outside = found.sources[-1] @ found.exports
    specialised = found.vertical_specialisation.sum()
    assert found.vertical_supply.sum() + outside == pytest.approx(specialised)
    assert found.sources.sum(axis=0) == pytest.approx(found.content)
    assert (found.content >= found.of_output - 1e-12).all()
    assert (found.content <= 1 + 1e-12).all()


@settings(max_examples=20, deadline=None)
@given(tables())
def test_a_product_is_made_here_or_imported(table: InputOutputTable) -> None:
    """``use = x - exports + imports``, so that ``SS·use`` and penetration tell one story."""
    found = dependence(table)
    assert found.use == pytest.approx(table.x - found.exports + found.imports)


@settings(max_examples=20, deadline=None)
@given(tables(least=2))
def test_exports_are_value_from_home_and_imported_content(table: InputOutputTable) -> None:
    """``DVA + VS = E``: what trade tells of many regions, dependence tells of each."""
    found = dependence(table)
    told = trade(table).dva + found.vertical_specialisation
    assert told == pytest.approx(found.exports, abs=1e-9)
