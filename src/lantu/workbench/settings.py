"""Settings of ``lantu.toml`` as records, and as what a blueprint prints of them."""

from __future__ import annotations

from dataclasses import fields
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from lantu import studies
from lantu.chains import Rules
from lantu.errors import CallerError
from lantu.evidence.confidence import GradeWeights
from lantu.vocab.words import FirmRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.model.input_output_table import InputOutputTable
    from lantu.studies.digital import DigitalLevels
    from lantu.workbench.capability import Capability

Record = TypeVar("Record")


def read_rules(sections: Mapping[str, Any]) -> Rules:
    """The rules of ``lantu.toml``'s ``[confidence]`` and ``[diagnosis]``.

    Raises:
        CallerError: A setting is unknown or out of range.
    """
    given = dict(sections.get("diagnosis", {}))
    if "roles" in given:
        scores = {FirmRole(name): float(score) for name, score in given.pop("roles").items()}
        given["role_scores"] = {**Rules().role_scores, **scores}
    weights = _record(GradeWeights, "confidence", sections.get("confidence", {}))
    return _record(Rules, "diagnosis", {**given, "weights": weights})


def read_ranking(sections: Mapping[str, Any]) -> studies.RankingPlan:
    """The plan of ``lantu.toml``'s ``[ranking]``.

    Raises:
        CallerError: A setting is unknown or out of range.
    """
    default = studies.RankingPlan()
    given = {
        key: {**getattr(default, key, {}), **value} if isinstance(value, dict) else value
        for key, value in sections.get("ranking", {}).items()
    }
    return _record(studies.RankingPlan, "ranking", given)


def _record(kind: type[Record], section: str, given: Mapping[str, Any]) -> Record:
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]  # dataclasses all
    unknown = sorted(set(given) - known)
    if unknown:
        raise CallerError(
            f"lantu.toml: [{section}] has no setting {unknown[0]!r}",
            hint=f"it has {', '.join(sorted(known))}",
        )
    try:
        return kind(**given)
    except (TypeError, ValueError) as error:
        raise CallerError(f"lantu.toml: [{section}]: {error}", hint="mend the value") from error


def spoken_settings(rules: Rules, ranking: studies.RankingPlan) -> tuple[tuple[str, str], ...]:
    """Every setting that shapes a conclusion, as ``lantu.toml`` would say it."""
    return (
        *_spoken("confidence", rules.weights),
        *_spoken("diagnosis", rules, leave_out=("weights",)),
        *_spoken("ranking", ranking),
    )


def _spoken(
    section: str, record: object, leave_out: tuple[str, ...] = ()
) -> tuple[tuple[str, str], ...]:
    said: list[tuple[str, str]] = []
    for each in fields(record):  # type: ignore[arg-type]  # dataclasses all
        value = getattr(record, each.name)
        if each.name in leave_out:
            continue
        if hasattr(value, "items"):
            table = _TABLES.get(each.name, each.name)
            said += [(f"{section}.{table}.{k}", f"{v:g}") for k, v in value.items()]
        else:
            plain = str(value).lower() if isinstance(value, bool) else f"{value}"
            said.append((f"{section}.{each.name}", plain))
    return tuple(said)


_TABLES = {"role_scores": "roles"}
"""Tables of ``lantu.toml`` that are called otherwise than the field they fill."""


def spoken_table(table: InputOutputTable | None) -> tuple[tuple[str, str], ...]:
    """What a blueprint prints of its table: the file and the fingerprint of its figures."""
    if table is None:
        return ()
    told = fingerprint(table.Z, table.Y, table.V, table.x, table.imports)
    return (("economy.table", f"{table.source} sha256:{told}"),)


def spoken_activities(found: Capability | None, place: str) -> tuple[tuple[str, str], ...]:
    """The same of its file of activities, and the place in it."""
    if found is None:
        return ()
    told = fingerprint(found.matrix.values)
    return (
        ("capability.activities", f"{found.matrix.source} sha256:{told}"),
        ("capability.place", place),
    )


def spoken_digital(digital: tuple[DigitalLevels, ...]) -> tuple[tuple[str, str], ...]:
    """The same of the workspace's assessments of firms."""
    return tuple(
        (f"digital.{levels.answers.rubric.code}", f"{levels.source} sha256:{_answered(levels)}")
        for levels in digital
    )


def _answered(levels: DigitalLevels) -> str:
    told = [levels.answers, *([levels.audit] if levels.audit else [])]
    arrays = [
        (each.shares, each.answered.astype(np.float64), each.scenes.astype(np.float64))
        for each in told
    ]
    return fingerprint(*(array for each in arrays for array in each))


def fingerprint(*arrays: NDArray[np.float64]) -> str:
    """Sixteen digits by which equal figures are known."""
    digest = sha256()
    for array in arrays:
        digest.update(np.ascontiguousarray(array).astype("<f8").tobytes())
    return digest.hexdigest()[:16]
