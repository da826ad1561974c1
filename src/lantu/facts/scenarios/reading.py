"""A scenario's file in, a scenario out: whole, or every fault with its line."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantu.errors import PlaceError
from lantu.facts.fault import Spot
from lantu.facts.findings import Findings, rules_of
from lantu.facts.intake.folder import read_bytes
from lantu.facts.scenarios.building import scenario_of_tree
from lantu.facts.scenarios.lines import lines_of
from lantu.facts.scenarios.values import Page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.scenarios.building import Known
    from lantu.facts.schema.records import Rule
    from lantu.model.scenario import Scenario

MOST_BYTES = 1 << 20
"""Size of a scenario's file: a thousand blows take about 100 kB."""

ENDING = ".toml"

_LINE = re.compile(r"at line (\d+)")


@cache
def scenario_rules() -> Mapping[str, Rule]:
    """What a reader of scenarios looks at, by key."""
    return rules_of("lantu.facts.scenarios")


def scenario_findings(file: str) -> Findings:
    """An empty list of faults of a scenario's file."""
    return Findings(
        file,
        scenario_rules(),
        "mend them; `lantu stress DIR --template FILE` writes a file that has none",
    )


def read_scenario(path: str | Path, *, settings: Known | None = None) -> Scenario:
    """Read what is to be tried, whole or not at all.

    Args:
        path: A TOML file; its name without the ending becomes the scenario's code.
        settings: Names of the numbers that each engine lets a scenario change; any where None.

    Raises:
        FactsError: The file has faults; all are carried, each with its line.
        PlaceError: Nothing is there, or it cannot be read.
    """
    place = Path(path)
    if not place.is_file():
        raise PlaceError(f"there is no scenario at {place}", hint="check the path")
    findings = scenario_findings(str(place))
    data, faults = read_bytes(place, Spot(file=place.name), MOST_BYTES)
    findings.take(faults)
    findings.stop()
    return scenario_of_bytes(data or b"", place.name, settings=settings, findings=findings)


def scenario_of_bytes(
    data: bytes,
    file: str,
    *,
    settings: Known | None = None,
    findings: Findings | None = None,
) -> Scenario:
    """A scenario from the bytes of its file.

    Args:
        data: The bytes.
        file: Name of the file, for messages and as the scenario's code.
        settings: As for :func:`read_scenario`.
        findings: Where faults are noted.

    Raises:
        FactsError: There are faults; all are carried, each with its line.
    """
    noted = findings or scenario_findings(file)
    text = _decoded(data, file, noted)
    tree = _parsed(text, file, noted)
    page = Page(file=file, lines=lines_of(text), findings=noted)
    return scenario_of_tree(page, tree, code=Path(file).stem, settings=settings)


def _decoded(data: bytes, file: str, findings: Findings) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        findings.fail("scenario.encoding", Spot(file=file, row=line))


def _parsed(text: str, file: str, findings: Findings) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _LINE.search(str(error))
        spot = Spot(file=file, row=int(line[1]) if line else text.count("\n") + 1)
        findings.fail("scenario.syntax", spot, detail=str(error))
    except (RecursionError, ValueError) as error:
        findings.fail("scenario.syntax", Spot(file=file), detail=str(error))
