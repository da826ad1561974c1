"""Countries and provinces by name: ISO 3166-1 (GB/T 2659) codes, and GB/T 2260 in English."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.vocab.table_file import read_table
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping


def country_name(code: str) -> Text:
    """Name of the country with a two-letter code; the code itself where no country has it."""
    return _countries().get(code) or Text(code, code)


def province_in_english(code: str) -> str | None:
    """English name of the province that a GB/T 2260 code lies in; None where none has it."""
    return _provinces().get(f"{code[:2]}0000")


@cache
def _countries() -> Mapping[str, Text]:
    rows = read_table("countries")
    return MappingProxyType({row["code"]: Text(row["zh"], row["en"]) for row in rows})


@cache
def _provinces() -> Mapping[str, str]:
    return MappingProxyType({row["code"]: row["en"] for row in read_table("provinces")})
