"""A workspace's facts, ready to be struck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from lantu.facts.scenarios import find_scenario, shelf, write_scenario_template
from lantu.model.scenario import Engine, Hit, Scenario, Target
from lantu.shocks.chain.breaks import break_of
from lantu.shocks.chain.ground import Ground, ground
from lantu.studies.stress import Stresses, chain_test
from lantu.studies.stress_failures import Weak, weak_points
from lantu.studies.stress_tried import Tried
from lantu.workbench.answers import both
from lantu.workbench.batches import BatchRequest, ChainTrial, run_batch
from lantu.workbench.stress.given import Words, scenario_of_words
from lantu.workbench.stress.requests import StressRequest
from lantu.workbench.stress.telling import StressAnswer

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from lantu.studies import Survey
    from lantu.workbench.batches.results import Tried as Outcomes

TRIED = 0.8
"""Part of the progress bar that the draws take."""


SHELVED = 48
"""Draws of each scenario in a blueprint: bands that steady the eye, within some seconds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A scenario of the shelf.

    Attributes:
        code: What it is called by.
        scenario: What it says; None where its file cannot be read.
        trouble: Why not.
    """

    code: str
    scenario: Scenario | None
    trouble: str = ""

    def record(self) -> dict[str, Any]:
        """As JSON values."""
        found = self.scenario
        return {
            "scenario": self.code,
            "name": both(found.name) if found else None,
            "about": both(found.about) if found and found.about else None,
            "engine": str(found.engine) if found else None,
            "days": found.days if found else None,
            "trouble": self.trouble,
        }


@dataclass(frozen=True, kw_only=True)
class StressBench:
    """What a stress test starts from.

    Attributes:
        survey: The diagnosed facts.
        facts: Their hash.
        address: Where they are; a folder may hold scenarios.
    """

    survey: Survey
    facts: str
    address: str

    @cached_property
    def ground(self) -> Ground:
        """The chains, ready to be struck."""
        return ground(self.survey.graph, self.survey.directory.region, rules=self.survey.rules)

    @cached_property
    def trial(self) -> ChainTrial:
        """The chains as what a batch tries; worlds once drawn are kept."""
        return ChainTrial(ground=self.ground, facts=self.facts)

    @cached_property
    def weak(self) -> Weak:
        """The worst failures of the region."""
        return weak_points(self.survey)

    def listed(self) -> tuple[Listed, ...]:
        """Every scenario of the workspace, by code.

        Raises:
            CallerError: There are too many.
            PlaceError: The shelf cannot be listed.
        """
        return tuple(
            Listed(
                code=each.code,
                scenario=each.scenario,
                trouble="" if each.trouble is None else str(each.trouble),
            )
            for each in shelf(self.address)
        )

    def example(self, path: Path) -> Path:
        """Write a scenario to fill in, which cuts the first product of the workspace.

        Raises:
            CallerError: The name does not end in ``.toml``.
            PlaceError: The place cannot be written.
        """
        first = self.survey.graph.products.ids.labels[0]
        return write_scenario_template(path, Target(kind=Hit.PRODUCT, code=first))

    def scenario(self, request: StressRequest) -> Scenario:
        """The scenario that is asked for.

        Raises:
            CallerError: Nothing is called so, or words that tell none.
            DataError: Numbers that are out of their bounds.
            FactsError: The file has faults.
            PlaceError: It cannot be read.
        """
        asked = request.scenario
        if isinstance(asked, Words):
            found = scenario_of_words(asked)
        elif isinstance(asked, Scenario):
            found = asked
        else:
            found = find_scenario(self.address, asked)
        return request.changed(found)

    def stress(self, request: StressRequest) -> StressAnswer:
        """Try a scenario, and say what comes of it.

        Raises:
            CallerError: Nothing is called so; a target that the facts do not know; a scenario
                for another engine than the files given.
            DataError: Numbers that make no sense.
            FactsError: A file has faults.
            PeerError: The cluster is away or gives up.
            PlaceError: A file cannot be read or written.
        """
        scenario = self.scenario(request)
        return self._chains(scenario, request)

    def _chains(self, scenario: Scenario, request: StressRequest) -> StressAnswer:
        (tried,) = self.tried([scenario], request)
        request.progress("failures", TRIED)
        test = chain_test(tried, self.weak if request.weak else None)
        return StressAnswer(test=test, directory=self.survey.directory, facts=self.facts)

    def tried(self, scenarios: Sequence[Scenario], request: StressRequest) -> tuple[Tried, ...]:
        """Scenarios tried on the chains, as often as asked.

        Raises:
            CallerError: As for :meth:`stress`.
        """
        points = [break_of(self.ground, each) for each in scenarios]
        drawn = tuple(scenarios)
        if request.draws == 0:
            drawn = tuple(replace(each.settled(), doubt=False) for each in scenarios)
        batch = run_batch(
            BatchRequest(
                scenarios=drawn,
                trial=self.trial,
                draws=request.draws or None,
                workers=request.workers,
                cluster=request.cluster,
                checkpoint=request.checkpoint,
                progress=lambda what, done: request.progress(what, TRIED * done),
                cancelled=request.cancelled,
            )
        )
        return tuple(
            _told(self.survey, each, point, found)
            for each, point, found in zip(scenarios, points, batch.tried, strict=True)
        )

    def shelved(self, draws: int = SHELVED) -> Stresses | None:
        """The scenarios of the shelf that strike chains, for a blueprint; None where none does.

        Args:
            draws: How often each is tried.

        Raises:
            CallerError: A target that the facts do not know.
            FactsError: A file has faults.
            PlaceError: A file cannot be read.
        """
        shelved = shelf(self.address)
        if trouble := next((each.trouble for each in shelved if each.trouble), None):
            raise trouble
        wanted = [each.scenario for each in shelved if each.scenario]
        struck = [each for each in wanted if each.engine is Engine.CHAIN]
        if not struck:
            return None
        tried = self.tried(struck, StressRequest(scenario="", draws=draws))
        return Stresses(tried=tried, weak=self.weak)


def _told(survey: Survey, scenario: Scenario, point: Any, found: Outcomes) -> Tried:
    return Tried(
        survey=survey,
        scenario=scenario,
        point=point,
        lost=found.values["products"],
        own=found.values["own"],
        by_day=found.values["by_day"],
        blows=found.values["blows"],
        failed=len(found.failures),
    )
