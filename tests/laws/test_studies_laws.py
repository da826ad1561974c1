"""What holds of every study, whatever the facts: small invented provinces, drawn at random."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from golden.demo.walking import Parts
from lantu.chains import Rules, diagnose
from lantu.evidence.confidence import GradeWeights
from lantu.evidence.finding import Finding
from lantu.evidence.source import Citation
from lantu.model.axis import Axis
from lantu.model.chain_graph import (
    FIGURE_KINDS,
    NO_GRADE,
    NO_GROUP,
    ChainGraph,
    Figures,
    Firms,
    Links,
    Makers,
    Products,
)
from lantu.model.directory import Directory, FigureWords, Place
from lantu.studies import RankingPlan, Survey, blueprint, state_changes
from lantu.studies.couplings import coupling_ledger, coupling_links
from lantu.studies.statements import Statement, disagreeing, elsewhen
from lantu.vocab.text import Text
from lantu.vocab.words import Activity, Essentiality, FirmRole, Grade, LinkRole, State

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Blueprint

FEW = settings(max_examples=25, deadline=None)
"""A whole blueprint is drawn for each."""

MANY = settings(deadline=None)

PLACES = (990100, 990200, 330100, 0)
"""Two towns of the province, one town elsewhere, and abroad."""

GRADES = st.integers(0, len(Grade) - 1)
NEEDS = st.sampled_from(["essential", "alternative", "optional", "returning"])


@dataclass(frozen=True)
class Rows:
    """A table whose rows say nothing but who they are."""

    table: str
    grades: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.grades)

    def cite(self, position: int) -> Citation:
        grade = self.grades[position]
        return Citation(
            table=self.table,
            row_id=f"{self.table}{position}",
            line=position + 2,
            reading="",
            note="",
            grade=None if grade == NO_GRADE else list(Grade)[grade],
            source=None,
        )


def said(word: str) -> Text:
    return Text(word, word)


@st.composite
def products(draw: st.DrawFn) -> Products:
    n = draw(st.integers(1, 6))
    grades = draw(st.lists(GRADES, min_size=n, max_size=n))
    some = partial(st.lists, min_size=n, max_size=n)
    return Products(
        ids=Axis("product", tuple(f"P{at}" for at in range(n))),
        names=tuple(said(f"P{at}") for at in range(n)),
        chains=tuple(draw(some(st.sampled_from("AB")))),
        segments=tuple(draw(some(st.sampled_from("xy")))),
        stages=("midstream",) * n,
        classes=("",) * n,
        industries=("",) * n,
        outside_stated=np.array(draw(some(st.booleans()))),
        confirmed_absent=np.array(draw(some(st.sampled_from([NO_GRADE, NO_GRADE, 0, 3]))), np.int8),
        grade=np.array(grades, np.int8),
        rows=np.arange(n, dtype=np.int32),
        book=Rows("products", tuple(grades)),
    )


@st.composite
def links(draw: st.DrawFn, n: int) -> Links:
    pairs = [(source, target) for target in range(n) for source in range(target)]
    chosen = sorted(
        draw(st.sets(st.sampled_from(pairs))) if pairs else (), key=lambda p: (p[1], p[0])
    )
    needs = draw(st.lists(NEEDS, min_size=len(chosen), max_size=len(chosen)))
    grades = draw(st.lists(GRADES, min_size=len(chosen), max_size=len(chosen)))
    grouped = sorted(
        {t for (_, t), need in zip(chosen, needs, strict=True) if need == "alternative"}
    )
    words = [Essentiality.OPTIONAL if need == "returning" else Essentiality(need) for need in needs]
    return Links(
        source=np.array([source for source, _ in chosen], np.int32),
        target=np.array([target for _, target in chosen], np.int32),
        essentiality=np.array([list(Essentiality).index(word) for word in words], np.int8),
        group=np.array(
            [
                grouped.index(target) if need == "alternative" else NO_GROUP
                for (_, target), need in zip(chosen, needs, strict=True)
            ],
            np.int32,
        ),
        group_names=tuple(f"P{target}:any" for target in grouped),
        role=np.full(len(chosen), list(LinkRole).index(LinkRole.MATERIAL), np.int8),
        returning=np.array([need == "returning" for need in needs], np.bool_),
        grade=np.array(grades, np.int8),
        rows=np.arange(len(chosen), dtype=np.int32),
        book=Rows("links", tuple(grades)),
    )


@st.composite
def firms(draw: st.DrawFn) -> Firms:
    places = draw(st.lists(st.sampled_from(PLACES), max_size=4))
    k = len(places)
    grades = draw(st.lists(GRADES, min_size=k, max_size=k))
    roles = draw(st.lists(st.integers(-1, len(FirmRole) - 1), min_size=k, max_size=k))
    return Firms(
        ids=Axis("firm", tuple(f"F{at}" for at in range(k))),
        names=tuple(said(f"F{at}") for at in range(k)),
        place=np.array(places, np.int32),
        country=("",) * k,
        roles=np.array([np.arange(len(FirmRole)) == role for role in roles], np.bool_).reshape(
            k, -1
        )
        if k
        else np.zeros((0, len(FirmRole)), np.bool_),
        grade=np.array(grades, np.int8),
        rows=np.arange(k, dtype=np.int32),
        book=Rows("firms", tuple(grades)),
    )


@st.composite
def makers(draw: st.DrawFn, n: int, k: int) -> Makers:
    row = st.tuples(
        st.integers(0, n - 1),
        st.integers(0, max(k - 1, 0)),
        st.integers(0, len(Activity) - 1),
        GRADES,
    )
    rows = sorted(draw(st.lists(row, max_size=8)), key=lambda r: r[:2]) if k else []
    columns = np.array(rows, np.int32).reshape(-1, 4)
    return Makers(
        product=columns[:, 0].copy(),
        firm=columns[:, 1].copy(),
        activity=columns[:, 2].astype(np.int8),
        grade=columns[:, 3].astype(np.int8),
        rows=np.arange(len(rows), dtype=np.int32),
        book=Rows("firm_products", tuple(row[3] for row in rows)),
    )


@st.composite
def figures(draw: st.DrawFn, n: int, k: int) -> Figures:
    row = st.tuples(
        st.integers(0, n - 1),
        st.integers(-1, k - 1),
        st.integers(0, len(FIGURE_KINDS) - 1),
        st.one_of(st.none(), st.integers(0, 8)),
        GRADES,
    )
    rows = sorted(draw(st.lists(row, max_size=5)), key=lambda r: r[0])
    return Figures(
        product=np.array([r[0] for r in rows], np.int32),
        firm=np.array([r[1] for r in rows], np.int32),
        kind=np.array([r[2] for r in rows], np.int8),
        value=np.array([(r[3] or 0) / 8 for r in rows], np.float64),
        has_value=np.array([r[3] is not None for r in rows], np.bool_),
        grade=np.array([r[4] for r in rows], np.int8),
        rows=np.arange(len(rows), dtype=np.int32),
        book=Rows("dependence", tuple(r[4] for r in rows)),
    )


def directory(known: Figures) -> Directory:
    square = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 0.0)),)
    return Directory(
        region=990000,
        region_name=said("province"),
        chain_about=(),
        places=tuple(Place(code=c, name=said(str(c)), rings=square) for c in PLACES[:2]),
        platforms=(),
        projects=(),
        supplies=(),
        observations=(),
        figure_words=tuple(
            FigureWords(
                said(FIGURE_KINDS[int(known.kind[at])]),
                said("全球"),
                "2024",
                f"{known.value[at] * 100:g} %" if known.has_value[at] else "",
            )
            for at in range(len(known))
        ),
        sources=(),
        segments=(),
    )


@st.composite
def surveys(draw: st.DrawFn) -> Survey:
    what, who = draw(products()), draw(firms())
    n, k = len(what.ids), len(who.ids)
    graph = ChainGraph(
        chain_names={"A": said("A"), "B": said("B")},
        products=what,
        links=draw(links(n)),
        firms=who,
        makers=draw(makers(n, k)),
        figures=draw(figures(n, k)),
    )
    rules = Rules(weights=GradeWeights(use_d=draw(st.booleans())))
    return Survey(
        graph=graph,
        directory=directory(graph.figures),
        rules=rules,
        ranking=RankingPlan(draws=20),
        diagnosis=diagnose(graph, 990000, rules),
    )


def drawn(survey: Survey) -> Blueprint:
    return blueprint(survey, title=said("blueprint"), facts_hash="", settings=())


@given(surveys())
@FEW
def test_every_finding_rests_on_rows_or_says_why_not_and_lies_in_its_doubt(survey: Survey) -> None:
    found: list[tuple[str, Finding[Any]]] = Parts(drawn(survey)).of(Finding)
    assert found
    for way, each in found:
        assert each.citations or each.caveats or each.method.key == "smaa", way
        rows = [citation.key for citation in each.citations]
        assert len(rows) == len(set(rows)), way
        if each.interval is not None and isinstance(each.value, (int, float)):
            assert each.interval.lower <= each.value <= each.interval.upper, way


@given(surveys())
@FEW
def test_every_product_stands_in_one_list_and_on_one_panorama(survey: Survey) -> None:
    whole = drawn(survey)
    of_state = {State.GAP: "gaps", State.EXTENDABLE: "extend"}
    rows = {ledger.key: [row.key for row in ledger.rows] for ledger in whole.ledgers}
    listed = [key for state in State for key in rows[of_state.get(state, state.value)]]
    assert sorted(listed) == list(survey.graph.products.ids)
    assert sorted(node.product for p in whole.panoramas for node in p.nodes) == sorted(listed)
    for summary in whole.summaries:
        assert sum(summary.counts.values()) == survey.graph.products.chains.count(summary.chain)


@given(surveys())
@FEW
def test_places_count_the_products_of_the_rows_they_cite(survey: Survey) -> None:
    makers_, firms_ = survey.graph.makers, survey.graph.firms
    for region_map in drawn(survey).region_maps:
        for figure in region_map.figures:
            at = [int(c.row_id.removeprefix("firm_products")) for c in figure.value.citations]
            assert figure.value.value == len(set(makers_.product[at].tolist())) > 0
            assert set(firms_.place[makers_.firm[at]].tolist()) == {int(figure.code)}
            assert all(survey.making[k] for k in at)


@given(surveys())
@FEW
def test_a_class_switched_off_speaks_of_no_maker_and_gives_no_figure(survey: Survey) -> None:
    cited = {row for _, row in Parts(drawn(survey)).of(Citation) if row.grade is Grade.D}
    spoken = {row.table for row in cited} & {"firm_products", "dependence"}
    assert survey.rules.weights.use_d or not spoken


@given(surveys())
@FEW
def test_inputs_and_outputs_mirror_each_other(survey: Survey) -> None:
    cards = drawn(survey).cards
    assert {(n.key, c.product) for c in cards for n in c.inputs} == {
        (c.product, n.key) for c in cards for n in c.outputs
    }


@given(surveys())
@FEW
def test_a_coupling_crosses_chains_and_its_path_is_linked(survey: Survey) -> None:
    table, ids, chains = survey.graph.links, survey.graph.products.ids, survey.graph.products.chains
    linked = {(int(table.source[k]), int(table.target[k])) for k in np.flatnonzero(survey.walked)}
    crossing = coupling_links(survey)
    assert {k for k in range(len(table)) if survey.walked[k] and chains[table.source[k]] != chains[table.target[k]]} == set(crossing)  # fmt: skip
    for k, row in zip(crossing, coupling_ledger(survey).rows, strict=True):
        path = row.cells[6]
        assert isinstance(path, Finding)
        steps = [ids.at(name) for name in path.value.zh.split(" → ")]
        assert steps[:2] == [int(table.source[k]), int(table.target[k])]
        assert set(pairwise(steps)) <= linked
        assert len(steps) == len(set(steps))
        assert len(path.citations) == len(steps) - 1


@given(surveys(), surveys())
@FEW
def test_changes_run_both_ways(one: Survey, other: Survey) -> None:
    assert state_changes(one, one) == ()
    there, back = state_changes(one, other), state_changes(other, one)
    assert [(c.product, c.before, c.after) for c in there] == [
        (c.product, c.after, c.before) for c in back
    ]


UNITS = st.sampled_from(["亿元", "万元", "万亿元", "%", "批", "亿美元", ""])


@st.composite
def statements(draw: st.DrawFn) -> list[Statement]:
    row = st.tuples(
        st.sampled_from(["营收", "产值"]),
        st.sampled_from(["2023", "2024"]),
        st.sampled_from(["1", "1.0", "10", "10000", "0.001", "约1"]),
        UNITS,
    )
    return [
        Statement(
            thing=(thing,),
            about=said(thing),
            name=thing,
            period=period,
            number=number,
            unit=unit,
            citation=Rows("indicators", (0,) * (at + 1)).cite(at),
        )
        for at, (thing, period, number, unit) in enumerate(draw(st.lists(row, max_size=8)))
    ]


@given(statements(), st.randoms(use_true_random=False))
@MANY
def test_who_disagrees_does_not_hang_on_the_order(found: list[Statement], dice: Any) -> None:
    pairs = disagreeing(found)
    other = found.copy()
    dice.shuffle(other)
    assert disagreeing(other) == pairs
    keys = [frozenset((one.citation.key, two.citation.key)) for one, two in pairs]
    assert len(keys) == len(set(keys))
    for one, two in pairs:
        assert (one.thing, one.period) == (two.thing, two.period)
        assert one.amount[0] == two.amount[0]
        assert one.amount[1] != two.amount[1]


@given(statements())
@MANY
def test_who_agrees_with_both_of_two_hears_that_they_agree(found: list[Statement]) -> None:
    apart = {frozenset((a.citation.key, b.citation.key)) for a, b in disagreeing(found)}
    for one in found:
        for two in found:
            same = (one.thing, one.period, one.amount) == (two.thing, two.period, two.amount)
            assert not (same and frozenset((one.citation.key, two.citation.key)) in apart)


@given(statements())
@MANY
def test_other_times_are_never_the_same_time(found: list[Statement]) -> None:
    for one in found:
        for two in elsewhen(one, found):
            assert two.thing == one.thing
            assert two.period != one.period
            assert one in elsewhen(two, found)
