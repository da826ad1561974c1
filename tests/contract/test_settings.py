from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import fields
from importlib.resources import files

from lantu.chains.rules import Rules
from lantu.evidence.confidence import GradeWeights
from lantu.studies.plan import RankingPlan
from lantu.workbench import spoken_settings

LISTED = {
    row["key"]: row["default"]
    for row in csv.DictReader(
        (files("lantu.facts") / "schema" / "settings.csv").read_text(encoding="utf-8").splitlines()
    )
    if not row["key"].startswith("workspace.")
}


def settings_of(section: str, record: object) -> Iterator[tuple[str, object]]:
    for each in fields(record):  # type: ignore[arg-type]  # dataclasses all
        value = getattr(record, each.name)
        name = {"role_scores": "roles"}.get(each.name, each.name)
        if isinstance(value, Mapping):
            yield from ((f"{section}.{name}.{key}", item) for key, item in value.items())
        elif not isinstance(value, GradeWeights):
            yield f"{section}.{name}", value


def in_force() -> dict[str, object]:
    return {
        **dict(settings_of("confidence", GradeWeights())),
        **dict(settings_of("diagnosis", Rules())),
        **dict(settings_of("ranking", RankingPlan())),
    }


def as_written(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return float(str(value))


def test_the_schema_lists_exactly_the_settings_that_the_analyses_read() -> None:
    assert set(LISTED) == set(in_force())


def test_the_schema_lists_the_defaults_that_are_in_force() -> None:
    listed = {k: v if v in {"true", "false"} else float(v) for k, v in LISTED.items()}
    assert listed == {key: as_written(value) for key, value in in_force().items()}


def test_a_blueprint_prints_every_setting_under_its_own_name() -> None:
    assert {key for key, _ in spoken_settings(Rules(), RankingPlan())} == set(LISTED)
