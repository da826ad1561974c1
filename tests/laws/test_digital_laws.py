from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lantu.digital import heat_map, next_level, standing
from lantu.model.assessment import Assessment, assessment
from town.maturity import PLAIN, RUBRIC, firms

SHARES = st.one_of(st.just(float("nan")), st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]))


@st.composite
def answers(draw: st.DrawFn) -> Assessment:
    size = draw(st.integers(1, 6))
    codes = [f"f{at}" for at in range(size)]
    shares = draw(arrays(np.float64, (size, 3), elements=SHARES))
    scenes = draw(arrays(np.int64, (size, 2), elements=st.integers(-1, 2)))
    segments = draw(st.lists(st.sampled_from("xyz"), min_size=size, max_size=size))
    return assessment(RUBRIC, firms(codes), shares, scenes=scenes, segments=segments)


def plain_level(score: float, scenes: list[int]) -> int:
    """The rule of the town's rubric, written out."""
    if score >= 60 - 1e-9 and sum(s >= 2 for s in scenes) >= 2 and scenes[0] >= 2:
        return 2
    return 1 if score >= 20 - 1e-9 else 0


@given(answers())
def test_the_level_is_the_rule_written_out(told: Assessment) -> None:
    found = standing(told)
    for firm in range(len(told)):
        a, b, c = told.shares[firm].tolist()
        score = 30 * a + 30 * b + 40 * c
        assert abs(found.score[firm] - score) < 1e-9
        assert found.level[firm] == plain_level(score, told.scenes[firm].tolist())


@given(answers(), st.data())
def test_an_answer_more_only_narrows(told: Assessment, data: st.DataObject) -> None:
    before = standing(told)
    gaps = np.argwhere(~told.answered)
    shares = np.where(told.answered, told.shares, np.nan)
    if len(gaps):
        firm, item = gaps[data.draw(st.integers(0, len(gaps) - 1))]
        shares[firm, item] = data.draw(st.sampled_from([0.0, 0.5, 1.0]))
    more = assessment(RUBRIC, told.firms, shares, scenes=told.scenes, segments=told.segments)
    after = standing(more)
    assert (after.score >= before.score - 1e-9).all()
    assert (after.score_upper <= before.score_upper + 1e-9).all()
    assert (after.level >= before.level).all()
    assert (after.level_upper <= before.level_upper).all()
    assert (before.level <= before.level_upper).all()


@given(answers())
def test_giving_the_limiting_items_all_lifts_the_score_and_one_fewer_does_not(
    told: Assessment,
) -> None:
    plain = assessment(PLAIN, told.firms, np.where(told.answered, told.shares, np.nan))
    found = standing(plain)
    far = next_level(found)
    for firm, code in enumerate(told.firms):
        limits = far.limits(code)
        gained = sum(limit.lost for limit in limits)
        assert gained >= far.points[firm] - 1e-9
        assert abs(sum(limit.needed for limit in limits) - far.points[firm]) < 1e-9
        assert not limits or gained - limits[-1].lost < far.points[firm]


@given(answers())
def test_every_firm_is_counted_once(told: Assessment) -> None:
    seen = heat_map(standing(told))
    assert seen.counts.sum() + seen.open.sum() == len(told) == seen.firms.sum()
    assert (seen.counts.sum(axis=1) + seen.open == seen.firms).all()
