"""Every page by its address: ``/zh/…`` and ``/en/…`` show the same in two languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fastapi.responses import RedirectResponse
from nicegui import ui

from lantu.web.pages import chain, facts, firms, lists, overview, stress
from lantu.web.pages.frame import framed
from lantu.web.pages.reader import Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from lantu.vocab.text import Language
    from lantu.web.desk import Counter
    from lantu.web.runs import Runs

    Body = Callable[..., None]
    Pages = dict[str, Callable[..., None]]

CODES: dict[Language, Any] = {"zh": "zh-CN", "en": "en-US"}
"""Each language as the framework calls it."""

TITLE = "lantu 蓝图"


@dataclass(frozen=True, slots=True)
class Site:
    """Every page over one workspace.

    Attributes:
        counter: Where the newest state of the workspace is had.
        runs: Where long runs work.
    """

    counter: Counter
    runs: Runs

    def register(self, language: Language) -> None:
        """Register the pages of one language."""
        for address, page in {**self._reading(language), **self._working(language)}.items():
            ui.page(f"/{language}{address}", language=CODES[language], title=TITLE)(page)

    def _reading(self, language: Language) -> Pages:
        def front() -> None:
            self._show(language, "overview", overview.body)

        def chains_of() -> None:
            self._show(language, "chains", chain.body, code="")

        def chain_of(code: str, product: str = "") -> None:
            self._show(language, "chains", chain.body, code=code, product=product)

        return {"": front, "/chains": chains_of, "/chains/{code}": chain_of}

    def _working(self, language: Language) -> Pages:
        def list_of(key: str) -> None:
            self._show(language, "lists", lists.body, key=key)

        def firms_of(firm: str = "") -> None:
            self._show(language, "firms", firms.body, firm=firm)

        def stress_of(run: str = "") -> None:
            self._show(language, "stress", stress.body, run=run)

        def facts_of(source: str = "") -> None:
            self._show(language, "facts", facts.body, source=source)

        return {
            "/lists/{key}": list_of,
            "/firms": firms_of,
            "/stress": stress_of,
            "/facts": facts_of,
        }

    def _show(self, language: Language, section: str, body: Body, **asked: str) -> None:
        desk = self.counter.desk
        reader = Reader(counter=self.counter, runs=self.runs, language=language, desk=desk)
        if desk.opened is None:
            section, body, asked = "facts", facts.body, {}
        with framed(reader, section) as panel:
            body(reader, panel, **asked)


def make_pages(counter: Counter, runs: Runs) -> None:
    """Register every page in every language; the root leads to the Chinese ones."""
    site = Site(counter, runs)
    for language in CODES:
        site.register(language)
    ui.page("/")(_front)


def _front() -> RedirectResponse:
    return RedirectResponse("/zh")
