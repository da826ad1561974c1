from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.errors import CallerError, DataError
from lantu.model.rubric import Level, Node, Question, Rule
from lantu.vocab.text import Text
from lantu.vocab.words import Grade
from town.maturity import RUBRIC, heading, item, level, option, scene

WHY = Text("因", "why")


def test_an_item_weighs_the_product_of_the_weights_above_it() -> None:
    assert [node.code for node in RUBRIC.items] == ["A1", "A2", "B"]
    assert RUBRIC.weights == pytest.approx((0.3, 0.3, 0.4))


def test_items_are_found_by_code_or_named() -> None:
    assert RUBRIC.at("B") == 2
    with pytest.raises(CallerError, match="no item 'C'") as refused:
        RUBRIC.at("C")
    assert "A1, A2, B" in refused.value.hint


@pytest.mark.parametrize(
    ("nodes", "message"),
    [
        ((), "asks nothing"),
        ((item("A", "", 0.5), item("A", "", 0.5)), r"\['A'\] are blank or stand twice"),
        ((item("A", "", 0.5), item("B", "", 0.4)), "under the top sum to 90 %"),
        ((item("A", "", 1.5), item("B", "", -0.5)), "each is to be above 0"),
        ((item("A1", "A", 1.0), heading("A", 1.0)), "which does not come before it"),
        ((heading("A", 1.0),), "A is never asked"),
        ((item("A", "", 1.0), item("A1", "A", 1.0)), "A is a heading with a question"),
        ((replace(item("A", "", 1.0), top=0.0),), "greatest answer is 0"),
    ],
)
def test_a_rubric_with_gaps_is_refused(nodes: tuple[Node, ...], message: str) -> None:
    with pytest.raises(DataError, match=message):
        replace(RUBRIC, nodes=nodes, rules=())


@pytest.mark.parametrize(
    "levels",
    [
        (),
        (level("一", 60.0), level("二", 20.0)),
        (level("一", 20.0, scenes=2), level("二", 60.0, scenes=1)),
        (level("一", 120.0),),
        (level("一", 20.0, scenes=3),),
        (level("一", 20.0, scenes=2, constrained=2),),
    ],
)
def test_levels_ascend_and_can_be_reached(levels: tuple[Level, ...]) -> None:
    with pytest.raises(DataError, match="levels ask for"):
        replace(RUBRIC, levels=levels)


@pytest.mark.parametrize(
    ("question", "shares", "fine"),
    [
        (Question.SINGLE, (0.0, 0.5, 1.0), True),
        (Question.SINGLE, (0.0, 0.5), False),
        (Question.MULTI, (0.25, 0.75), True),
        (Question.MULTI, (0.5, 1.0), False),
        (Question.SINGLE, (-0.5, 1.0), False),
        (Question.SINGLE, (), False),
    ],
)
def test_the_best_answer_earns_all_points(
    question: Question, shares: tuple[float, ...], *, fine: bool
) -> None:
    options = tuple(option(f"O{at}", share) for at, share in enumerate(shares))
    node = replace(item("A", "", 1.0), question=question, options=options)
    if fine:
        assert replace(RUBRIC, nodes=(node,), rules=()).items == (node,)
    else:
        with pytest.raises(DataError, match="earn"):
            replace(RUBRIC, nodes=(node,), rules=())


def test_a_rule_names_items_that_are_asked() -> None:
    with pytest.raises(CallerError, match="no item 'X'"):
        replace(RUBRIC, rules=(Rule(item="A1", above="X", reason=WHY),))


def test_rungs_climb_from_nothing_to_all() -> None:
    assert item("A", "", 1.0).rungs == (0.0, 0.25, 0.5, 0.75, 1.0)
    options = (option("a", 0.5), option("b", 0.2), option("c", 0.3))
    measures = replace(item("A", "", 1.0), question=Question.MULTI, options=options)
    assert measures.rungs == pytest.approx((0.0, 0.2, 0.5, 1.0))
    single = replace(measures, question=Question.SINGLE, options=(option("a", 0.0), *options))
    assert single.rungs == pytest.approx((0.0, 0.2, 0.3, 0.5))


def test_what_rests_on_recollection_is_never_official() -> None:
    assert RUBRIC.grade is Grade.B
    assert RUBRIC.caveats == ()
    placeholder = replace(RUBRIC.nodes[-1], grade=Grade.D, assumed=True)
    guessed = replace(RUBRIC, nodes=(*RUBRIC.nodes[:-1], placeholder))
    assert guessed.grade is Grade.D
    told = [caveat.en for caveat in guessed.caveats]
    assert len(told) == 2
    assert all(text.startswith("not official") and text.endswith("B") for text in told)


def test_codes_of_scenes_are_codes_too() -> None:
    with pytest.raises(DataError, match="stand twice"):
        replace(RUBRIC, scenes=(scene("A1", constrained=False), *RUBRIC.scenes))
