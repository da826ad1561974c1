from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lantu.errors import CallerError, DataError
from lantu.model.concordance import Concordance, concordance, packaged_concordance
from lantu.model.roster import roster
from lantu.vocab.correspondence import Pair, PairNote
from lantu.vocab.words import Grade

OLD, NEW = roster("old", ["a", "b", "c"]), roster("new", ["x", "y", "z"])


def pairs(text: str, grade: Grade = Grade.B) -> list[Pair]:
    return [Pair(source=two[0], target=two[1], grade=grade) for two in text.split()]


def whole() -> Concordance:
    return concordance(pairs("ax bx cy"), sources=OLD, targets=NEW)


def split() -> Concordance:
    return concordance(pairs("ax ay by cz"), sources=OLD, targets=NEW, weights={"x": 3.0, "y": 1.0})


def test_a_code_that_falls_whole_into_one_other_has_share_one() -> None:
    assert whole().whole
    assert whole().targets.codes == ("x", "y")
    assert whole().matrix.tolist() == [[1, 0], [1, 0], [0, 1]]


def test_a_split_follows_the_weights_of_its_targets() -> None:
    assert split().matrix.tolist() == [[0.75, 0.25, 0], [0, 1, 0], [0, 0, 1]]
    assert not split().whole


def test_a_split_without_weights_is_refused_with_its_codes() -> None:
    with pytest.raises(DataError, match=r"1 old codes split among several targets: a"):
        concordance(pairs("ax ay by cz"), sources=OLD, targets=NEW)


def test_an_absent_weight_is_not_zero() -> None:
    with pytest.raises(DataError, match=r"weights of 0 or more: y"):
        concordance(pairs("ax ay by cz"), sources=OLD, targets=NEW, weights={"x": 3.0})


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("ax bx", r"1 old codes have no partner: c"),
        ("ax bx cy cy", r"twice: c → y"),
        ("ax bx cw", r"in no list: new w"),
    ],
)
def test_gaps_doubles_and_strangers_are_refused(text: str, message: str) -> None:
    with pytest.raises(DataError, match=message):
        concordance(pairs(text), sources=OLD, targets=NEW, weights=dict.fromkeys("xyz", 1.0))


def test_shares_that_lose_something_are_refused() -> None:
    with pytest.raises(DataError, match=r"do not sum to 1: a \(0.9\)"):
        Concordance(
            sources=roster("old", ["a"]),
            targets=roster("new", ["x"]),
            source=np.array([0]),
            target=np.array([0]),
            share=np.array([0.9]),
            grades=(Grade.A,),
            notes=(None,),
        )


def test_figures_are_carried_along_any_axis() -> None:
    assert whole().carry([1.0, 2.0, 4.0]).tolist() == [3, 4]
    assert whole().carry([[1.0, 2.0, 4.0]], axis=1).tolist() == [[3, 4]]
    with pytest.raises(CallerError, match="axis 0 has 2 entries"):
        whole().carry([1.0, 2.0])


def test_the_way_back_needs_weights_where_codes_were_summed() -> None:
    with pytest.raises(DataError, match=r"1 new codes have several sources: x"):
        whole().inverted()
    back = whole().inverted({"a": 1.0, "b": 3.0, "c": 9.0})
    assert back.matrix.tolist() == [[0.25, 0.75, 0], [0, 0, 1]]
    with pytest.raises(DataError, match=r"no weight for any source of new x"):
        whole().inverted({"a": 0.0, "b": 0.0, "c": 1.0})


def test_a_source_of_no_weight_gets_nothing_back() -> None:
    back = whole().inverted({"a": 0.0, "b": 3.0, "c": 9.0})
    assert back.targets.codes == ("b", "c")


def test_a_restriction_keeps_the_order_asked_for() -> None:
    part = split().restricted(["c", "a"])
    assert part.sources.codes == ("c", "a")
    assert part.targets.codes == ("x", "y", "z")
    assert part.matrix.tolist() == [[0, 0, 1], [0.75, 0.25, 0]]
    assert split().restricted(["b"]).targets.codes == ("y",)
    with pytest.raises(DataError, match="no pair for old q"):
        whole().restricted(["q"])


def test_one_after_the_other_keeps_the_poorest_grade() -> None:
    last = roster("last", ["m", "n"])
    poor = [
        Pair(source="x", target="m", grade=Grade.A),
        Pair(source="y", target="n", grade=Grade.D, note=PairNote.FILLED),
        Pair(source="z", target="n", grade=Grade.A),
    ]
    both = split().then(concordance(poor, sources=NEW, targets=last))
    assert both.matrix.tolist() == [[0.75, 0.25], [0, 1], [0, 1]]
    assert both.grades == (Grade.B, Grade.D, Grade.D, Grade.B)
    assert both.notes == (None, PairNote.FILLED, PairNote.FILLED, None)


def test_one_after_the_other_refuses_a_gap_between() -> None:
    narrow = concordance(pairs("xm"), sources=roster("new", ["x"]), targets=roster("last", ["m"]))
    with pytest.raises(DataError, match="no pair for new y"):
        whole().then(narrow)


def test_packaged_correspondences_become_concordances() -> None:
    to_42 = packaged_concordance("io153", "io42")
    assert to_42.whole
    assert (len(to_42.sources), len(to_42.targets)) == (153, 42)
    assert to_42.targets.names[19].en.startswith("Manufacture of communication equipment")
    by_class = packaged_concordance("gbt4754_2017", "io153")
    assert sum(grade is Grade.D for grade in by_class.grades) == 3
    assert by_class.then(to_42).targets == to_42.targets


def test_classes_that_split_need_weights() -> None:
    with pytest.raises(DataError, match="75 gbt4754_2017 codes split"):
        packaged_concordance("gbt4754_2017", "isic4")
    with pytest.raises(CallerError, match="no correspondence io42 → isic4 is packaged"):
        packaged_concordance("io42", "isic4")


sizes = st.lists(st.floats(0.01, 1e6), min_size=3, max_size=3)


@given(sizes, sizes)
def test_nothing_is_lost_there_and_back(weights: list[float], figures: list[float]) -> None:
    there = split()
    back = there.inverted(dict(zip("abc", weights, strict=True)))
    assert there.carry(figures).sum() == pytest.approx(sum(figures))
    assert back.carry(there.carry(figures)).sum() == pytest.approx(sum(figures))
    again = back.inverted(dict(zip("xyz", there.carry(weights), strict=True)))
    assert again.matrix == pytest.approx(there.matrix)
