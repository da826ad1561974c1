from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from browser.chromium import browser, find
from lantu.reports.words import STATE_MEANINGS
from lantu.reports.write import write_blueprint
from lantu.vocab.words import State
from town.blueprint import town_blueprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from browser.chromium import Tab

PROGRAM = find()
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine")
HIDDEN = "panel.hidden"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_blueprint(town_blueprint(), tmp_path_factory.mktemp("out")).page


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    assert PROGRAM
    with browser(PROGRAM, tmp_path_factory.mktemp("profile")) as tab:
        yield tab


@pytest.fixture
def tab(running: Tab, page: Path) -> Iterator[Tab]:
    """A fresh page in a wide window; whatever a test does, no script may complain."""
    running.window(1440, 900)
    running.media()
    running.open(page)
    yield running
    running.ask("localStorage.clear()")
    assert running.errors == []


def _text(tab: Tab, selector: str) -> str:
    return str(tab.ask(f"document.querySelector({selector!r}).innerText"))


def _count(tab: Tab, selector: str) -> int:
    return int(tab.ask(f"document.querySelectorAll({selector!r}).length"))


def test_opens_from_disk_and_asks_for_nothing_else(tab: Tab, page: Path) -> None:
    assert tab.requests == [page.as_uri()]
    assert tab.ask("document.documentElement.classList.contains('ready')")


def test_a_card_has_an_address_of_its_own(tab: Tab, page: Path) -> None:
    tab.open(page, "#product=P5")
    assert _text(tab, "#panel-title") == "变流器芯片"
    body = _text(tab, "#panel .panel-body")
    for told in ("补链", "变流器芯片的理由", "先核实，再立项。", "海外芯片商", "风电整机"):
        assert told in body
    assert tab.ask("document.activeElement.id") == "panel-title"


def test_a_neighbour_leads_to_its_card_and_back(tab: Tab, page: Path) -> None:
    tab.open(page, "#product=P5")
    tab.click("#panel .opener[data-product=P6]")
    assert _text(tab, "#panel-title") == "风电整机"
    tab.click("#panel [data-do=back]")
    tab.settle()
    assert _text(tab, "#panel-title") == "变流器芯片"


def test_a_figure_opens_its_method_rows_and_pages(tab: Tab) -> None:
    tab.click("#overview .figure")
    body = _text(tab, "#panel .panel-body")
    for told in ("62.3%", "50–62.3%", "C = Σ w·p / Σ w", "东城轴承厂生产风机轴承", "M1", "第 2 行"):
        assert told in body
    assert "东山省统计局：2025年鉴 2025-06-01" in body
    assert tab.ask("location.hash") == "#figure=/summaries/0/completeness"


def test_only_safe_pages_are_linked(tab: Tab) -> None:
    tab.click("#overview .figure")
    links = tab.ask("[...document.querySelectorAll('#panel a')].map(a => [a.href, a.rel])")
    assert links == [
        ["https://stats.example/yearbook?year=2025&page=3", "noopener noreferrer nofollow"]
    ]
    assert "不设链接" in _text(tab, "#panel .panel-body")
    assert "hijacked.example" not in str(tab.ask("document.documentElement.outerHTML"))


def test_markup_in_a_row_stays_text(tab: Tab) -> None:
    tab.click("#overview .figure")
    assert "<script>alert(1)</script>" in _text(tab, "#panel .panel-body")
    assert _count(tab, "#panel script") == 0


def test_escape_closes_and_gives_the_focus_back(tab: Tab) -> None:
    tab.ask("document.querySelector('#overview .figure').focus()")
    tab.click("#overview .figure")
    tab.press("Escape")
    assert tab.ask("document.getElementById('panel').hidden")
    assert tab.ask("location.hash") == ""
    assert tab.ask("document.activeElement.dataset.finding") == "/summaries/0/completeness"


@pytest.mark.parametrize("place", ["#product=nobody", "#figure=/no/where", "#figure=%", "#nothing"])
def test_an_address_that_leads_nowhere_opens_nothing(tab: Tab, page: Path, place: str) -> None:
    tab.open(page, place)
    assert tab.ask("document.getElementById('panel').hidden")


def test_switches_language_remembers_it_and_leaves_no_chinese_of_its_own(
    tab: Tab, page: Path
) -> None:
    tab.click("[data-do=language]")
    assert _text(tab, "h1") == "Blueprint of Dongshan's industrial chains"
    assert tab.ask("document.title") == "Blueprint of Dongshan's industrial chains"
    tab.open(page)
    assert tab.ask("document.documentElement.lang") == "en"
    for section in ("top", "overview", "panoramas", "lists", "methods"):
        words = str(tab.ask(f"document.getElementById('{section}').innerText"))
        assert not [c for c in words if "\u4e00" <= c <= "\u9fff"], section


def test_the_address_may_ask_for_a_language(tab: Tab, page: Path) -> None:
    tab.open(page, "?lang=en#product=P5")
    assert _text(tab, "#panel-title") == "Converter chip"
    assert STATE_MEANINGS[State.GAP].en in _text(tab, "#panel .panel-body")


def test_dark_follows_the_system_until_the_reader_chooses(tab: Tab, page: Path) -> None:
    tab.media(scheme="dark")
    tab.open(page)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = tab.ask(ground)
    tab.click("[data-do=theme]")
    assert tab.ask(ground) == "rgb(255, 255, 255)" != dark
    tab.open(page)
    assert tab.ask(ground) == "rgb(255, 255, 255)"


