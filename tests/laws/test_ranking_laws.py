from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from lantu.ranking import (
    Acceptability,
    AroundWeights,
    Criterion,
    DecisionTable,
    UniformWeights,
    WeightPrior,
    smaa,
    standings,
)
from lantu.ranking.decision_table import Performance
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from random import Random

# Figures are eighths on the scale 0 to 1: exact in binary, with many ties.
EIGHTHS = st.integers(0, 8).map(lambda k: k / 8)
INTERVALS = st.tuples(EIGHTHS, EIGHTHS).map(lambda pair: (min(pair), max(pair)))
PERFORMANCES = st.one_of(st.none(), EIGHTHS, INTERVALS)
Rows = dict[str, dict[str, Performance]]
KEYS = ("a", "b", "c")
PRIORS: st.SearchStrategy[WeightPrior] = st.sampled_from(
    [UniformWeights(), AroundWeights(concentration=5.5)]
)


def tables(cells: st.SearchStrategy[Performance]) -> st.SearchStrategy[Rows]:
    row = st.fixed_dictionaries(dict.fromkeys(KEYS, cells))
    return st.dictionaries(st.sampled_from("PQRSTUV"), row, min_size=1)


def table(rows: Rows, keys: tuple[str, ...] = KEYS) -> DecisionTable:
    criteria = [
        Criterion(key=key, name=Text(key, key), scale=(0, 1), weight=1 + KEYS.index(key))
        for key in keys
    ]
    return DecisionTable.from_rows(criteria, rows)


def ranked(found: DecisionTable, prior: WeightPrior = UniformWeights()) -> Acceptability:  # noqa: B008 - frozen
    return smaa(found, weights=prior, draws=64, rng=np.random.default_rng(9))


@given(tables(PERFORMANCES), PRIORS)
def test_every_alternative_has_a_rank_and_every_rank_an_alternative(
    rows: Rows, prior: WeightPrior
) -> None:
    found = ranked(table(rows), prior)
    n = len(rows)
    np.testing.assert_allclose(found.shares.sum(axis=0), 1, atol=1e-9)
    np.testing.assert_allclose(found.shares.sum(axis=1), 1, atol=1e-9)
    assert found.shares.min() >= 0
    np.testing.assert_allclose(found.shares @ np.arange(1, n + 1), found.expected, atol=1e-9)
    assert found.expected.sum() == n * (n + 1) / 2


@given(tables(PERFORMANCES))
def test_intervals_lie_inside_each_other(rows: Rows) -> None:
    found = ranked(table(rows))
    for better, worse in pairwise((found.best, found.low, found.high, found.worst)):
        assert np.all(better <= worse)
    assert np.all((found.best <= found.expected) & (found.expected <= found.worst))


@given(tables(PERFORMANCES), PRIORS, st.randoms())
def test_the_order_of_rows_and_criteria_changes_nothing(
    rows: Rows, prior: WeightPrior, random: Random
) -> None:
    labels, keys = list(rows), list(KEYS)
    random.shuffle(labels)
    random.shuffle(keys)
    one = ranked(table(rows), prior)
    other = ranked(table({label: rows[label] for label in labels}, tuple(keys)), prior)
    np.testing.assert_array_equal(one.places, other.places)
    np.testing.assert_array_equal(one.shares, other.shares)
    back = [keys.index(key) for key in KEYS]
    np.testing.assert_array_equal(one.central_weights, other.central_weights[:, back])
    assert standings(one) == standings(other)


@given(tables(PERFORMANCES), st.fixed_dictionaries(dict.fromkeys(KEYS, PERFORMANCES)))
def test_one_more_alternative_changes_no_other_pair(
    rows: Rows, more: dict[str, Performance]
) -> None:
    one, other = ranked(table(rows)), ranked(table(rows | {"Z": more}))
    n = len(rows)
    np.testing.assert_array_equal(one.pairwise(), other.pairwise()[:n, :n])


