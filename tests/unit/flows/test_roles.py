from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from lantu.errors import CallerError, DataError
from lantu.flows import (
    ROLE_RULES,
    Band,
    Cut,
    Judgement,
    Measures,
    RoleCuts,
    RoleMeasure,
    RoleRule,
    Roles,
    excess_growth,
    roles,
)
from lantu.flows.role_rules import BANDS, WORDS, decided
from lantu.model.roster import Roster, roster
from lantu.vocab.text import Text
from lantu.vocab.words import LABELS, IndustryRole

ADVANTAGE, TRADITIONAL, EMERGING, FUTURE, ORDINARY, UNTOLD = IndustryRole
FIGURES: dict[Band, float] = {
    Band.HARDLY: 0.1, Band.SOME: 0.75, Band.SPECIALISED: 2.0,
    Band.LOOSE: 0.8, Band.LINKED: 1.2,
    Band.SLOW: -0.02, Band.FAST: 0.03,
    Band.SIMPLE: -1.0, Band.COMPLEX: 1.0,
}  # fmt: skip
"""A figure well inside each band."""


def one(*figures: float | None, judgements: tuple[Judgement, ...] = ()) -> Roles:
    """The roles of one industry, ``i``, by its four figures."""
    columns = {measure.value: [x] for measure, x in zip(RoleMeasure, figures, strict=True)}
    return roles(Measures.of(roster("industry", ["i"]), **columns), judgements=judgements)


def role(*figures: float | None) -> IndustryRole:
    return one(*figures).role_of("i")


def expected(here: Band, linked: bool, fast: bool, complex_: bool) -> IndustryRole:  # noqa: FBT001 - the four measures of the table
    """The decision table told once more, the way a person would say it."""
    if here is Band.HARDLY:
        return FUTURE if complex_ else ORDINARY
    if here is Band.SPECIALISED and linked and (fast or complex_):
        return ADVANTAGE
    if fast and complex_:
        return EMERGING
    if here is Band.SPECIALISED:
        return TRADITIONAL
    return TRADITIONAL if not fast and (linked or not complex_) else ORDINARY


@pytest.mark.parametrize("bands", list(product(*BANDS.values())))
def test_every_combination_of_bands_has_the_role_a_person_would_say(
    bands: tuple[Band, Band, Band, Band],
) -> None:
    here, linked, fast, complex_ = bands
    wanted = expected(here, linked is Band.LINKED, fast is Band.FAST, complex_ is Band.COMPLEX)
    found = one(*(FIGURES[band] for band in bands))
    assert found.role_of("i") is wanted
    assert found.rules[found.rule[0]].role is wanted
    assert [test.band for test in found.tests_of("i")] == list(bands)
    assert not found.tied.any()


@pytest.mark.parametrize("at", [1.0, 1.0 - 1e-12])
def test_a_cut_is_met_at_the_cut_and_within_rounding_of_it(at: float) -> None:
    assert role(at, 1.5, 0.03, -1.0) is ADVANTAGE
    assert role(1.0 - 1e-6, 1.5, 0.03, -1.0) is ORDINARY


def test_a_role_that_hangs_on_an_absent_measure_is_not_told() -> None:
    found = one(2.0, 1.2, None, -1.0)
    assert found.role_of("i") is UNTOLD
    assert found.rule[0] == -1
    assert [r for r, there in zip(IndustryRole, found.possible[0], strict=True) if there] == [
        ADVANTAGE, TRADITIONAL,
    ]  # fmt: skip
    assert found.absent.tolist() == [[False, False, True, False]]
    why = found.why("i")
    assert why.zh.startswith("待定：可能是优势产业或传统产业。")
    assert why.zh.endswith("增速差缺；复杂度 -1（< 0）：不复杂。作用取决于缺的指标：增速差。")
    assert why.en.endswith("The role hangs on what is absent: growth above the whole.")


def test_an_absent_measure_that_changes_nothing_leaves_the_role_told() -> None:
    found = one(0.1, None, None, 1.0)
    assert found.role_of("i") is FUTURE
    assert not found.absent.any()
    assert [test.asked for test in found.tests_of("i")] == [True, False, False, True]
    by_two_rules = one(0.75, 1.2, -0.02, None)
    assert by_two_rules.role_of("i") is TRADITIONAL
    either = one(2.0, 1.2, 0.03, None)
    assert either.role_of("i") is ADVANTAGE
    assert "复杂度缺" in either.why("i").zh


def test_one_role_by_several_rules_says_that_the_absent_measure_does_not_matter() -> None:
    rules = (
        RoleRule(role=FUTURE, bands=frozenset({Band.FAST}), why=Text("快", "fast")),
        RoleRule(role=FUTURE, why=Text("慢", "slow")),
    )
    found = roles(Measures.of(roster("industry", ["i"]), specialisation=[1.0]), rules=rules)
    assert found.role_of("i") is FUTURE
    assert found.rule[0] == -1
    assert found.why("i").zh.startswith("未来产业：所缺指标是多少都一样。指标：区位商 1")
    assert found.why("i").en.startswith("Future industry: whatever the absent measure is. Figures")


