"""The pictures in the documentation are what the code draws today."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.facts import economy
from lantu.reports.panorama import panorama_svg
from lantu.workbench import TableRequest, open_table, write_picture
from pictures import DRAWN, PICTURES, chain, example, linkages_example

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("name", DRAWN)
def test_the_documented_picture_is_the_one_drawn(name: str) -> None:
    page = (PICTURES / name).read_text(encoding="utf-8")
    assert page == DRAWN[name](), "run: python tests/pictures.py"


def test_every_documented_drawing_is_drawn_here() -> None:
    assert {each.name for each in PICTURES.glob("*.svg")} == set(DRAWN)


def test_the_example_is_the_invented_chain_in_chinese() -> None:
    assert example() == panorama_svg(chain()) + "\n"


def test_the_tutorials_picture_is_what_its_command_writes(tmp_path: Path) -> None:
    table = economy.write_template(tmp_path / "example.xlsx")
    answer = open_table(TableRequest(path=table)).linkages()
    drawn = write_picture(answer, tmp_path / "drawn.svg")
    assert drawn.read_text(encoding="utf-8") == linkages_example()
