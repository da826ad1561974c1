from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.evidence.exhibits import Panorama
from lantu.reports.panorama import PRODUCT_LIMIT, panorama_index, panorama_svg
from lantu.reports.panorama_frame import column_letter
from lantu.reports.panorama_sheet import A3, lay_out_panorama
from lantu.reports.text_width import text_width
from lantu.vocab.text import Language, Text
from lantu.vocab.words import State, label
from pictures import SVG, chain, crowd, having, parsed, said

LANGUAGES: tuple[Language, ...] = ("zh", "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_product_and_link_is_there_with_its_tooltip(language: Language) -> None:
    root = parsed(panorama_svg(chain(), language))
    nodes = {node.product: node for node in chain().nodes}
    products = having(root, "product")
    assert [each.get("data-product") for each in products] == sorted(nodes)
    for each in products:
        node = nodes[each.attrib["data-product"]]
        tooltip = each.findtext(f"{SVG}title") or ""
        assert node.name.say(language) in tooltip
        assert label(node.state).say(language) in tooltip
        assert node.state.value in each.attrib["class"].split()
    links = [each for each in having(root, "link") if each.get("data-source")]
    asked = sorted((edge.source, edge.target) for edge in chain().edges)
    assert sorted((e.attrib["data-source"], e.attrib["data-target"]) for e in links) == asked
    assert all(each.findtext(f"{SVG}title") for each in links)


def test_names_stand_in_full_and_inside_their_boxes() -> None:
    root = parsed(panorama_svg(chain(), "en"))
    for product, node in zip(having(root, "product"), chain().nodes, strict=True):
        box = product.find(f"{SVG}rect")
        assert box is not None
        lines = ["".join(line.itertext()) for line in product.findall(f"{SVG}text")]
        assert "".join(lines).replace(" ", "") == node.name.en.replace(" ", "")
        assert all(text_width(line, 9.4) <= float(box.attrib["width"]) - 3 for line in lines)
        assert len(lines) * 10 <= float(box.attrib["height"])


def test_a_link_out_of_a_gap_is_told_apart_only_where_it_is_essential() -> None:
    root = parsed(panorama_svg(chain()))
    alarming = {e.get("data-source") for e in having(root, "alarm") if e.get("data-source")}
    assert alarming == {"T1"}


def test_links_against_the_order_are_dashed_and_counted() -> None:
    root = parsed(panorama_svg(chain()))
    against = {(e.get("data-source"), e.get("data-target")) for e in having(root, "returning")}
    assert against - {(None, None)} == {("T6", "T0"), ("T3", "T5")}
    assert "后段产品供前段 2" in said(root)


def test_alternatives_end_in_one_bracket() -> None:
    assert len(having(parsed(panorama_svg(chain())), "bracket")) == 1 + 1  # the chain, the legend


def test_single_makers_have_a_dot_and_guests_round_ends() -> None:
    root = parsed(panorama_svg(chain()))
    by_id = {each.attrib["data-product"]: each for each in having(root, "product")}
    dotted = {key for key, each in by_id.items() if having(each, "dot")}
    assert dotted == {"T3", "T7"}
    round_ends = {
        key for key, each in by_id.items() if float(having(each, "box")[0].attrib["rx"]) > float(3)
    }
    assert round_ends == {"T5"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_headline_segments_stages_and_legend_are_readable(language: Language) -> None:
    picture = chain()
    words = said(parsed(panorama_svg(picture, language)))
    flat = words.replace("\n", "").replace(" ", "")
    for text in (picture.title, picture.headline, *(name for _, name in picture.segments)):
        assert text.say(language).replace(" ", "") in flat
    counts = {state: sum(node.state is state for node in picture.nodes) for state in State}
    for state, count in counts.items():
        assert f"{label(state).say(language)} {count}" in words


def test_the_order_of_nodes_and_edges_does_not_matter() -> None:
    picture = chain()
    turned = replace(picture, nodes=picture.nodes[::-1], edges=picture.edges[::-1])
    assert panorama_svg(turned) == panorama_svg(picture)


def test_a_segment_nobody_named_is_shown_by_its_key() -> None:
    picture = replace(chain(), segments=chain().segments[1:])
    root = parsed(panorama_svg(picture))
    assert len(having(root, "product")) == len(picture.nodes)
    assert [line.text for line in having(root, "segment")][-1] == "矿"


def test_products_of_several_chains_are_ordered_by_links_alone() -> None:
    picture = chain()
    nodes = tuple(replace(node, guest=False) for node in picture.nodes)
    sheet = lay_out_panorama(replace(picture, nodes=nodes), "zh")
    assert sheet.stages == ()
    assert [route.source for route in sheet.drawing.routes if route.backward] == ["T6"]
    assert "供给方 → 使用方" in said(parsed(panorama_svg(replace(picture, nodes=nodes))))


def test_the_index_tells_where_each_product_stands() -> None:
    index = panorama_index(chain())
    boxes = lay_out_panorama(chain(), "zh").drawing.boxes
    assert index == {box.key: f"{'ABCDEFGH'[box.column]}{box.row + 1}" for box in boxes}
    assert len(set(index.values())) == len(boxes)


def test_column_letters_go_on_after_z() -> None:
    assert [column_letter(n) for n in (0, 25, 26, 51, 52, 701, 702)] == [
        *("A", "Z", "AA", "AZ", "BA", "ZZ", "AAA")
    ]


def test_an_empty_panorama_is_a_picture_all_the_same() -> None:
    empty = Panorama(
        key="none",
        title=Text("空", "empty"),
        headline=Text("没有产品", "no products"),
        segments=(),
        nodes=(),
        edges=(),
    )
    root = parsed(panorama_svg(empty))
    assert "没有产品" in said(root)
    assert panorama_index(empty) == {}


def test_a_long_headline_is_set_smaller_on_more_lines_and_stays_whole() -> None:
    long = Text("长" * 130, "long " * 60)
    for language in LANGUAGES:
        root = parsed(panorama_svg(replace(chain(), headline=long), language))
        lines = having(root, "headline")
        told = "".join(line.text or "" for line in lines).replace(" ", "")
        assert told == long.say(language).replace(" ", "")
        assert len(lines) > 1


def test_small_chains_are_drawn_larger_on_the_same_width_of_paper() -> None:
    small, large = lay_out_panorama(chain(), "zh"), lay_out_panorama(crowd(100), "zh")
    assert small.scale > large.scale == 1
    assert small.size[0] == pytest.approx(A3[0])


def test_the_default_picture_keeps_its_text_above_six_and_a_half_points() -> None:
    root = parsed(panorama_svg(chain()))
    sizes = [float(e.attrib["font-size"]) for e in root.iter() if "font-size" in e.attrib]
    assert min(sizes) >= 6.5 / 72 * 96


def test_too_many_products_become_squares_without_links() -> None:
    picture = crowd(PRODUCT_LIMIT + 1)
    root = parsed(panorama_svg(picture))
    assert len(having(root, "product")) == len(picture.nodes)
    assert having(root, "link") == []
    assert panorama_index(picture) == {}
    left_to_right = [having(each, "box")[0] for each in having(root, "product")]
    places = {(box.get("x"), box.get("y")) for box in left_to_right}
    assert len(places) == len(picture.nodes)
    assert "产品太多" in said(root)


def test_the_limit_itself_is_still_drawn_with_links() -> None:
    picture = crowd(PRODUCT_LIMIT)
    root = parsed(panorama_svg(picture))
    drawn = [each for each in having(root, "link") if each.get("data-source")]
    real = {(edge.source, edge.target) for edge in picture.edges if edge.source != edge.target}
    assert len(drawn) == len(real)
