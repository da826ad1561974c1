"""A workspace and all that can be asked of it: opens facts, asks studies, hands on values."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np

from lantu import facts, studies
from lantu.chains import Rules, diagnose
from lantu.errors import CallerError
from lantu.evidence.confidence import GradeWeights
from lantu.vocab.text import Text
from lantu.vocab.words import FirmRole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from lantu.evidence.exhibits import Blueprint, ProductCard
    from lantu.facts import FactsDiff, Quarantined, Report, Workspace
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.directory import Directory
    from lantu.model.input_output_table import InputOutputTable
    from lantu.reports.write import WrittenFiles
    from lantu.studies import StateChange
    from lantu.vocab.text import Language

    Progress = Callable[[str, float], None]

Record = TypeVar("Record")


@dataclass(frozen=True, kw_only=True)
class Workbench:
    """An opened workspace and everything that can be asked of it.

    Attributes:
        workspace: The checked facts.
        table: The input–output table that the blueprint sets beside them, where there is one.
    """

    workspace: Workspace
    table: InputOutputTable | None = None

    @cached_property
    def graph(self) -> ChainGraph:
        """The product graph."""
        return self.workspace.graph()

    @cached_property
    def directory(self) -> Directory:
        """Places, platforms, projects, series."""
        return self.workspace.directory()

    @cached_property
    def rules(self) -> Rules:
        """Thresholds and weights of the diagnosis, from ``lantu.toml``."""
        return read_rules(self.workspace.sections)

    @cached_property
    def ranking(self) -> studies.RankingPlan:
        """Criteria, weights and draws of the ranked lists, from ``lantu.toml``."""
        return read_ranking(self.workspace.sections)

    @cached_property
    def survey(self) -> studies.Survey:
        """The facts, diagnosed."""
        unfinished = studies.unfinished_projects(self.graph, self.directory, self.rules)
        return studies.Survey(
            graph=self.graph,
            directory=self.directory,
            rules=self.rules,
            ranking=self.ranking,
            diagnosis=diagnose(self.graph, self.directory.region, self.rules, projects=unfinished),
        )

    def diagnose(
        self, chain: str | None = None, *, product: str | None = None
    ) -> tuple[ProductCard, ...]:
        """What lantu says of each product, by product id.

        Args:
            chain: Only this chain's products, such as ``OPTO``.
            product: Only this product, such as ``OC19``.

        Raises:
            CallerError: There is no such chain or product, or the product is of another chain.
        """
        if chain is not None and chain not in self.graph.chain_names:
            raise CallerError(
                f"there is no chain {chain!r}",
                hint=f"the workspace has {', '.join(self.graph.chain_names)}",
            )
        ids = self.graph.products.ids
        wanted = range(len(ids)) if product is None else [ids.at(product)]
        if product is not None and chain not in (None, self.graph.products.chains[wanted[0]]):
            raise CallerError(
                f"product {product!r} is not of chain {chain!r}",
                hint=f"it is of {self.graph.products.chains[wanted[0]]}; leave one of the two out",
            )
        return tuple(
            studies.product_card(self.survey, at)
            for at in wanted
            if chain is None or self.graph.products.chains[at] == chain
        )

    def document(self, cards: tuple[ProductCard, ...]) -> dict[str, Any]:
        """Cards as JSON values, with the methods, rows and pages they name."""
        from lantu.reports.document import document  # noqa: PLC0415 - only programs ask for JSON

        told = document(
            studies.cards_only(cards, self.directory, facts_hash=self.workspace.content_hash)
        )
        return {key: told[key] for key in ("cards", "citations", "methods", "sources")}

    @cached_property
    def _blueprint(self) -> Blueprint:
        region = self.directory.region_name
        return studies.blueprint(
            self.survey,
            title=Text(f"{region.zh}产业蓝图", f"Industrial blueprint of {region.en}"),
            facts_hash=self.workspace.content_hash,
            settings=spoken_settings(self.rules, self.ranking) + spoken_table(self.table),
            sectors=studies.Sectors(survey=self.survey, table=self.table) if self.table else None,
        )

    def blueprint(self) -> Blueprint:
        """Every map, list and card, in one record."""
        return self._blueprint

    def write_blueprint(
        self, folder: Path, *, language: Language = "zh", progress: Progress | None = None
    ) -> WrittenFiles:
        """Write the blueprint's page, lists, maps, JSON and sources into a folder.

        Args:
            folder: Made where it does not exist; foreign files in it stay.
            language: Language of the lists and maps, and what the page speaks first.
            progress: Called with what is being done and how much is done, in [0, 1].

        Raises:
            PlaceError: The folder cannot be written.
        """
        from lantu.reports.write import write_blueprint  # noqa: PLC0415 - drawing is heavy

        tell = progress or _silent
        tell("diagnosis", DIAGNOSED * 0.1)
        drawn = self.blueprint()
        return write_blueprint(
            drawn,
            folder,
            language=language,
            progress=lambda done, all_, name: tell(name, DIAGNOSED + (1 - DIAGNOSED) * done / all_),
        )


DIAGNOSED = 0.3
"""Part of the progress bar that the diagnosis takes."""


def _silent(_what: str, _done: float) -> None:
    pass


def open_workspace(address: str | Path, *, table: Path | None = None) -> Workbench:
    """Open a workspace folder, a snapshot, or ``postgresql://…?schema=…``.

    Args:
        address: Where the facts are.
        table: File of an input–output table of one region to set beside them.

    Raises:
        FactsError: The facts or the table have faults; all of them are carried.
        PlaceError: The folder or the file is not there or cannot be read.
        PeerError: The database fails.
    """
    workspace = facts.open_workspace(address)
    if table is None:
        return Workbench(workspace=workspace)
    from lantu.facts.economy import read_table  # noqa: PLC0415 - heavy, and few bring a table

    return Workbench(workspace=workspace, table=read_table(table))


def open_demo(*, table: Path | None = None) -> Workbench:
    """Open the packaged facts of Hubei, beside a table where one is given."""
    return open_workspace(facts.demo_path(), table=table)


def spoken_table(table: InputOutputTable | None) -> tuple[tuple[str, str], ...]:
    """What a blueprint prints of its table: the file and the fingerprint of its figures."""
    if table is None:
        return ()
    digest = sha256()
    for array in (table.Z, table.Y, table.V, table.x, table.imports):
        digest.update(np.ascontiguousarray(array).astype("<f8").tobytes())
    return (("economy.table", f"{table.source} sha256:{digest.hexdigest()[:16]}"),)


def check(address: str | Path) -> Report:
    """Every fault of a workspace, in file, row and column order."""
    return facts.check(address)


def quarantine(address: str | Path, folder: Path) -> Quarantined:
    """Set faulty rows aside and write what is left as a clean workspace."""
    return facts.quarantine(address, folder)


def new(folder: Path) -> tuple[Path, ...]:
    """Start a workspace; returns the files written."""
    return facts.new_workspace(folder)


def snapshot(address: str | Path) -> Path:
    """Keep an immutable copy of the facts inside the workspace; returns its folder."""
    return facts.save_snapshot(facts.open_workspace(address)).path


def copy(source: str, target: str) -> str:
    """Copy a workspace between a folder and PostgreSQL; returns the target's address."""
    return facts.copy_workspace(source, target)


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What changed between two workspaces.

    Attributes:
        facts: Rows added, removed and changed.
        states: Products whose conclusion changed.
    """

    facts: FactsDiff
    states: tuple[StateChange, ...]

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "facts": [_row_change(change) for change in self.facts.changes],
            "states": [
                {
                    "product": change.product,
                    "name": {"zh": change.name.zh, "en": change.name.en},
                    "before": change.before,
                    "after": change.after,
                    "reasons": [{"zh": r.text.zh, "en": r.text.en} for r in change.reasons],
                }
                for change in self.states
            ],
        }


def diff(old: str | Path, new: str | Path) -> Changes:
    """What changed in the facts and in the conclusions."""
    before, after = open_workspace(old), open_workspace(new)
    return Changes(
        facts=facts.diff(before.workspace, after.workspace),
        states=studies.state_changes(before.survey, after.survey),
    )


def _row_change(change: facts.RowChange) -> dict[str, Any]:
    return {
        "table": change.table,
        "key": change.key,
        "kind": change.kind,
        "reading": change.reading,
        "cells": [{"column": c.column, "before": c.before, "after": c.after} for c in change.cells],
    }


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
