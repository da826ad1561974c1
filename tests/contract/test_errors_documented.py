from __future__ import annotations

import inspect
from pathlib import Path

import pytest

from lantu import errors

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
TREE = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if issubclass(kind, errors.LantuError)
]


@pytest.mark.parametrize("kind", TREE)
def test_each_error_is_on_the_page_with_its_exit_code_in_both_languages(
    kind: type[errors.LantuError],
) -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith(f"| `{kind.__name__}` |")]
    assert len(rows) == 2, "one row in Chinese, one in English"
    assert all(f"| {kind.exit_code} |" in row for row in rows)


@pytest.mark.parametrize("kind", TREE)
def test_each_error_stands_in_the_tree_drawn_in_the_module(kind: type[errors.LantuError]) -> None:
    assert kind.__doc__
    assert f" {kind.__name__}" in (errors.__doc__ or "")


def test_exit_codes_tell_whose_fault_it_was() -> None:
    branches = {kind: kind.exit_code for kind in TREE if kind.__base__ is errors.LantuError}
    assert len(set(branches.values())) == len(branches)
    assert 0 not in branches.values()
