"""The packaged facts of Hubei, opened and drawn once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from golden.demo.walking import Parts
from lantu.workbench import Workbench, open_demo

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Blueprint, ProductCard


@pytest.fixture(scope="session")
def demo() -> Workbench:
    return open_demo()


@pytest.fixture(scope="session")
def drawn(demo: Workbench) -> Blueprint:
    return demo.blueprint()


@pytest.fixture(scope="session")
def cards(drawn: Blueprint) -> dict[str, ProductCard]:
    return {card.product: card for card in drawn.cards}


@pytest.fixture(scope="session")
def parts(drawn: Blueprint) -> Parts:
    return Parts(drawn)
