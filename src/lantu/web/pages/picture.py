"""A picture on a page: moved, zoomed and lit in the browser, its clicks told to the server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from nicegui.element import Element

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.web.pages.reader import Reader

SCRIPT = Path(__file__).parent.parent / "static" / "picture.js"


class Picture(Element, component=SCRIPT):
    """A picture of the blueprint by its key."""

    def __init__(self, reader: Reader, key: str) -> None:
        super().__init__()
        self._props["src"] = f"/api/v1/pictures/{key}.svg?lang={reader.language}"
        self._props["words"] = {word: reader.word(f"zoom_{word}") for word in ("in", "out", "fit")}
        self._props["lit"] = None

    def light(self, products: Iterable[str] | None) -> None:
        """Dim everything but these products; None dims nothing."""
        self._props["lit"] = None if products is None else list(products)
        self.update()

    def choose(self, product: str) -> None:
        """Bring a product into view and mark it."""
        self.run_method("choose", product)
