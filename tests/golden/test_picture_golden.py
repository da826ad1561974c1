"""The picture in the documentation is what the code draws today."""

from __future__ import annotations

from pathlib import Path

from lantu.reports.panorama import panorama_svg
from pictures import chain, example

EXAMPLE = Path(__file__).parents[2] / "docs" / "assets" / "pictures" / "panorama-example.svg"


def test_the_documented_picture_is_the_one_drawn() -> None:
    assert EXAMPLE.read_text(encoding="utf-8") == example(), "run: python tests/pictures.py"


def test_the_example_is_the_invented_chain_in_chinese() -> None:
    assert example() == panorama_svg(chain()) + "\n"
