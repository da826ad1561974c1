"""Random product graphs, circles and repeated rows included."""

from __future__ import annotations

from hypothesis import strategies as st

from unit.chains.graphs import ELSEWHERE, TOWN, Facts

PRODUCTS = [f"P{at}" for at in range(9)]
FIRMS = [f"F{at}" for at in range(6)]
NEEDS = ["essential", "alternative:a", "alternative:b", "optional", "returning"]
ACTIVITIES = ["produces", "operates", "under_construction", "planned", "uses"]
KINDS = ["local_share", "outside_share", "outside_dominance", "import_dependence", "domestic_rate"]
ROLES = ["", "leader", "chain_master", "startup", "leader;little_giant"]

products = st.sampled_from(PRODUCTS)
firms = st.sampled_from(FIRMS)
grades = st.sampled_from("ABCD")
links = st.tuples(products, products, st.sampled_from(NEEDS)).filter(lambda one: one[0] != one[1])
makers = st.tuples(firms, products, st.sampled_from(ACTIVITIES), grades)
figures = st.tuples(
    products,
    st.just("") | firms,
    st.sampled_from(KINDS),
    st.none() | st.integers(0, 20).map(lambda n: n / 20),
    grades,
)


@st.composite
def facts(draw: st.DrawFn) -> Facts:
    return Facts(
        products={p: (draw(st.sampled_from("CDE")), draw(st.sampled_from("ST"))) for p in PRODUCTS},
        links=draw(st.lists(links, max_size=22, unique=True)),
        firms={
            f: (draw(st.sampled_from([TOWN, ELSEWHERE])), draw(st.sampled_from(ROLES)))
            for f in FIRMS
        },
        makers=draw(st.lists(makers, max_size=16)),
        figures=list(draw(st.lists(figures, max_size=6))),
        outside=draw(st.sets(products, max_size=3)),
        confirmed=draw(st.dictionaries(products, grades, max_size=2)),
    )