@given(tables(EIGHTHS))
def test_names_do_not_count_where_nothing_is_in_doubt(rows: Rows) -> None:
    one = ranked(table(rows))
    other = ranked(
        table({chr(ord("Z") - ord(label) + ord("A")): row for label, row in rows.items()})
    )
    np.testing.assert_array_equal(one.shares, other.shares[::-1])


@given(tables(PERFORMANCES), st.sampled_from(KEYS), EIGHTHS, EIGHTHS)
def test_more_of_what_is_good_never_ranks_worse(
    rows: Rows, key: str, one: float, other: float
) -> None:
    label = min(rows)
    less, more = (
        ranked(table(rows | {label: rows[label] | {key: figure}}))
        for figure in sorted((one, other))
    )
    assert np.all(more.places[0] <= less.places[0])


@given(tables(EIGHTHS), PRIORS)
def test_the_dominated_never_rank_before_their_dominator(rows: Rows, prior: WeightPrior) -> None:
    found = ranked(table(rows), prior)
    labels = found.alternatives.labels
    values = found_values(rows, labels)
    for i in range(len(labels)):
        for j in range(len(labels)):
            if np.all(values[i] >= values[j]):
                assert np.all(found.places[i] <= found.places[j])


def found_values(rows: Rows, labels: tuple[str, ...]) -> np.ndarray:
    return np.array([[rows[label][key] for key in KEYS] for label in labels], dtype=np.float64)


@given(tables(PERFORMANCES), st.sampled_from(KEYS))
def test_widening_an_interval_upwards_never_ranks_worse(rows: Rows, key: str) -> None:
    label = min(rows)
    one = ranked(table(rows | {label: rows[label] | {key: (0.25, 0.5)}}))
    other = ranked(table(rows | {label: rows[label] | {key: (0.25, 1.0)}}))
    assert np.all(other.places[0] <= one.places[0])


@given(tables(st.one_of(EIGHTHS, INTERVALS)))
def test_less_of_a_cost_is_more_of_a_gain(rows: Rows) -> None:
    gain = table(rows)
    cost = DecisionTable.of(
        gain.alternatives.labels,
        [replace(criterion, direction="less") for criterion in gain.criteria],
        1 - gain.upper,
        1 - gain.lower,
        known=gain.known,
    )
    np.testing.assert_array_equal(ranked(gain).places, ranked(cost).places)


@given(tables(PERFORMANCES), st.sampled_from([1024.0, 0.25]))
def test_the_unit_of_a_criterion_does_not_count(rows: Rows, times: float) -> None:
    one = table(rows)
    criteria = [replace(one.criteria[0], scale=(0.0, times)), *one.criteria[1:]]
    factor = np.array([times, 1, 1])
    other = DecisionTable.of(
        one.alternatives.labels, criteria, one.lower * factor, one.upper * factor, known=one.known
    )
    np.testing.assert_array_equal(ranked(one).places, ranked(other).places)


@given(tables(PERFORMANCES), st.floats(0.5, 1))
def test_places_are_held_without_gap_or_overlap(rows: Rows, tell_apart: float) -> None:
    found = standings(ranked(table(rows)), tell_apart=tell_apart)
    assert sorted(s.alternative for s in found) == sorted(rows)
    assert [s.order for s in found] == list(range(len(rows)))
    for at, one in enumerate(found):
        assert one.place <= at + 1 <= one.last_place
        same = [s for s in found if s.place == one.place]
        assert len(same) == one.last_place - one.place + 1


@given(tables(PERFORMANCES), st.floats(0.5, 1), st.floats(0.5, 1))
def test_asking_more_certainty_never_ends_the_first_group_sooner(
    rows: Rows, one: float, other: float
) -> None:
    found = ranked(table(rows))
    lax, strict = sorted((one, other))
    first = standings(found, tell_apart=lax)[0]
    assert first.last_place <= standings(found, tell_apart=strict)[0].last_place
