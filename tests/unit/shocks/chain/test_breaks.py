"""Chains that break, by hand and against the plain twin."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.errors import CallerError, DataError
from lantu.model.scenario import Engine, Return, Spread
from lantu.model.spread import Shape, middle
from lantu.shocks import ChainBreak, chain_break
from lantu.shocks.chain import runs as running
from lantu.shocks.chain.paths import Way
from unit.chains import random_graphs
from unit.chains.graphs import ELSEWHERE, HERE, TOWN, Facts
from unit.shocks.chain.plain_break import plain_break
from unit.shocks.chain.scenarios import blow, buffer, scenario, target

if TYPE_CHECKING:
    from lantu.model.scenario import Scenario

CHAIN = [
    ("A", "B", "essential"),
    ("B", "D", "alternative:g"),
    ("C", "D", "alternative:g"),
    ("B", "E", "optional"),
    ("E", "F", "essential"),
]
"""A → B → D (or C → D); B helps E; E → F."""

ONE = np.ones(6)


def broken(*told: Any, links: Any = CHAIN, weights: Any = ONE, **more: Any) -> ChainBreak:
    said = scenario(*told, **more)
    return chain_break(Facts(links=links).graph(), said, region=HERE, weights=weights)


def test_a_stop_follows_and_or_and_fades_through_optional_inputs() -> None:
    found = broken(blow("product:A", days=10), days=30)
    assert found.ground.graph.products.ids.labels == ("A", "B", "C", "D", "E", "F")
    assert found.lost == pytest.approx([10, 10, 0, 0, 1, 1])
    assert (found.loss, found.direct) == pytest.approx((22, 10))
    assert found.days.tolist() == [0, 10]
    assert found.survive == 0
    assert found.recover == 10
    assert found.by_day() == pytest.approx([2.2] * 10 + [0.0] * 20)
    assert found.level("E") == pytest.approx([0.9] * 10 + [1.0] * 20)
    assert found.level("C").tolist() == [1.0] * 30


def test_a_group_falls_with_its_last_alternative() -> None:
    found = broken(blow("product:A", "product:C", part=0.5, days=10))
    assert found.level("D")[0] == 0.5
    assert found.path("D") == ("A", "B", "D")


def test_each_fallen_product_knows_the_way_back_to_the_blow() -> None:
    found = broken(blow("product:A"))
    assert [found.path(each) for each in "AB"] == [("A",), ("A", "B")]
    assert found.path("F") == ("A", "B", "E", "F")
    assert found.path("D") == ()
    words = [list(Way)[each] for each in found.way]
    assert words == ["blow", "essential", "whole", "whole", "optional", "essential"]


def test_stocks_are_used_up_day_by_day() -> None:
    found = broken(blow("product:A", days=20), buffers=(buffer(stock_days=6),))
    assert found.level("B").tolist() == [1.0] * 6 + [0.0] * 14 + [1.0] * 40
    assert found.level("E")[11:13] == pytest.approx([1.0, 0.9])
    assert found.first[[0, 1, 4, 5]].tolist() == [0, 6, 12, -1]
    assert found.back[[0, 1, 4]].tolist() == [20, 20, 20]


def test_half_a_loss_leaves_stocks_for_twice_as_long() -> None:
    found = broken(
        blow("product:A", part=0.5, days=40), buffers=(buffer("product:B", stock_days=6),)
    )
    assert found.level("B")[[11, 12, 39, 40]].tolist() == [1.0, 0.5, 0.5, 1.0]
    odd = broken(blow("product:A", part=0.4, days=40), buffers=(buffer("product:B", stock_days=1),))
    assert odd.level("B")[[1, 2, 3]] == pytest.approx([1.0, 0.8, 0.6])


def test_of_two_buffers_for_one_product_the_later_counts() -> None:
    ends = (blow("product:A"),)
    late = broken(*ends, buffers=(buffer(stock_days=6), buffer("product:B", stock_days=2)))
    over = broken(*ends, buffers=(buffer("product:B", stock_days=2), buffer(stock_days=6)))
    assert (late.first[1], over.first[1]) == (2, 6)


def test_a_second_source_and_imports_make_good_what_is_lost() -> None:
    full = broken(blow("product:A"), buffers=(buffer("product:A", second_source=1.0),))
    assert (full.loss, full.survive, full.recover) == (0.0, None, 0)
    part = broken(blow("product:A"), buffers=(buffer("product:B", second_source=0.5, imports=0.2),))
    assert part.level("B")[0] == pytest.approx(1 - 0.5 * 0.8)


def test_what_never_comes_back_is_not_recovered() -> None:
    found = broken(blow("product:A", days=1, back=Return.NEVER))
    assert found.recover is None
    assert found.lost[0] == 60
    assert found.back[0] == -1


@pytest.mark.parametrize(
    ("back", "left"),
    [
        (Return.LINEAR, [1.0, 0.75, 0.5, 0.25, 0.0]),
        (Return.CONVEX, [1.0, 0.75, 0.5625, 0.421875, 0.31640625]),
        (Return.CONCAVE, [1.0, 1 / (1 + 0.5 ** (np.log(4e6) / np.log(2))), 0.5]),
    ],
)
def test_what_was_lost_comes_back_along_its_curve(back: Return, left: list[float]) -> None:
    found = broken(blow("product:A", part=0.8, start=3, days=5, back=back, back_days=4))
    lost = 1 - found.level("A")
    assert lost[2:9].tolist() == pytest.approx([0.0, *[0.8] * 6])
    assert lost[8 : 8 + len(left)] == pytest.approx(0.8 * np.array(left))


def test_part_of_a_last_day_counts_as_that_part() -> None:
    assert broken(blow("product:A", days=2.25)).lost[0] == pytest.approx(2.25)


def test_blows_strike_what_others_have_left() -> None:
    found = broken(blow("product:A", part=0.5), blow("product:A", part=0.5, start=10))
    assert found.level("A")[[0, 10, 30, 40]].tolist() == [0.5, 0.25, 0.5, 1.0]


def test_medians_stand_for_what_is_not_known_for_sure() -> None:
    spread = Spread(shape=Shape.UNIFORM, low=0.2, high=0.4)
    assert broken(blow("product:A", part=spread)).level("A")[0] == pytest.approx(0.7)


def test_an_alternative_may_be_worth_less_than_the_one_in_use() -> None:
    graph, said = Facts(links=CHAIN).graph(), scenario(blow("product:A"))
    found = chain_break(graph, said, region=HERE, weights=ONE, quality={("C", "D"): 0.7})
    assert found.level("D")[0] == 0.7
    assert found.path("D") == ("A", "B", "D")


@pytest.mark.parametrize(
    "quality",
    [{("A", "B"): 0.5}, {("C", "D"): 1.5}, {("C", "D"): 0.5, ("B", "D"): 0.5}],
    ids=["no alternative", "no part", "none in use"],
)
def test_qualities_that_make_no_sense_are_refused(quality: dict[tuple[str, str], float]) -> None:
    with pytest.raises(CallerError, match=r"qualit|counts in full"):
        chain_break(
            Facts(links=CHAIN).graph(), scenario(blow("product:A")), region=HERE, quality=quality
        )


def test_a_loss_counts_what_is_made_here_unless_told_otherwise() -> None:
    graph = Facts(links=CHAIN, makers=[("F", "B", "produces", "B")]).graph()
    found = chain_break(graph, scenario(blow("product:A", days=10)), region=HERE)
    assert found.loss == pytest.approx(8.5)
    assert found.direct == 0.0
    assert found.whole == pytest.approx(0.85 * 60)


def test_a_product_without_makers_can_still_be_struck_itself() -> None:
    graph = Facts(links=CHAIN).graph()
    found = chain_break(graph, scenario(blow("product:A", days=10)), region=HERE)
    assert found.lost[1] == 10
    assert (found.loss, found.whole) == (0.0, 0.0)


def test_parts_that_nothing_connects_do_not_touch_each_other() -> None:
    found = broken(blow("product:A"), links=[*CHAIN, ("X", "Y", "essential")], weights=np.ones(8))
    assert found.level("Y").min() == 1.0


@pytest.mark.parametrize(
    "weights", [np.ones(5), -ONE, ONE * np.nan, 0 * ONE], ids=["short", "negative", "nan", "zero"]
)
def test_weights_that_weigh_nothing_are_refused(weights: Any) -> None:
    with pytest.raises(CallerError, match="weights of shape"):
        broken(blow("product:A"), weights=weights)


def test_another_engine_or_setting_is_refused() -> None:
    graph = Facts(links=CHAIN).graph()
    other = scenario(blow("product:A"), settings={"optional_los": 0.2})
    with pytest.raises(CallerError, match="no setting 'optional_los'\nHint: it has optional_loss"):
        chain_break(graph, other, region=HERE)
    kappa = scenario(blow("product:A"), settings={"optional_loss": 0.5})
    assert chain_break(graph, kappa, region=HERE).level("E")[0] == 0.5
    beyond = scenario(blow("product:A"), settings={"optional_loss": 1.5})
    with pytest.raises(CallerError, match=r"optional_loss = 1\.5"):
        chain_break(graph, beyond, region=HERE)
    wrong = replace(scenario(blow("sector:39")), engine=Engine.ECONOMY)
    with pytest.raises(CallerError, match="for engine economy"):
        chain_break(graph, wrong, region=HERE)


def test_only_products_hold_stocks() -> None:
    facts = Facts(links=CHAIN, makers=[("F", "A", "produces", "B")])
    said = scenario(blow("product:A"), buffers=(buffer("firm:F", stock_days=3),))
    with pytest.raises(DataError, match="a stock of firm:F"):
        chain_break(facts.graph(), said, region=HERE)
    helped = scenario(blow("firm:F"), buffers=(buffer("firm:F", imports=0.75),))
    assert chain_break(facts.graph(), helped, region=HERE).level("A")[0] == 0.75


def test_the_table_has_a_row_for_every_product() -> None:
    table = broken(blow("product:A", days=10)).to_polars()
    assert table.columns == [
        "product", "way", "via", "worth", "lost_days", "own_days", "loss", "first", "back",
    ]  # fmt: skip
    assert table.row(1) == ("B", "essential", "A", 1.0, 10.0, 0.0, 10.0, 0, 10)
    assert table.row(2) == ("C", "whole", "", 1.0, 0.0, 0.0, 0.0, -1, -1)


@st.composite
def struck(draw: st.DrawFn) -> tuple[Facts, Scenario, np.ndarray, np.ndarray]:
    facts = draw(random_graphs.facts())
    names = sorted(facts.products)
    parts = st.sampled_from([0.3, 0.5, 1.0])
    days = st.sampled_from([1.0, 4.0, 9.0])
    blows = [
        blow(f"product:{draw(st.sampled_from(names))}", part=draw(parts), days=draw(days), start=at)
        for at in (0, 2)
    ]
    buffers = [
        buffer(
            f"product:{each}",
            stock_days=draw(st.sampled_from([0.0, 0.7, 2.0, 5.0])),
            second_source=draw(st.sampled_from([0.0, 0.0, 0.25])),
        )
        for each in draw(st.sets(st.sampled_from(names), max_size=6))
    ]
    stock, relief = np.zeros(len(names)), np.zeros(len(names))
    for one in buffers:
        assert one.target is not None
        at = names.index(one.target.code)
        stock[at], relief[at] = middle(one.stock_days), middle(one.second_source)
    return facts, scenario(*blows, days=15, buffers=tuple(buffers)), stock, relief


def by_twin(facts: Facts, said: Scenario, stock: np.ndarray, relief: np.ndarray) -> np.ndarray:
    graph = facts.graph()
    caps = np.ones((said.days, len(graph)))
    for one in said.blows:
        at = graph.products.ids.at(one.targets[0].code)
        assert isinstance(one.days, float)
        assert isinstance(one.part, float)
        caps[one.start : one.start + int(one.days), at] *= 1.0 - one.part
    return plain_break(graph, caps, loss=0.1, stock=stock, relief=relief)


@settings(max_examples=60, deadline=None)
@given(struck())
def test_every_day_is_as_the_plain_twin_has_it(
    made: tuple[Facts, Scenario, np.ndarray, np.ndarray],
) -> None:
    twin = by_twin(*made)
    found = chain_break(made[0].graph(), made[1], region=HERE)
    levels = np.array([found.level(each) for each in found.ground.graph.products.ids]).T
    assert levels == pytest.approx(twin, abs=1e-9)
    assert found.lost == pytest.approx((1 - twin).sum(axis=0), abs=1e-8)
    for each in found.fallen:
        way = found.path(found.ground.graph.products.ids.labels[each])
        assert way
        assert all(found.lost[found.ground.graph.products.ids.at(one)] > 0 for one in way)
        assert way[0] in {one.targets[0].code for one in made[1].blows}


@settings(max_examples=5, deadline=None)
@given(struck())
def test_compiled_and_interpreted_days_are_the_same(
    made: tuple[Facts, Scenario, np.ndarray, np.ndarray],
) -> None:
    graph = made[0].graph()
    slow = chain_break(graph, made[1], region=HERE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(running, "COMPILE_FROM", 0)
        fast = chain_break(graph, made[1], region=HERE)
    assert fast.levels.tobytes() == slow.levels.tobytes()
    assert fast.lost.tobytes() == slow.lost.tobytes()
    assert fast.via.tolist() == slow.via.tolist()


MADE = Facts(
    firms={"F": (TOWN, ""), "G": (TOWN, ""), "X": (ELSEWHERE, ""), "Y": (ELSEWHERE, "")},
    makers=[(firm, "P", "produces", "B") for firm in "FGXY"],
)


def left(facts: Facts, said: str) -> float:
    graph = facts.graph()
    return float(chain_break(graph, scenario(blow(said)), region=HERE).level("P")[0])


def test_makers_without_shares_hold_equal_parts() -> None:
    assert left(MADE, "firm:F") == 0.75
    assert left(MADE, "region:420100") == 0.5
    assert left(MADE, "supplier:X") == 0.75


def test_a_figure_says_what_part_comes_from_outside() -> None:
    told = Facts(**{**vars(MADE), "figures": [("P", "", "import_dependence", 0.9, "B")]})
    assert left(told, "firm:F") == pytest.approx(0.95)
    assert left(told, "supplier:X") == pytest.approx(0.55)


def test_shares_on_record_hold_and_others_split_the_rest() -> None:
    figures = [("P", "", "import_dependence", 0.9, "B"), ("P", "X", "outside_share", 0.7, "B")]
    told = Facts(**{**vars(MADE), "figures": figures})
    assert left(told, "supplier:X") == pytest.approx(0.3)
    assert left(told, "supplier:Y") == pytest.approx(0.8)
    both = [*figures, ("P", "Y", "outside_share", 0.7, "B")]
    more = Facts(**{**vars(MADE), "figures": both})
    assert left(more, "supplier:X") == pytest.approx(0.55)


def test_outside_supply_that_nobody_names_is_struck_with_the_product_alone() -> None:
    facts = Facts(firms={"F": (TOWN, "")}, makers=[("F", "P", "produces", "B")], outside={"P"})
    assert left(facts, "firm:F") == 0.5
    assert left(facts, "product:P") == 0.0


def test_one_firm_hit_as_itself_and_with_its_town_is_hit_once() -> None:
    both = scenario(blow("firm:F", "region:420100", part=0.5))
    assert chain_break(MADE.graph(), both, region=HERE).level("P")[0] == 0.75


def test_a_sector_is_hit_by_the_codes_of_its_products() -> None:
    graph = Facts(products=dict.fromkeys("PQR", ("C", "S"))).graph()
    object.__setattr__(graph.products, "industries", ("3976", "3985", ""))

    def hit(code: str) -> list[float]:
        said = scenario(blow(f"sector:{code}"))
        return list(chain_break(graph, said, region=HERE).lost)

    assert (hit("39"), hit("3985")) == ([30, 30, 0], [0, 30, 0])
    assert (hit("C"), hit("C39")) == ([30, 30, 0], [30, 30, 0])
    assert hit("A") == [0, 0, 0]


def test_what_the_facts_do_not_know_is_refused_with_near_names() -> None:
    for said, near in [
        ("product:PP", "did you mean P"),
        ("firm:FF", "did you mean F"),
        ("supplier:F", "strike it as firm:F"),
        ("region:420109", "did you mean 420100"),
        ("region:Wuhan", "the facts name none"),
        ("country:XX", "the facts name none"),
        ("country:中", "did you mean CN \\(中国\\)"),
        ("sector:nonsense", "neither letter nor digits"),
    ]:
        with pytest.raises(CallerError, match=near):
            left(MADE, said)


def test_a_target_without_a_record_is_no_loss_of_nothing_but_no_record() -> None:
    said = scenario(blow("country:JP", "country:CN", "region:110000"))
    found = chain_break(MADE.graph(), said, region=HERE)
    assert found.unrecorded == (target("country:JP"), target("region:110000"))
    assert found.level("P")[0] == 0.5
