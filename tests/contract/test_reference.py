from __future__ import annotations

from pathlib import Path

import pytest

from scripts import docs_reference

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", docs_reference.WRITERS)
def test_a_generated_page_says_what_the_code_says(name: str) -> None:
    page = (ROOT / "docs" / "reference" / name).read_text(encoding="utf-8")
    assert page == docs_reference.WRITERS[name](), "run scripts/docs_reference.py"


def test_pages_of_the_site_and_pages_in_its_list_are_the_same() -> None:
    listed = {line.rpartition(": ")[2] for line in nav_lines()}
    pages = {str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md")}
    assert listed == pages


def nav_lines() -> list[str]:
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    return [line for line in text.partition("\nnav:\n")[2].splitlines() if line.endswith(".md")]
