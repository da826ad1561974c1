from __future__ import annotations

import pytest

from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.vocab.text import Text

TITLE = Text("清单", "list")
COLUMNS = (Column(key="name", title=TITLE, kind="text"), Column(key="n", title=TITLE, kind="count"))


def ledger(*rows: Row) -> Ledger:
    return Ledger(key="gaps", title=TITLE, headline=TITLE, about=TITLE, columns=COLUMNS, rows=rows)


def test_a_ledger_holds_one_cell_per_column_and_absent_cells_stay_absent() -> None:
    assert ledger(Row(key="P1", cells=("钢", None))).rows[0].cells == ("钢", None)


def test_a_ragged_row_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match=r"ledger gaps: rows \['P2'\] need 2 cells"):
        ledger(Row(key="P1", cells=("钢", 1)), Row(key="P2", cells=("钢",)))


def test_two_rows_of_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="share a key"):
        ledger(Row(key="P1", cells=("钢", 1)), Row(key="P1", cells=("铁", 2)))
