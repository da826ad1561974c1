"""An invented chain for the pictures' tests: every state, mark and kind of link, awkward names."""

from __future__ import annotations

from dataclasses import replace
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree as ET

from lantu import demo
from lantu.evidence.exhibits import Edge, Node, Panorama
from lantu.evidence.plots import Plot
from lantu.facts.activities.example import example as example_activities
from lantu.facts.economy.example import example_table
from lantu.facts.maturity import answer_form, example_rows, packaged_rubric, read_answers
from lantu.reports.course import course_svg
from lantu.reports.grid import grid_svg
from lantu.reports.panorama import panorama_svg
from lantu.reports.plot import plot_svg
from lantu.studies.digital import DigitalLevels
from lantu.studies.digital_pictures import level_grid
from lantu.vocab.text import Text
from lantu.vocab.words import Essentiality, Stage, State
from lantu.workbench.capability import Capability, Learning
from lantu.workbench.economy import Economy
from lantu.workbench.stress import StressRequest

SVG = "{http://www.w3.org/2000/svg}"
NAMES = (
    ("晶砂", "Crystal sand"),
    ("高纯晶砂提纯与分级装备", "High-purity crystal sand refining and grading equipment"),
    ("星砂 & <云母>", 'Star sand & <mica> "grade A"'),
    ("月光透镜(A/B/C 型)", "Moonlight lens (types A/B/C)"),
    ("透镜坯", "Lens blank"),
    ("镜筒", "Tube"),
    ("望远镜", "Telescope"),
    ("观星服务", "Stargazing service"),
)


def chain() -> Panorama:
    """Eight products in three segments and three stages; one guest, one return flow."""
    places = (
        ("矿", Stage.UPSTREAM, State.STRONG),
        ("矿", Stage.UPSTREAM, State.GAP),
        ("矿", Stage.UPSTREAM, State.UNKNOWN),
        ("镜", Stage.MIDSTREAM, State.WEAK),
        ("镜", Stage.MIDSTREAM, State.BUILDING),
        ("镜", Stage.UPSTREAM, State.EXTENDABLE),
        ("星", Stage.DOWNSTREAM, State.STRONG),
        ("星", Stage.DOWNSTREAM, State.WEAK),
    )
    nodes = tuple(
        Node(
            product=f"T{number}",
            name=Text(*NAMES[number]),
            chain="OTHER" if number == 5 else "STAR",
            segment=segment,
            stage=stage,
            state=state,
            single_maker=number in (3, 7),
            guest=number == 5,
        )
        for number, (segment, stage, state) in enumerate(places)
    )
    essential, one_of, optional = Essentiality
    edges = (
        Edge(source="T6", target="T0", essentiality=optional, returning=True),
        Edge(source="T3", target="T5", essentiality=essential),
        Edge(source="T0", target="T3", essentiality=one_of, group="sand"),
        Edge(source="T2", target="T3", essentiality=one_of, group="sand"),
        Edge(source="T1", target="T4", essentiality=essential),
        Edge(source="T4", target="T3", essentiality=essential),
        Edge(source="T3", target="T6", essentiality=essential),
        Edge(source="T5", target="T6", essentiality=optional),
        Edge(source="T6", target="T7", essentiality=essential),
    )
    return Panorama(
        key="panorama-STAR",
        title=Text("观星产业链全景图", "The stargazing chain"),
        headline=Text("八种产品中一种待补", "One of eight products is a gap"),
        segments=(
            ("矿", Text("星砂矿业", "Star sand mining")),
            ("镜", Text("透镜与镜筒", "Lenses and tubes")),
            ("星", Text("观星", "Stargazing")),
        ),
        nodes=nodes,
        edges=edges,
    )


def crowd(count: int) -> Panorama:
    """As many products as asked for, of all states, stages and twelve segments, in a long row."""
    states, stages = cycle(State), cycle(Stage)
    segments = [f"段{number:02}" for number in range(12)]
    nodes = tuple(
        Node(
            product=f"C{number:05}",
            name=Text(f"产品{number}", f"Product {number}"),
            chain="CROWD",
            segment=segments[number * 7 % 12],
            stage=next(stages),
            state=next(states),
        )
        for number in range(count)
    )
    edges = tuple(
        Edge(
            source=f"C{number:05}",
            target=f"C{(number * 3 + 7) % count:05}",
            essentiality=Essentiality.ESSENTIAL,
        )
        for number in range(count)
    )
    return Panorama(
        key="panorama-CROWD",
        title=Text("大链", "A large chain"),
        headline=Text("产品很多", "There are many products"),
        segments=tuple((name, Text(name, name)) for name in segments),
        nodes=nodes,
        edges=edges,
    )


def example() -> str:
    """The picture shown in the documentation."""
    return panorama_svg(chain()) + "\n"


def linkages_example() -> str:
    """The picture of the tutorial: the example table's linkages."""
    drawn = Economy(table=example_table()).linkages().plot
    assert isinstance(drawn, Plot)
    return plot_svg(drawn) + "\n"


def next_example() -> str:
    """The picture of the tutorial: what one place of the example may do next."""
    opened = Capability(matrix=replace(example_activities(), source="样例.csv"))
    drawn = opened.next("丁卯市", Learning(), by="density").plot
    assert isinstance(drawn, Plot)
    return plot_svg(drawn) + "\n"


def heat_example() -> str:
    """The picture of the tutorial: forty made-up firms by segment and level."""
    answers = packaged_rubric("sme_2024")
    rows = example_rows(answers, 40)
    with TemporaryDirectory() as folder:
        form = Path(folder) / "自评.xlsx"
        form.write_bytes(answer_form(answers, rows))
        told = DigitalLevels(answers=read_answers(form, answers), source=form.name)
    return grid_svg(level_grid(told)) + "\n"


def parsed(svg: str) -> ET.Element:
    """The picture as XML; a picture that is not well formed raises."""
    return ET.fromstring(svg)  # noqa: S314 - the picture under test, not from outside


def having(root: ET.Element, name: str) -> list[ET.Element]:
    """Elements whose class list has ``name``."""
    return [each for each in root.iter() if name in each.get("class", "").split()]


def said(root: ET.Element) -> str:
    """All words a reader sees."""
    return "\n".join("".join(each.itertext()) for each in root.iter(f"{SVG}text"))


PICTURES = Path(__file__).parents[1] / "docs" / "assets" / "pictures"


def stress_example() -> str:
    """The tutorial's scenario, as its command draws it."""
    request = StressRequest(scenario="inp-cut", draws=64, weak=False)
    course = demo().stress(request).test.course
    assert course is not None
    return course_svg(course) + "\n"


DRAWN = {
    "digital-heat.svg": heat_example,
    "panorama-example.svg": example,
    "linkages-example.svg": linkages_example,
    "next-example.svg": next_example,
    "stress-inp-cut.svg": stress_example,
}
"""The pictures of the documentation, by name."""

if __name__ == "__main__":
    for name, draw in DRAWN.items():
        (PICTURES / name).write_text(draw(), encoding="utf-8", newline="\n")
