"""Names of the industries and countries of the World Input–Output Database, by its codes."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.model.roster import Roster
from lantu.vocab.country import country_name
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

COUNTRIES = MappingProxyType(
    dict(
        each.split(":")
        for each in [
            "AUS:AU",
            "AUT:AT",
            "BEL:BE",
            "BGR:BG",
            "BRA:BR",
            "CAN:CA",
            "CHN:CN",
            "CYP:CY",
            "CZE:CZ",
            "DEU:DE",
            "DNK:DK",
            "ESP:ES",
            "EST:EE",
            "FIN:FI",
            "FRA:FR",
            "GBR:GB",
            "GRC:GR",
            "HUN:HU",
            "IDN:ID",
            "IND:IN",
            "IRL:IE",
            "ITA:IT",
            "JPN:JP",
            "KOR:KR",
            "LTU:LT",
            "LUX:LU",
            "LVA:LV",
            "MEX:MX",
            "MLT:MT",
            "NLD:NL",
            "POL:PL",
            "PRT:PT",
            "ROM:RO",
            "ROU:RO",
            "RUS:RU",
            "SVK:SK",
            "SVN:SI",
            "SWE:SE",
            "TUR:TR",
            "TWN:TW",
            "USA:US",
        ]
    )
)
"""Three letters to two; ROM is what ROU was called."""

REST = Text("世界其他地区", "Rest of the world")


def wiod_regions(codes: Sequence[str]) -> Roster:
    """Countries by name; a code that is none of the database's is its own name."""
    named = {code: country_name(two) for code, two in COUNTRIES.items()} | {"RoW": REST}
    return _named("region", codes, named)


def wiod_sectors(codes: Sequence[str]) -> Roster:
    """Industries by name; a code that is none of the database's is its own name."""
    return _named("sector", codes, _industries())


def _named(noun: str, codes: Sequence[str], names: Mapping[str, Text]) -> Roster:
    return Roster(noun, tuple(codes), tuple(names.get(code) or Text(code, code) for code in codes))


@cache
def _industries() -> Mapping[str, Text]:
    text = files("lantu.facts.economy").joinpath("wiod_industries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(StringIO(text, newline=""))
    return MappingProxyType({row["code"]: Text(row["zh"], row["en"]) for row in rows})
