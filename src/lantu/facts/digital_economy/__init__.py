"""数字经济及其核心产业统计分类(2021): the classes, and the industries that they take from."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from io import StringIO

from lantu.facts.digital_economy.figures import IndustryFigures, read_figures
from lantu.model.digital_industries import DigitalIndustries, DigitalPart

__all__ = ["IndustryFigures", "digital_industries", "read_figures"]


@cache
def digital_industries() -> DigitalIndustries:
    """The classification that lantu carries: 5 great, 32 middle and 156 small classes."""
    return DigitalIndustries(
        names={row["code"]: row["name"] for row in _rows("classes.csv")},
        parts=tuple(
            DigitalPart(
                small=row["code"], industry=row["gbt4754_2017"], starred=row["partial"] == "1"
            )
            for row in _rows("parts.csv")
        ),
    )


def _rows(name: str) -> list[dict[str, str]]:
    text = files(__name__).joinpath(name).read_text(encoding="utf-8")
    return list(csv.DictReader(StringIO(text, newline="")))
