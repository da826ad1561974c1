from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, sync_playwright

from browser.chromium import find
from lantu import workbench

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

PROGRAM = find()
pytestmark = pytest.mark.skipif(PROGRAM is None, reason="no Chromium on this machine")
PAGES = (
    "",
    "/chains",
    "/chains/AUTO",
    "/lists/gaps",
    "/lists/projects",
    "/firms",
    "/stress",
    "/facts",
)
SLOW = 60_000


@pytest.fixture(scope="module")
def console() -> Iterator[str]:
    """The console over the demo, as its command starts it."""
    command = [sys.executable, "-m", "lantu", "serve", "demo", "--port", "0"]
    with subprocess.Popen(  # noqa: S603 -- our own program
        command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
    ) as running:
        assert running.stdout
        address = running.stdout.readline().removeprefix("lantu: ").strip()
        yield address
        running.terminate()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as driver:
        running = driver.chromium.launch(executable_path=PROGRAM, args=["--no-sandbox"])
        yield running
        running.close()


@pytest.fixture
def page(chromium: Browser, console: str) -> Iterator[Page]:
    """A fresh page; nothing may be asked of elsewhere, and no script may complain."""
    context = chromium.new_context(
        base_url=console, viewport={"width": 1280, "height": 720}, color_scheme="light"
    )
    opened = context.new_page()
    opened.set_default_timeout(SLOW)
    complaints: list[str] = []
    asked: list[str] = []
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on(
        "console", lambda said: complaints.append(said.text) if said.type == "error" else None
    )
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    own = (console, console.replace("http", "ws"), "data:", "blob:")
    assert complaints == []
    assert [url for url in asked if not url.startswith(own)] == []


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("address", PAGES)
def test_a_page_opens_and_fits_the_window(page: Page, language: str, address: str) -> None:
    page.goto(f"/{language}{address}")
    page.wait_for_selector("main h1")
    assert page.evaluate("document.documentElement.lang").startswith(language)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    headings = page.locator("h1, h2, nav a").all_inner_texts()
    chinese = [said for said in headings if any("一" <= c <= "鿿" for c in said)]
    named = [said for said in chinese if said.strip() != "lantu蓝图"]
    assert bool(named) == (language == "zh"), named


def test_the_first_page_is_chinese(page: Page) -> None:
    page.goto("/")
    page.wait_for_url("**/zh")
    assert page.inner_text("h1") == "湖北省产业蓝图"


def test_a_product_opens_from_the_panorama_and_its_figures_from_it(page: Page) -> None:
    page.goto("/zh/chains/OPTO")
    page.click("[data-product=OC19]")
    page.wait_for_selector(".panel .next")
    assert "光模块 DSP 芯片" in page.inner_text(".panel h2")
    page.click(".panel .figure-list .figure >> nth=0")
    page.wait_for_selector(".panel .formula")
    page.click(".panel header button >> nth=0")
    page.wait_for_selector(".panel .next")


def test_the_panorama_is_worked_by_keys(page: Page) -> None:
    page.goto("/zh/chains/OPTO")
    page.wait_for_selector("[data-product=OC19]")
    page.focus("[data-product=OC19]")
    page.keyboard.press("Enter")
    page.wait_for_selector(".panel .next")


def test_states_light_the_panorama(page: Page) -> None:
    page.goto("/zh/chains/OPTO")
    page.wait_for_selector("[data-product=OC19]")
    page.click(".switch >> nth=2")
    page.wait_for_selector(".product.off, [data-product].off")
    lit = page.eval_on_selector_all(
        "[data-product]:not(.off)", "shapes => shapes.map((one) => one.dataset.product)"
    )
    gaps = [row.key for row in workbench.open_demo().ranked("gaps").rows]
    assert set(lit) == set(gaps)


def test_a_slider_ranks_the_list_again(page: Page) -> None:
    page.goto("/zh/lists/gaps")
    page.wait_for_selector("table.ledger tbody tr")
    page.focus(".q-slider__track-container >> nth=0")
    for _ in range(20):
        page.keyboard.press("ArrowLeft")
    weights = {"demand": 0.25, "dependence": 0.25, "feasibility": 0.15}
    rows = [f"product:{row.key}" for row in workbench.open_demo().ranked("gaps", weights).rows]
    page.wait_for_function(
        "rows => Array.from(document.querySelectorAll('tbody .opener'), (one) => one.dataset.go)"
        ".join() === rows.join()",
        arg=rows,
    )


def test_search_leads_to_the_product(page: Page) -> None:
    page.goto("/en")
    page.fill(".search input", "etching equipment")
    page.click(".q-menu .q-item >> nth=0")
    page.wait_for_url("**/en/chains/OPTO?product=*")
    page.wait_for_selector(".panel .next")


def test_a_run_survives_a_page_that_is_loaded_again(page: Page) -> None:
    page.goto("/zh/stress")
    page.click("text=开始")
    page.wait_for_url("**/zh/stress?run=*")
    page.reload()
    page.wait_for_selector(".answer .course svg")
    assert "国外 EDA 断供" in page.inner_text(".answer h2")


def test_the_language_changes_on_the_spot(page: Page) -> None:
    page.goto("/zh/lists/weak")
    page.click("[data-tongue]")
    page.wait_for_url("**/en/lists/weak")


def test_the_dark_stays_dark(page: Page) -> None:
    page.goto("/zh")
    page.click("[data-theme-switch]")
    page.goto("/zh/firms")
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != "rgb(255, 255, 255)"
