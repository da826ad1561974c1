from __future__ import annotations

import csv
import io

from lantu.reports.document import document
from lantu.reports.sources_csv import COLUMNS, sources_csv_bytes
from town.blueprint import town_blueprint


def _rows() -> list[list[str]]:
    raw = sources_csv_bytes(document(town_blueprint()))
    return list(csv.reader(io.StringIO(raw.decode("utf-8-sig"))))


def test_opens_in_a_spreadsheet_as_chinese() -> None:
    raw = sources_csv_bytes(document(town_blueprint()))
    assert raw.startswith(b"\xef\xbb\xbf")
    assert raw.count(b"\r\n") == raw.count(b"\n") == 4


def test_lists_every_page_by_key_and_counts_its_rows() -> None:
    header, *rows = _rows()
    assert tuple(header) == COLUMNS
    assert [(row[0], row[5]) for row in rows] == [
        ("notice", "1"),
        ("repost", "1"),
        ("yearbook", "2"),
    ]


def test_keeps_unsafe_addresses_for_audit_and_says_so() -> None:
    repost = next(row for row in _rows() if row[0] == "repost")
    assert repost[4] == "0"
    assert repost[6] == "http://hijacked.example/a/1"


def test_never_writes_a_formula() -> None:
    notice = next(row for row in _rows() if row[0] == "notice")
    assert notice[1].startswith("'=HYPERLINK")