def test_the_search_finds_in_either_language_and_opens_the_card(tab: Tab) -> None:
    tab.press("/", "/")
    tab.type("chip")
    assert _count(tab, "#search-list [data-product]") == 1
    tab.press("Enter", "\r")
    tab.settle()
    assert _text(tab, "#panel-title") == "变流器芯片"


def test_a_picture_marks_what_is_looked_for(tab: Tab) -> None:
    tab.click("#figure-panorama-WIND [data-find]")
    tab.type("轴承")
    shown = "#figure-panorama-WIND .drawing[lang=zh] "
    assert tab.ask(
        f"[...document.querySelectorAll('{shown}.chosen')].map(e => e.dataset.product)"
    ) == ["P3"]
    assert _text(tab, "#figure-panorama-WIND .picture-said") == "1 处相符"


def test_pointing_at_a_product_lights_its_neighbours(tab: Tab) -> None:
    shown = "#figure-panorama-WIND .drawing[lang=zh] "
    tab.ask(
        f"document.querySelector('{shown}[data-product=P3]')"
        ".dispatchEvent(new PointerEvent('pointerover', {bubbles: true}))"
    )
    lit = tab.ask(
        f"[...document.querySelectorAll('{shown}[data-product]:not(.off)')]"
        ".map(e => e.dataset.product).sort()"
    )
    assert lit == ["P2", "P3", "P6"]
    told = _text(tab, "#figure-panorama-WIND .picture-said").split()
    assert told == ["风机轴承", "锻长板", "上游", "1", "·", "下游", "1"]


def test_a_product_in_a_picture_opens_its_card_by_mouse_and_by_key(tab: Tab) -> None:
    tab.click("#figure-panorama-WIND .drawing[lang=zh] [data-product=P3]")
    assert _text(tab, "#panel-title") == "风机轴承"
    tab.press("Escape")
    tab.ask("document.querySelector('#figure-panorama-WIND [data-product=P2]').focus()")
    tab.press("Enter", "\r")
    tab.settle()
    assert _text(tab, "#panel-title") == "特种钢"


def test_a_region_opens_the_evidence_of_its_figure(tab: Tab) -> None:
    tab.ask(
        "document.querySelector('#figure-region-firms .drawing [data-region=\"990100\"]')"
        ".dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    tab.settle()
    assert _text(tab, "#panel .subject") == "东城"


def test_lists_filter_sort_and_turn_back(tab: Tab) -> None:
    tab.click("[data-tab=list-firms]")
    names = "[...document.querySelectorAll('#list-firms tbody tr:not([hidden]) td:first-child')].map(e => e.innerText)"
    assert tab.ask(names) == ["东城轴承厂", "=1+1"]
    tab.click("#list-firms th:first-child .sorter")
    assert tab.ask(names) == ["=1+1", "东城轴承厂"]
    tab.click("#list-firms th:last-child .sorter")
    assert tab.ask(names) == ["东城轴承厂", "=1+1"]
    tab.click("#list-firms [data-filter]")
    tab.type("WIND power")
    assert tab.ask(names) == ["东城轴承厂"]
    assert _text(tab, "#list-firms .count") == "1 / 2 行"


def test_tabs_show_one_list_and_paper_shows_all(tab: Tab) -> None:
    heights = "[...document.querySelectorAll('#lists .ledger')].map(e => e.offsetHeight > 0)"
    assert tab.ask(heights) == [True, False]
    tab.media("print")
    assert tab.ask(heights) == [True, True]
    refs = "getComputedStyle(document.querySelector('#overview .figure'), '::after').content"
    assert tab.ask(refs) == '" [M1 M2]"'
    assert tab.ask("getComputedStyle(document.querySelector('.bar')).display") == "none"


def test_prints_on_paper_of_the_sizes_offices_have(tab: Tab) -> None:
    printed = tab.pdf()
    assert printed.startswith(b"%PDF")
    for size in (b"594.95996 841.91998", b"1191.12 841.91998", b"841.91998 594.95996"):
        assert size in printed


@pytest.mark.parametrize("width", [390, 820, 1440])
def test_nothing_is_wider_than_the_window(tab: Tab, page: Path, width: int) -> None:
    tab.window(width, 844, phone=width == 390)
    for place in ("", "?lang=en"):
        tab.open(page, place)
        assert tab.ask("document.documentElement.scrollWidth") <= width


def test_every_control_has_a_name(tab: Tab) -> None:
    nameless = tab.ask(
        "[...document.querySelectorAll('button, input, select, [role=button], [role=tab]')]"
        ".filter(e => !(e.innerText || e.getAttribute('aria-label') || e.labels && e.labels.length"
        " || e.title || e.placeholder || e.textContent)).map(e => e.outerHTML.slice(0, 90))"
    )
    assert nameless == []


def test_can_be_read_without_scripts(tab: Tab, page: Path) -> None:
    tab.open(page, scripts=False)
    assert tab.ask("document.documentElement.className") == "no-script"
    body = _text(tab, "main")
    for told in ("补链清单", "企业清单", "E1", "全球前三家份额 91.25%", "存在度"):
        assert told in body
