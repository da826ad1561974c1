from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
from markupsafe import Markup

from lantu.errors import InternalError
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.reports.page import page_html
from lantu.reports.page_cells import row_ids
from lantu.reports.page_markup import explained, formula
from lantu.reports.page_pack import REFERENCE, pack
from lantu.reports.page_pictures import PagePictures, inlined
from lantu.reports.page_style import SCRIPTS, SHEETS, template_text
from lantu.reports.page_views import ledger_view, lists_by_state
from lantu.reports.words import HOSTS, PAGE, STATE_MEANINGS, TABLES
from lantu.reports.words import SHEETS as SHEET_WORDS
from lantu.vocab.text import Text
from lantu.vocab.words import State
from town.blueprint import LINK, MAKER, PRESENCE, town_blueprint

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.evidence.exhibits import Blueprint
    from lantu.vocab.text import Language

VOID = {"meta", "link", "input", "br", "path", "circle", "rect"}


def _page(blueprint: Blueprint | None = None, language: Language = "zh") -> str:
    shown = blueprint or town_blueprint()
    keys = [panorama.key for panorama in shown.panoramas]
    keys += [region_map.key for region_map in shown.region_maps]
    keys += [shown.dependence.key]
    keys += [plot.key for plot in shown.plots] + [course.key for course in shown.courses]
    keys += [grid.key for grid in shown.grids]
    keys += [shown.couplings.key] if shown.couplings else []
    drawn = {key: (Markup("<svg/>"), Markup("<svg/>")) for key in keys}
    return page_html(shown, PagePictures(drawn=drawn, shapes=Markup("")), language)


