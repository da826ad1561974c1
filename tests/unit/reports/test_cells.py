from __future__ import annotations

import pytest

from lantu.errors import InternalError
from lantu.evidence.confidence import Interval
from lantu.evidence.exhibits import CellKind, Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.reports.cells import said, said_finding, said_interval, said_value, state_of, with_units
from lantu.vocab.text import Text
from lantu.vocab.words import Activity, Grade, State
from town.blueprint import PRESENCE

YI = Text("亿元", "100 million yuan")


def _column(kind: CellKind, unit: Text | None = None) -> Column:
    return Column(key="k", title=Text("题", "title"), kind=kind, unit=unit)


@pytest.mark.parametrize(
    ("cell", "kind", "zh", "en"),
    [
        (None, "number", "—", "—"),
        ("", "text", "—", "—"),
        ((), "text", "—", "—"),
        (0, "count", "0", "0"),
        (True, "text", "是", "yes"),
        (14.5678, "number", "14.5678", "14.5678"),
        (0.6969, "share", "69.69%", "69.69%"),
        (State.GAP, "state", "补链", "gap with evidence"),
        ("unknown", "state", "待核", "no evidence yet"),
        ("unknown", "text", "unknown", "unknown"),
        (Grade.B, "grade", "B", "B"),
        (Activity.PLANNED, "text", "规划", "planned"),
        (Text("钢", "steel"), "text", "钢", "steel"),
        ("2026(推断)", "date", "2026(推断)", "2026(推断)"),
        (3, "rank", "3", "3"),
        (("甲", "乙"), "text", "甲、乙", "甲, 乙"),
        (Interval(0.25, 0.5), "number", "0.25–0.5", "0.25–0.5"),
    ],
)
def test_plain_cells_read_whole(cell: object, kind: CellKind, zh: str, en: str) -> None:
    assert said(cell, _column(kind), "zh") == zh
    assert said(cell, _column(kind), "en") == en


def test_a_conclusion_is_rounded_and_its_unit_told_once() -> None:
    finding = Finding(value=7441.71, method=PRESENCE, unit=YI)
    assert said(finding, _column("number", YI), "zh") == "7442"
    assert said(finding, _column("number"), "zh") == "7442亿元"
    assert said_finding(finding, "zh", digits=None) == "7441.71亿元"


def test_a_rank_shows_the_places_it_may_take() -> None:
    finding = Finding(value=1, method=PRESENCE, interval=Interval(1, 3))
    assert said(finding, _column("rank"), "en") == "1–3"
    assert said_interval(finding, "en", kind="rank") == ""


def test_intervals_read_in_the_kind_of_their_value() -> None:
    finding = Finding(value=0.5, method=PRESENCE, interval=Interval(0.25, 0.75))
    assert said_interval(finding, "zh", kind="share") == "25–75%"
    assert said_interval(finding, "zh") == "0.25–0.75"
    assert said_interval(Finding(value=1, method=PRESENCE), "zh") == ""


def test_states_are_found_in_any_dress() -> None:
    assert state_of("gap") is State.GAP
    assert state_of(State.WEAK) is State.WEAK
    assert state_of(Finding(value=State.WEAK, method=PRESENCE)) is State.WEAK
    assert state_of("补链") is None
    assert state_of(3) is None


def test_a_unit_that_all_figures_share_moves_to_the_header() -> None:
    text = Text("表", "table")
    finding = Finding(value=12.0, method=PRESENCE, unit=YI)
    rows = (Row(key="1", cells=(finding, finding)), Row(key="2", cells=(None, 3.0)))
    columns = (_column("number"), _column("number"))
    ledger = Ledger(key="x", title=text, headline=text, about=text, columns=columns, rows=rows)
    first, second = with_units(ledger).columns
    assert (first.unit, second.unit) == (YI, None)
    assert said(finding, first, "zh") == "12"
    assert said(finding, second, "zh") == "12亿元"


def test_no_page_shows_a_developers_value() -> None:
    with pytest.raises(InternalError, match="dict"):
        said_value({}, "zh")
