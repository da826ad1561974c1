from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.evidence.confidence import Interval
from lantu.evidence.exhibits import DependenceBar, DependenceMap
from lantu.evidence.finding import Finding, Method
from lantu.reports.dependence_map import dependence_map_svg
from lantu.vocab.text import Text
from lantu.vocab.words import State
from pictures import SVG, having, parsed, said

METHOD = Method(
    key="share", name=Text("份额", "share"), formula="s", meaning=Text("份额", "s"), reference=""
)


def bar(
    product: str, share: float, state: State, interval: Interval | None = None
) -> DependenceBar:
    return DependenceBar(
        product=product,
        name=Text(f"产品{product}", f"Product {product}"),
        share=Finding(value=share, method=METHOD, interval=interval),
        what=Text("前三家份额 2020", "three largest, 2020"),
        state=state,
    )


def risks(count: int = 3) -> DependenceMap:
    bars = [
        bar("P1", 0.91, State.GAP, Interval(0.85, 1.0)),
        bar("P2", 0.5, State.STRONG),
        bar("P3", 1.0, State.UNKNOWN),
    ]
    bars += [bar(f"Q{number:02}", 0.3, State.WEAK) for number in range(count - 3)]
    return DependenceMap(
        key="dependence",
        title=Text("风险图", "Risk"),
        headline=Text("三个数字", "Three figures"),
        bars=tuple(bars),
    )


def lengths(svg: str) -> dict[str, float]:
    found = {}
    for each in having(parsed(svg), "product"):
        box = each.find(f"{SVG}rect")
        assert box is not None
        found[each.attrib["data-product"]] = float(box.attrib["width"])
    return found


def test_bars_are_as_long_as_their_shares_greatest_first() -> None:
    found = lengths(dependence_map_svg(risks()))
    assert list(found) == ["P3", "P1", "P2"]
    assert found["P2"] == pytest.approx(found["P3"] / 2, abs=0.1)


def test_the_interval_is_drawn_only_where_there_is_one() -> None:
    assert len(having(parsed(dependence_map_svg(risks())), "interval")) == 1


def test_what_the_share_is_stands_with_the_name_and_the_value() -> None:
    words = said(parsed(dependence_map_svg(risks(), "en")))
    for told in ("Product P1", "three largest, 2020", "91%", "100%", "Three figures"):
        assert told in words


def test_a_long_list_stands_in_two_columns_of_like_height() -> None:
    root = parsed(dependence_map_svg(risks(30)))
    boxes = [each.find(f"{SVG}rect") for each in having(root, "product")]
    columns = [box.attrib["x"] for box in boxes if box is not None]
    assert {columns.count(x) for x in set(columns)} == {15}


def test_the_order_of_the_bars_does_not_matter() -> None:
    turned = replace(risks(30), bars=risks(30).bars[::-1])
    assert dependence_map_svg(turned) == dependence_map_svg(risks(30))


def test_no_figure_is_an_empty_axis() -> None:
    root = parsed(dependence_map_svg(replace(risks(), bars=())))
    assert having(root, "product") == []