def test_nothing_measured_leaves_every_role_open() -> None:
    found = one(None, None, None, None)
    assert found.role_of("i") is UNTOLD
    assert found.possible[0].tolist() == [True] * 5 + [False]
    assert found.absent.all()


def test_reasons_show_what_decided_then_the_rest() -> None:
    why = one(1.42, 0.9, -0.0213, 0.5).why("i")
    assert why.zh == (
        "传统产业：本地专业，但关联、增长、复杂度不足以列入优势或新兴。"
        "依据：区位商 1.42（≥ 1）：本地专业。"
        "指标：关联系数 0.9（< 1）：关联弱；增速差 -2.13 个百分点（< 0）：增长不快于全部产业；"
        "复杂度 0.5（≥ 0）：复杂。"
    )
    assert why.en.startswith(
        "Traditional industry: specialised, but linkage, growth and complexity make it neither"
        " advantage nor emerging. Decided by: location quotient 1.42 (≥ 1): specialised."
    )
    assert "区位商 0.75（≥ 0.5，< 1）：本地有而不专" in one(0.75, 1.2, -0.02, -1.0).why("i").zh


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (0.99996, "0.99996（≥ 0.5，< 1）"), (1234.4, "1234（≥ 1）"), (12.349, "12.3（≥ 1）"),
        (1 - 1e-12, "1（≥ 1）"), (0.49999, "0.49999（< 0.5）"),
    ],
)  # fmt: skip
def test_a_rounded_figure_stays_on_its_side_of_the_cut(figure: float, told: str) -> None:
    assert f"区位商 {told}" in one(figure, 1.2, 0.03, 1.0).why("i").zh


def test_growth_is_told_in_points_with_its_sign() -> None:
    assert "增速差 +0.3 个百分点（≥ 0）" in one(2.0, 1.2, 0.003, 1.0).why("i").zh
    assert "增速差 0 个百分点（≥ 0）" in one(2.0, 1.2, 0.0, 1.0).why("i").zh
    assert "growth above the whole -15 points (< 0)" in one(2.0, 1.2, -0.15, 1.0).why("i").en


def test_a_figure_near_a_cut_names_the_other_role() -> None:
    found = one(2.0, 1.2, 0.004, -1.0)
    assert found.role_of("i") is ADVANTAGE
    assert found.tied[0].tolist() == [r is TRADITIONAL for r in IndustryRole]
    assert found.tips.tolist() == [[False, False, True, False]]
    assert "增长快于全部产业，接近门槛。" in found.why("i").zh
    assert found.why("i").zh.endswith("有指标接近门槛，也可能是传统产业。")
    assert found.why("i").en.endswith(
        "A figure is near a cut; possible as well: traditional industry."
    )


def test_a_near_cut_on_which_nothing_hangs_is_not_a_tie() -> None:
    found = one(0.1, 1.01, 0.001, 1.0)
    assert found.role_of("i") is FUTURE
    assert not found.tied.any()
    assert not found.tips.any()


def test_without_margins_no_figure_is_near() -> None:
    sharp = RoleCuts(some=Cut(0.5), specialised=Cut(1), linked=Cut(1), fast=Cut(0), complex=Cut(0))
    at_every_cut = Measures.of(
        roster("industry", ["i"]), specialisation=[1], linkage=[1], growth=[0], complexity=[0]
    )
    assert not roles(at_every_cut, cuts=sharp).tied.any()
    assert roles(at_every_cut).tied.any()


HELD = Judgement(industry="i", role=EMERGING, who="张三", why="新厂已投产")


def test_a_judgement_stands_beside_what_was_computed() -> None:
    found = one(2.0, 0.9, -0.02, -1.0, judgements=(HELD,))
    assert found.role_of("i") is TRADITIONAL
    assert found.judged("i") is HELD
    assert found.why("i").zh.endswith("张三判定为新兴产业，理由：新厂已投产（计算结果保留）。")
    row = found.to_polars().row(0, named=True)
    assert (row["role"], row["judged"]) == ("traditional", "emerging")
    assert (row["judged_by"], row["judged_because"]) == ("张三", "新厂已投产")
    assert one(2.0, 0.9, -0.02, -1.0).judged("i") is None


@pytest.mark.parametrize(
    ("who", "why", "held"), [(" ", "because", EMERGING), ("me", "", EMERGING), ("me", "so", UNTOLD)]
)
def test_a_judgement_needs_a_person_a_reason_and_a_role(
    who: str, why: str, held: IndustryRole
) -> None:
    with pytest.raises(CallerError, match="the judgement of i needs a role, who holds it, and why"):
        Judgement(industry="i", role=held, who=who, why=why)


