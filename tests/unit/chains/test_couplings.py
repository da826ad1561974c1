from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.chains import Coupling, Rules, couplings, diagnose
from unit.chains import twins
from unit.chains.graphs import HERE, TOWN, Facts

if TYPE_CHECKING:
    from lantu.model.chain_graph import ChainGraph

ACROSS = Facts(
    products={
        "acid": ("IC", "S"), "nand": ("IC", "S"), "phosphate": ("PCHEM", "S"),
        "phosphorus": ("PCHEM", "S"), "phone": ("TERM", "S"), "resin": ("IC", "S"),
    },
    links=[
        ("phosphate", "phosphorus", "essential"), ("phosphorus", "acid", "essential"),
        ("acid", "nand", "essential"), ("nand", "phone", "optional"),
        ("phosphate", "resin", "alternative:g"), ("phone", "resin", "alternative:g"),
        ("acid", "phosphate", "returning"),
    ],
    firms={"X": (TOWN, "leader"), "Y": (TOWN, "chain_master")},
    makers=[
        ("X", "acid", "produces", "B"), ("Y", "nand", "produces", "B"),
        ("X", "phone", "produces", "B"), ("X", "resin", "produces", "B"),
    ],
)  # fmt: skip


def met(most: int | None = None) -> tuple[ChainGraph, dict[str, Coupling]]:
    graph = ACROSS.graph()
    found = couplings(graph, diagnose(graph, HERE, Rules()), Rules(), most=most)
    ids, links = graph.products.ids.labels, graph.links
    return graph, {
        f"{ids[links.source[each.link]]}>{ids[links.target[each.link]]}": each for each in found
    }


def test_links_between_chains_stand_by_impact_and_return_flows_are_none() -> None:
    assert list(met()[1]) == ["phosphate>resin", "phosphorus>acid", "nand>phone", "phone>resin"]


def test_the_path_runs_on_to_the_strongest_product_that_falls() -> None:
    graph, found = met()
    ids = graph.products.ids.labels
    path = found["phosphorus>acid"].path
    assert [ids[at] for at in path] == ["phosphorus", "acid", "nand"]
    assert twins.is_path(graph, path)


def test_the_spill_is_what_other_chains_lose() -> None:
    _, found = met()
    assert found["phosphorus>acid"].spill == pytest.approx(0.85 * 2 + 0.085)
    assert found["phosphorus>acid"].falls == 3
    assert found["nand>phone"].spill == pytest.approx(0.085)


def test_a_link_with_an_alternative_ends_at_its_target() -> None:
    graph, found = met()
    assert [graph.products.ids.labels[at] for at in found["phosphate>resin"].path] == [
        "phosphate",
        "resin",
    ]


def test_only_the_greatest_are_traced_when_asked() -> None:
    assert len(met(most=1)[1]) == 1