def _data(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="blueprint">(.*?)</script>', page)
    assert found
    packed = json.loads(found[1])
    pool: list[Any] = []
    for entry in packed["pool"]:
        pool.append(_unpacked(entry, pool))
    data: dict[str, Any] = _unpacked(packed["data"], pool)
    return data


def _unpacked(value: Any, pool: list[Any]) -> Any:
    if isinstance(value, list):
        return [_unpacked(part, pool) for part in value]
    if not isinstance(value, dict):
        return value
    if REFERENCE in value:
        return pool[value[REFERENCE]]
    return {key: _unpacked(part, pool) for key, part in value.items()}


class _Reader(HTMLParser):
    """Checks that tags close in order, and gathers what attributes say."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.values: list[tuple[str, str]] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        self.values += [(name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_startendtag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.values += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def _read(page: str) -> _Reader:
    reader = _Reader()
    reader.feed(page)
    assert reader.open == []
    return reader


def test_every_tag_closes_and_every_id_is_unique() -> None:
    reader = _read(_page())
    assert len(set(reader.ids)) == len(reader.ids)


def test_asks_nothing_of_any_network() -> None:
    reader = _read(_page())
    asked = [
        v for name, v in reader.values if name in {"src", "srcset", "data", "poster", "action"}
    ]
    assert asked == []
    links = [value for name, value in reader.values if name == "href"]
    outward = {link for link in links if not link.startswith(("#", "data:,"))}
    assert outward == {
        "https://stats.example/yearbook?year=2025&page=3",
        "https://gov.example/notice",
    }
    assert "@import" not in _page()
    assert not re.search(r"url\((?!#)", _page())


def test_only_these_scripts_may_run() -> None:
    page = _page()
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy
    allowed = set(re.findall(r"sha256-([A-Za-z0-9+/=]+)", policy[1]))
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    digests = {
        base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts
    }
    assert digests == allowed
    assert "default-src &#39;none&#39;" in policy[1]
    assert not any(name.startswith("on") for name, _ in _read(page).values)


def test_an_unsafe_address_stands_nowhere() -> None:
    page = _page()
    assert "hijacked.example" not in page
    assert "某转载站：风机轴承报道" in page


def test_facts_cannot_become_markup() -> None:
    page = _page()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    reading = _data(page)["citations"]["firm_products/M2"]["reading"]
    assert reading == "西镇钢厂据称生产特种钢 <script>alert(1)</script>"


def _at(data: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        data = data[int(step)] if isinstance(data, list) else data[step]
    return data


def test_every_figure_is_a_button_that_leads_to_its_finding() -> None:
    page = _page()
    data = _data(page)
    pointers = re.findall(r'<button type="button" class="figure" data-finding="([^"]+)"', page)
    assert len(pointers) == len(set(pointers)) == 2 + 2 + 1 + 2 * 3 + 2 + 5 + 1 + 1 + 2 * 2
    for pointer in pointers:
        finding = _at(data, pointer)
        assert finding["method"] in data["methods"]
        assert finding["shown"]


def test_print_names_the_rows_of_each_figure_and_the_appendix_has_them() -> None:
    page = _page()
    printed = {row for rows in re.findall(r'data-rows="([^"]*)"', page) for row in rows.split()}
    assert printed == {"M1", "M2", "E1", "K1"}
    appendix = page[page.index('<section id="appendix">') :]
    assert all(f"<td>{row}</td>" in appendix for row in printed)
    many = tuple(replace(MAKER, row_id=f"M{number}") for number in range(5))
    assert row_ids(many) == "M0 M1 M2 +2"


def test_speaks_both_languages_and_opens_in_the_one_asked_for() -> None:
    page = _page()
    assert '<html lang="zh-CN"' in page
    assert '<span lang="zh">补链清单</span><span lang="en">Gaps to fill</span>' in page
    english = _page(language="en")
    assert '<html lang="en"' in english
    assert "<title>Blueprint of Dongshan" in english


def test_a_gap_is_never_called_missing() -> None:
    own = [*PAGE.values(), *SHEET_WORDS.values(), *STATE_MEANINGS.values()]
    assert not [text for text in own if "缺失" in text.zh or "missing" in text.en.lower()]
    assert "缺失" not in _page()


def test_every_word_of_the_page_is_used_and_every_word_used_is_there() -> None:
    files = ["page.html.j2", "tables.html.j2", *SCRIPTS]
    source = "".join(template_text(name) for name in files)
    used = set(
        re.findall(
            r"word\('(\w+)'\)|says\('[\w-]+', '(\w+)'\)|\bwords\.(\w+)\b|page_words\['(\w+)'\]",
            source,
        )
    )
    named = {name for found in used for name in found if name}
    by_kind = {"region", "product", "value", "share", "notes", "what"}
    sections = set(re.findall(r'<section id="(\w+)"', _page()))
    shared = {
        "addEventListener",
        "replace",
        "page",
        "tables",
        "hosts",
        "states",
        "stages",
        "grades",
        "meanings",
    }
    assert named - set(PAGE) - shared == set()
    assert set(PAGE) - named - by_kind - sections == set()


@pytest.mark.parametrize("words", [PAGE, SHEET_WORDS, TABLES, HOSTS, STATE_MEANINGS])
def test_words_are_complete_and_in_their_language(words: Mapping[str, Text]) -> None:
    for key, text in words.items():
        assert text.zh
        assert text.en
        if key != "language":
            assert not re.search(r"[\u4e00-\u9fff]", text.en), key


def test_no_script_uses_what_an_older_browser_lacks() -> None:
    for name in SCRIPTS:
        assert not re.search(
            r"\(\?<[=!]|\.at\(-|replaceAll|structuredClone", template_text(name)
        ), name
    for name in SHEETS:
        assert not re.search(r"color-mix|:has\(|\binset:", template_text(name)), name


def test_sections_without_content_are_left_out() -> None:
    bare = replace(town_blueprint(), panoramas=(), couplings=None, region_maps=(), ledgers=())
    page = _page(bare)
    assert 'id="panoramas"' not in page
    assert 'href="#couplings"' not in page
    assert 'href="#regions"' not in page
    _read(page)


def test_the_page_is_equal_for_equal_blueprints() -> None:
    assert _page() == _page()


def test_the_states_lead_to_their_lists() -> None:
    gaps, firms = town_blueprint().ledgers
    only_gaps = replace(gaps, rows=gaps.rows[:1])
    assert lists_by_state(replace(town_blueprint(), ledgers=(only_gaps, firms))) == {
        State.GAP: "gaps"
    }
    assert lists_by_state(town_blueprint()) == {}


def _facetable(count: int) -> Ledger:
    text = Text("清单", "list")
    columns = (
        Column(key="name", title=text, kind="text"),
        Column(key="chain", title=Text("产业链", "chain"), kind="text"),
        Column(key="state", title=Text("状态", "state"), kind="state"),
    )
    rows = tuple(
        Row(key=str(n), cells=(f"n{n}", ("风电", "纺织", None)[n % 3], list(State)[n % 2]))
        for n in range(count)
    )
    return Ledger(key="x", title=text, headline=text, about=text, columns=columns, rows=rows)


def test_a_list_is_narrowed_by_columns_of_few_repeated_words() -> None:
    view = ledger_view(_facetable(9), "/ledgers/0")
    assert [(facet.key, [o.zh for o in facet.options]) for facet in view.facets] == [
        ("chain", ["风电", "纺织"]),
        ("state", ["锻长板", "强链"]),
    ]
    assert [row.facets for row in view.rows[:3]] == ["0 0", "1 1", "- 0"]
    assert ledger_view(_facetable(5), "/ledgers/0").facets == ()


def test_figures_sort_by_value_and_states_in_their_order() -> None:
    view = ledger_view(town_blueprint().ledgers[0], "/ledgers/0")
    assert [key for _, key in view.rows[0].cells] == ["", "2", "0", "0.9125", "2", "4", "", "", ""]


def test_formulae_are_set_with_lowered_and_raised_letters() -> None:
    assert formula("p_i = 1 − Π_f (1 − c_{f,t})^2 < 1") == (
        "p<sub>i</sub> = 1 − Π<sub>f</sub> (1 − c<sub>f,t</sub>)<sup>2</sup> &lt; 1"
    )
    told = explained(Text("c_f 为权重,见 firm_products", "c_f is a weight of firm_products"))
    assert "c<sub>f</sub> 为权重，见 firm_products" in told
    assert "c<sub>f</sub> is a weight of firm_products" in told


def test_a_value_no_page_can_show_is_refused() -> None:
    summary = replace(
        town_blueprint().summaries[0],
        completeness=Finding(value=complex(1, 1), method=PRESENCE, citations=(LINK,)),  # type: ignore[arg-type]
    )
    with pytest.raises(InternalError, match="complex"):
        _page(replace(town_blueprint(), summaries=(summary,)))


def test_what_stands_in_many_places_is_told_once() -> None:
    text = {"zh": "甲,乙", "en": "A, B"}
    finding = {"shown": "0.5", "method": "m", "value": 0.5, "unit": None, "interval": None,
               "citations": ["a", "b"], "caveats": []}  # fmt: skip
    state = {**finding, "shown": "补链", "value": "gap", "caveats": [text]}
    packed = pack({"one": [finding, text], "two": [finding, state], "key": "甲,乙"})
    assert packed["data"] == {
        "one": [{"_": 1}, {"_": 2}], "two": [{"_": 1}, {"_": 3}], "key": "甲,乙",
    }  # fmt: skip
    assert packed["pool"] == [
        ["a", "b"],
        {"shown": "0.5", "method": "m", "citations": {"_": 0}},
        {"zh": "甲，乙", "en": "A, B"},
        {"shown": "补链", "method": "m", "value": "gap", "citations": {"_": 0},
         "caveats": [{"_": 2}]},
    ]  # fmt: skip


def test_outlines_that_pictures_share_stand_once_and_ids_stay_apart() -> None:
    line = "M0 0" + "L1 1" * 120
    svg = f'<svg><style>x</style><pattern id="p"/><path d="{line}" fill="url(#p)"/></svg>'
    page = inlined({"a": {"zh": svg, "en": svg}})
    assert page.shapes.count(line) == 1
    assert page.drawn["a"] == (
        '<svg><pattern id="zh-p"/><use href="#shape-0" fill="url(#zh-p)"/></svg>',
        '<svg><pattern id="en-p"/><use href="#shape-0" fill="url(#en-p)"/></svg>',
    )
    assert inlined({"a": {"zh": "<svg/>", "en": "<svg/>"}}).shapes == ""


def test_a_scenario_shows_its_course_with_the_greatest_loss_and_its_day() -> None:
    page = _page()
    section = page[page.index('<section id="stress">') : page.index('<section id="lists"')]
    assert "断供风机轴承三十天" in section
    assert 'data-finding="/courses/0/lines/0/greatest"' in section
    assert '<td class="numeric">10</td>' in section
    assert _data(page)["courses"][0]["lines"][1]["name"] == {"zh": "纺织服装", "en": "Textiles"}
    bare = _page(replace(town_blueprint(), courses=()))
    assert 'id="stress"' not in bare


def test_digital_levels_have_a_section_with_the_counts_as_buttons() -> None:
    page = _page()
    section = page[page.index('<section id="digital">') : page.index('<section id="lists"')]
    assert "冶炼多在二级" in section
    assert 'data-finding="/grids/0/rows/0/cells/1"' in section
    assert _data(page)["grids"][0]["rows"][1]["total"] == 2
    bare = _page(replace(town_blueprint(), grids=()))
    assert 'id="digital"' not in bare


def test_a_plot_of_digital_levels_stands_with_them_and_not_with_the_economy() -> None:
    plot = replace(town_blueprint().plots[0], topic="digital")
    page = _page(replace(town_blueprint(), plots=(plot,)))
    section = page[page.index('<section id="digital">') : page.index('<section id="lists"')]
    assert f'data-picture="{plot.key}"' in section
    assert 'id="economy"' not in page
