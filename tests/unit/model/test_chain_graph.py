"""The graph is valid from birth: every record refuses what would mislead an analysis."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.facts import open_workspace
from lantu.model.chain_graph import FIGURE_KINDS, NO_GROUP, Firms
from town.workspace import PATH

if TYPE_CHECKING:
    from lantu.model.chain_graph import ChainGraph


@pytest.fixture(scope="module")
def graph() -> ChainGraph:
    return open_workspace(PATH).graph()


def test_arrays_cannot_be_written(graph: ChainGraph) -> None:
    with pytest.raises(ValueError, match="read-only"):
        graph.links.source[0] = 0


def test_a_graph_counts_its_products(graph: ChainGraph) -> None:
    assert len(graph) == len(graph.products.ids) == 15
    assert len(graph.links) == 19
    assert len(graph.makers) == 15


def test_a_column_of_another_length_is_refused(graph: ChainGraph) -> None:
    with pytest.raises(ValueError, match=r"Products\.outside_stated has 14 of 15"):
        replace(graph.products, outside_stated=graph.products.outside_stated[:14])
    with pytest.raises(ValueError, match=r"Products\.names needs 15"):
        replace(graph.products, names=graph.products.names[:14])
    with pytest.raises(ValueError, match=r"Firms\.names"):
        replace(graph.firms, names=graph.firms.names[:3])


@pytest.mark.parametrize(
    ("record", "column"),
    [
        ("links", "essentiality"),
        ("links", "role"),
        ("links", "grade"),
        ("firms", "grade"),
        ("makers", "activity"),
        ("makers", "grade"),
        ("figures", "kind"),
        ("figures", "grade"),
        ("products", "confirmed_absent"),
    ],
)
def test_an_unknown_code_is_refused(graph: ChainGraph, record: str, column: str) -> None:
    table = getattr(graph, record)
    unknown = np.full_like(getattr(table, column), 99)
    with pytest.raises(ValueError, match=r"codes must lie in|must have a group"):
        replace(table, **{column: unknown})


def test_exactly_the_alternatives_have_a_group(graph: ChainGraph) -> None:
    links = graph.links
    with pytest.raises(ValueError, match="exactly the alternative links"):
        replace(links, group=np.full_like(links.group, NO_GROUP))
    with pytest.raises(ValueError, match="groups must lie in"):
        replace(links, group_names=())


def test_a_figure_is_a_fraction(graph: ChainGraph) -> None:
    figures = graph.figures
    for wrong in (1.5, -0.1, np.nan):
        with pytest.raises(ValueError, match=r"fractions in \[0, 1\]"):
            replace(figures, value=np.full_like(figures.value, wrong))


def test_roles_are_one_flag_for_each_role(graph: ChainGraph) -> None:
    with pytest.raises(ValueError, match=r"Firms\.roles must be"):
        replace(graph.firms, roles=graph.firms.roles[:, :2])


@pytest.mark.parametrize(
    ("record", "column", "says"),
    [
        ("links", "source", "link sources"),
        ("links", "target", "link targets"),
        ("makers", "product", "maker products"),
        ("makers", "firm", "maker firms"),
        ("figures", "product", "figure products"),
        ("figures", "firm", "figure firms"),
    ],
)
def test_every_position_points_somewhere(
    graph: ChainGraph, record: str, column: str, says: str
) -> None:
    table = getattr(graph, record)
    astray = replace(table, **{column: np.full_like(getattr(table, column), 99)})
    with pytest.raises(ValueError, match=says):
        replace(graph, **{record: astray})


def test_figures_are_told_apart_by_kind(graph: ChainGraph) -> None:
    counted = {kind: int(graph.figures.of_kind(kind).sum()) for kind in FIGURE_KINDS}
    # M01, M04 of local firms, E4, E5 of the region; M12 of an outside firm, E1; M07 a capacity
    assert counted == {
        "local_share": 4,
        "outside_share": 2,
        "outside_dominance": 1,
        "import_dependence": 1,
        "domestic_rate": 1,
        "past": 0,
        "other": 1,
    }


@pytest.mark.parametrize(
    ("region", "inside"),
    [(990000, {"F1", "F2", "F3", "F4", "F5", "F6"}), (990300, {"F4", "F5"}), (330000, {"X2"})],
)
def test_a_region_holds_what_its_code_begins(
    graph: ChainGraph, region: int, inside: set[str]
) -> None:
    firms: Firms = graph.firms
    held = firms.within(region)
    assert {label for label, here in zip(firms.ids, held, strict=True) if here} == inside


def test_a_firm_abroad_lies_in_no_region(graph: ChainGraph) -> None:
    abroad = replace(graph.firms, place=np.zeros_like(graph.firms.place))
    assert not abroad.within(0).any()
    assert not abroad.within(990000).any()