def test_judgements_of_strangers_and_second_ones_are_refused() -> None:
    with pytest.raises(CallerError, match="no industry 'j' among 1"):
        one(2, 1, 0, 0, judgements=(Judgement(industry="j", role=FUTURE, who="w", why="y"),))
    with pytest.raises(CallerError, match="two judgements of i"):
        one(2, 1, 0, 0, judgements=(HELD, HELD))


def test_a_table_of_roles_has_null_where_a_figure_is_absent() -> None:
    industries = Roster("industry", ("a", "b"), (Text("甲", "A"), Text("乙", "B")))
    measures = Measures.of(
        industries, specialisation=np.array([2.0, 0.0]), linkage=[1.2, None], growth=[0.002, None]
    )
    table = roles(measures).to_polars()
    assert table.columns == [
        "industry", "name", "role", "possible", "tied", "absent",
        "judged", "judged_by", "judged_because",
        "specialisation", "linkage", "growth", "complexity",
    ]  # fmt: skip
    assert table.rows() == [
        ("a", "甲", "advantage", "", "traditional", "", "", "", "", 2.0, 1.2, 0.002, None),
        ("b", "乙", "untold", "future, ordinary", "", "complexity", "", "", "", 0, None, None, None),
    ]  # fmt: skip


def test_measures_of_the_wrong_length_or_without_a_number_are_refused() -> None:
    two = roster("industry", ["a", "b"])
    with pytest.raises(CallerError, match=r"columns of \[2, 1, 2, 2\] figures for 2 industries"):
        Measures.of(two, linkage=[1.0])
    with pytest.raises(DataError, match=r"first at \(2, 1\)"):
        Measures.of(two, specialisation=[1.0, float("nan")])
    with pytest.raises(CallerError, match=r"industries × measures is \(2, 4\)"):
        Measures(industries=two, figures=np.zeros((2, 3)), known=np.ones((2, 3), bool))
    assert len(roles(Measures.of(roster("industry", [])))) == 0


def test_what_is_not_known_is_kept_as_zero_and_arrays_are_read_only() -> None:
    measures = Measures(
        industries=roster("industry", ["a"]),
        figures=np.array([[2.0, 9.0, 0.0, 0.0]]),
        known=np.array([[True, False, False, False]]),
    )
    assert measures.figures.tolist() == [[2, 0, 0, 0]]
    with pytest.raises(ValueError, match="read-only"):
        measures.figures[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        roles(measures).role[0] = 1


def test_a_decision_table_must_decide_everything() -> None:
    with pytest.raises(
        CallerError, match=r"5 combinations have no rule, such as hardly here, loose"
    ):
        decided(
            [
                RoleRule(role=FUTURE, bands=frozenset({Band.COMPLEX}), why=Text("甲", "a")),
                RoleRule(role=FUTURE, bands=frozenset({Band.FAST}), why=Text("乙", "b")),
                RoleRule(
                    role=FUTURE, bands=frozenset({Band.SOME, Band.LINKED}), why=Text("丙", "c")
                ),
            ]
        )
    with pytest.raises(CallerError, match="a rule must tell a role"):
        RoleRule(role=UNTOLD, why=Text("丁", "d"))


def test_every_rule_of_the_table_decides_something() -> None:
    assert set(decided(ROLE_RULES).ravel().tolist()) == set(range(len(ROLE_RULES)))


def test_cuts_need_order_and_numbers() -> None:
    with pytest.raises(CallerError, match=r"some begins at 1\.0, specialised at 1"):
        RoleCuts(some=Cut(1.0), specialised=Cut(1))
    for at, margin in ((float("nan"), 0.0), (1.0, -0.1), (1.0, float("inf"))):
        with pytest.raises(CallerError, match="has no meaning"):
            Cut(at, margin)


def test_every_word_has_both_languages_and_no_two_share_a_key() -> None:
    assert set(WORDS) == {*RoleMeasure, *Band}
    assert len(WORDS) == len(RoleMeasure) + len(Band)
    assert [LABELS[r].zh for r in IndustryRole] == [
        "优势产业", "传统产业", "新兴产业", "未来产业", "一般产业", "待定",
    ]  # fmt: skip


def test_growth_above_the_whole_by_hand() -> None:
    found = excess_growth([100, 100, 0], [121, 100, 21], 2)
    assert found[0] == pytest.approx(1.1 - 1.1)
    assert found[1] == pytest.approx(1.0 - np.sqrt(242 / 200))
    assert found[2] is None


def test_growth_needs_time_sizes_and_one_length() -> None:
    with pytest.raises(CallerError, match=r"before \(1,\), after \(2,\), 1 years"):
        excess_growth([1], [1, 2], 1)
    with pytest.raises(CallerError, match="0 years"):
        excess_growth([1], [1], 0)
    for before, after in (([0.0, 0.0], [1, 1]), ([1, -1], [1, 1]), ([1, 1], [1, -1])):
        with pytest.raises(DataError, match="sizes must be 0 or more"):
            excess_growth(before, after, 1)
