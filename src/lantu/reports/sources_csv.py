"""Every page in one CSV, for audit: the only list that carries unsafe addresses too."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lantu.reports.document_tables import Record

COLUMNS = ("key", "publisher", "date", "host_type", "safe_to_link", "rows", "url")
"""The header; ``rows`` counts the rows of the blueprint that cite the page."""

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def sources_csv_bytes(document: Record) -> bytes:
    """The pages of a document as CSV, by key.

    UTF-8 with a byte-order mark and CRLF line ends, as spreadsheets expect; a text that a
    spreadsheet would run as a formula is led by an apostrophe.

    Args:
        document: What :func:`lantu.reports.document.document` told.
    """
    rows = Counter(citation["source"] for citation in document["citations"].values())
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for key, source in document["sources"].items():
        told = {
            **source,
            "key": key,
            "rows": rows[key],
            "safe_to_link": int(source["safe_to_link"]),
        }
        writer.writerow([_guarded(told[column]) for column in COLUMNS])
    return text.getvalue().encode("utf-8-sig")


def _guarded(value: str | int) -> str | int:
    """``value``, never a formula (CWE-1236)."""
    if isinstance(value, str) and value.startswith(_FORMULA_STARTS):
        return f"'{value}"
    return value
