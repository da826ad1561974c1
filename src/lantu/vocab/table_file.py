"""Reading the tables that travel inside the package, and the text people type into ours."""

from __future__ import annotations

import csv
import unicodedata
from importlib.resources import files


def read_table(name: str) -> list[dict[str, str]]:
    """Rows of the packaged table ``name``, in file order."""
    path = files("lantu.vocab").joinpath("tables", f"{name}.csv")
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def fold(text: str) -> str:
    """``text`` without outer blanks and with full-width letters and signs made narrow (NFKC)."""
    return unicodedata.normalize("NFKC", text).strip()
