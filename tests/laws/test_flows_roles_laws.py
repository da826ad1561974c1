"""What must hold of industries' roles, whatever their figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.flows import ROLE_RULES, Judgement, Measures, RoleCuts, RoleMeasure, roles
from lantu.flows.role_rules import BANDS
from lantu.model.roster import roster
from lantu.vocab.words import IndustryRole

if TYPE_CHECKING:
    from lantu.flows import Roles

Row = tuple[float | None, ...]

FEW = settings(max_examples=80, deadline=None)
CUTS = RoleCuts()

level = st.floats(0, 3) | st.sampled_from([0.0, 0.46, 0.5, 0.54, 0.97, 1.0, 1.03])
change = st.floats(-0.2, 0.2) | st.sampled_from([-0.005, 0.0, 0.004])
score = st.floats(-2, 2) | st.sampled_from([-0.1, 0.0, 0.1])
full = st.tuples(level, level, change, score)
some = st.tuples(*(st.none() | figures for figures in (level, level, change, score)))


def told(rows: list[Row]) -> Roles:
    columns: dict[str, list[float | None]] = {
        m.value: [row[k] for row in rows] for k, m in enumerate(RoleMeasure)
    }
    return roles(Measures.of(roster("industry", [f"i{k}" for k in range(len(rows))]), **columns))


def plainly(row: Row) -> IndustryRole:
    """The role of one industry with all figures, by walking down the table."""
    bands = set()
    for figure, measure in zip(row, RoleMeasure, strict=True):
        assert figure is not None
        met = sum(figure >= cut.at - 1e-9 for cut in CUTS.of(measure))
        bands.add(BANDS[measure][met])
    for rule in ROLE_RULES:
        asked = [m for m in RoleMeasure if rule.bands & set(BANDS[m])]
        if all(rule.bands & bands & set(BANDS[m]) for m in asked):
            return rule.role
    raise AssertionError


@FEW
@given(st.lists(full, min_size=1, max_size=12))
def test_the_role_is_that_of_the_first_rule_that_fits(rows: list[Row]) -> None:
    found = told(rows)
    assert [found.role_of(f"i{k}") for k in range(len(rows))] == [plainly(row) for row in rows]
    assert not found.absent.any()


@FEW
@given(full, st.lists(st.booleans(), min_size=4, max_size=4))
def test_forgetting_a_figure_never_rules_the_role_out(row: Row, kept: list[bool]) -> None:
    found = told([tuple(x if k else None for x, k in zip(row, kept, strict=True))])
    assert found.possible[0, list(IndustryRole).index(plainly(row))]


@FEW
@given(some)
def test_a_role_is_told_just_where_one_is_possible(row: Row) -> None:
    found = told([row])
    possible = found.possible[0]
    untold = found.role_of("i0") is IndustryRole.UNTOLD
    assert untold == (possible.sum() > 1) == bool(found.absent.any())
    assert possible.any()
    assert untold or possible[found.role[0]]
    assert not possible[-1]


@FEW
@given(full, st.tuples(*[st.floats(-0.999, 0.999)] * 4))
def test_a_figure_moved_within_its_margin_gives_a_role_that_was_named(
    row: Row, shifts: tuple[float, ...]
) -> None:
    margins = [min(cut.margin for cut in CUTS.of(measure)) for measure in RoleMeasure]
    moved = tuple(
        x + shift * margin
        for x, shift, margin in zip(row, shifts, margins, strict=True)
        if x is not None
    )
    found = told([row])
    named = found.possible[0] | found.tied[0]
    assert named[list(IndustryRole).index(plainly(moved))]


@FEW
@given(some)
def test_a_tie_says_which_figure_tips_it(row: Row) -> None:
    found = told([row])
    assert not found.tied[0].any() or found.tips.any()
    assert not (found.tied & found.possible).any()
    assert not (found.tips & ~found.measures.known).any()


@FEW
@given(st.lists(some, min_size=2, max_size=8), st.randoms(use_true_random=False))
def test_neither_order_nor_company_matters(rows: list[Row], shuffle: object) -> None:
    order = sorted(range(len(rows)), key=lambda _: shuffle.random())  # type: ignore[attr-defined]
    whole, moved, alone = told(rows), told([rows[k] for k in order]), told(rows[:1])
    for name in ("role", "rule", "possible", "tied", "absent", "tips"):
        np.testing.assert_array_equal(getattr(moved, name), getattr(whole, name)[order])
        np.testing.assert_array_equal(getattr(alone, name), getattr(whole, name)[:1])


@FEW
@given(some, st.sampled_from(list(IndustryRole)[:-1]))
def test_a_judgement_changes_nothing_that_was_computed(row: Row, held: IndustryRole) -> None:
    plain = told([row])
    judgement = Judgement(industry="i0", role=held, who="w", why="y")
    judged = roles(plain.measures, judgements=[judgement])
    assert judged.role_of("i0") is plain.role_of("i0")
    assert judged.why("i0").en.startswith(plain.why("i0").en)
    assert (
        judged.to_polars()
        .drop("judged", "judged_by", "judged_because")
        .equals(plain.to_polars().drop("judged", "judged_by", "judged_because"))
    )
