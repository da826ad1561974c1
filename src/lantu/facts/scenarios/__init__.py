"""Scenarios as files: read, written, and shelved in a workspace.

A file is TOML; every key it may hold is a row of ``keys.csv``::

    name = {zh = "国外 EDA 断供", en = "Foreign EDA cut"}

    [[blow]]
    hits = ["product:IC01"]
    part = {low = 0.6, high = 1.0}
    days = 180
"""

from lantu.facts.scenarios.library import Shelved, find_scenario, shelf
from lantu.facts.scenarios.reading import read_scenario, scenario_of_bytes
from lantu.facts.scenarios.writing import (
    scenario_text,
    template_text,
    write_scenario,
    write_scenario_template,
)

__all__ = [
    "Shelved",
    "find_scenario",
    "read_scenario",
    "scenario_of_bytes",
    "scenario_text",
    "shelf",
    "template_text",
    "write_scenario",
    "write_scenario_template",
]
