from __future__ import annotations

from dataclasses import replace

import pytest

from lantu.evidence.finding import Finding, Method
from lantu.evidence.grids import Grid, GridCell, GridRow
from lantu.reports.grid import grid_svg, shade_of
from lantu.vocab.text import Text
from pictures import SVG, parsed, said

METHOD = Method(
    key="m", name=Text("数", "count"), formula="n", meaning=Text("数", "n"), reference=""
)


def cell(count: int, total: int) -> GridCell:
    return GridCell(value=Finding(value=count, method=METHOD), share=count / total)


def row(key: str, *counts: int) -> GridRow:
    total = sum(counts)
    cells = tuple(cell(count, total) for count in counts)
    return GridRow(key=key, name=Text(f"环节{key}", f"segment {key}"), total=total, cells=cells)


GRID = Grid(
    key="levels",
    title=Text("环节 × 等级", "Segments by level"),
    headline=Text("多在一级", "Most stand at level one"),
    across=Text("等级", "level"),
    down=Text("环节", "segment"),
    columns=(Text("一级", "level 1"), Text("二级", "level 2"), Text("待定", "open")),
    rows=(row("a<b", 7, 2, 1), row("c", 0, 4, 0)),
    note=Text("来源：测试", "Source: test"),
)


@pytest.mark.parametrize(
    ("count", "total", "shade"), [(0, 9, 0), (1, 9, 1), (2, 10, 2), (9, 10, 5), (4, 4, 5)]
)
def test_a_field_is_shaded_by_fifths_of_its_row_and_white_for_none(
    count: int, total: int, shade: int
) -> None:
    assert shade_of(cell(count, total)) == shade


def test_every_field_says_its_count_and_every_row_its_whole() -> None:
    root = parsed(grid_svg(GRID, "en"))
    groups = [each for each in root.iter(f"{SVG}g") if each.get("data-row")]
    assert [each.get("data-row") for each in groups] == ["a<b", "c"]
    words = [each.text for each in groups[0].iter(f"{SVG}text")]
    assert words == ["segment a<b", "7", "2", "1", "10"]
    told = [each.text for each in groups[1].iter(f"{SVG}title")]
    assert told == [
        "segment c, level 1: 0 (0%)",
        "segment c, level 2: 4 (100%)",
        "segment c, open: 0 (0%)",
    ]


def test_it_speaks_one_language_and_tells_its_source() -> None:
    zh, en = (said(parsed(grid_svg(GRID, language))) for language in ("zh", "en"))
    assert "多在一级" in zh
    assert "来源：测试" in zh
    assert "环节" not in en
    assert "Source: test" in en


def test_long_names_stay_beside_their_rows_and_an_empty_grid_is_drawn() -> None:
    long = replace(GRID.rows[0], name=Text("很长的名字" * 20, "a very long name " * 20))
    root = parsed(grid_svg(replace(GRID, rows=(long,))))
    fields = [float(each.get("x", "")) for each in root.iter(f"{SVG}rect") if each.get("rx") == "3"]
    assert min(fields) < 400
    assert parsed(grid_svg(replace(GRID, rows=()))) is not None


def test_a_ragged_row_a_doubled_key_and_a_share_beyond_one_are_refused() -> None:
    with pytest.raises(ValueError, match="ragged"):
        replace(GRID, columns=GRID.columns[:2])
    with pytest.raises(ValueError, match="twice"):
        replace(GRID, rows=GRID.rows[:1] * 2)
    beyond = replace(GRID.rows[0].cells[0], share=1.5)
    with pytest.raises(ValueError, match="beyond"):
        replace(GRID, rows=(replace(GRID.rows[0], cells=(beyond,) * 3),))
