"""A workspace and all that can be asked of it: opens facts, asks studies, hands on values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lantu import facts, studies
from lantu.chains import diagnose
from lantu.errors import CallerError, DataError
from lantu.vocab.text import Text
from lantu.workbench.capability.entering import Learning
from lantu.workbench.ranked_lists import ranked_list
from lantu.workbench.settings import (
    read_ranking,
    read_rules,
    spoken_activities,
    spoken_digital,
    spoken_settings,
    spoken_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from lantu.chains import Rules
    from lantu.evidence.exhibits import Blueprint, Ledger, ProductCard
    from lantu.facts import Quarantined, Report, Workspace
    from lantu.model.chain_graph import ChainGraph
    from lantu.model.directory import Directory
    from lantu.model.input_output_table import InputOutputTable
    from lantu.model.scenario import Scenario
    from lantu.reports.write import WrittenFiles
    from lantu.studies.digital import DigitalLevels
    from lantu.studies.stress import Stresses
    from lantu.vocab.text import Language
    from lantu.workbench.capability import ActivityRequest, Capability
    from lantu.workbench.stress import StressAnswer, StressBench, StressRequest

    Progress = Callable[[str, float], None]


@dataclass(frozen=True, kw_only=True)
class Workbench:
    """An opened workspace and everything that can be asked of it.

    Attributes:
        workspace: The checked facts.
        table: The input–output table that the blueprint sets beside them, where there is one.
        activities: The file of activities that it tells from what comes next, where there is one.
        place: The region's code or name in that file.
    """

    workspace: Workspace
    table: InputOutputTable | None = None
    activities: Capability | None = None
    place: str = ""

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

    @cached_property
    def bench(self) -> StressBench:
        """The facts, ready to be struck."""
        from lantu.workbench.stress import StressBench  # noqa: PLC0415 - only blows need it

        return StressBench(
            survey=self.survey,
            facts=self.workspace.content_hash,
            address=self.workspace.address,
        )

    def stress(self, scenario: str | Scenario | StressRequest) -> StressAnswer:
        """Try a scenario, and say what stops, for how long, and who is hit.

        Args:
            scenario: A code on the workspace's shelf, such as ``eda-cut``, the path of a file
                that ends in ``.toml``, a scenario, or any of these with how it is to be tried.

        Raises:
            CallerError: Nothing is called so; a target that the facts do not know; a scenario
                for another engine than the files given.
            DataError: Numbers that make no sense.
            FactsError: A file has faults.
            PlaceError: A file cannot be read or written.
        """
        from lantu.workbench.stress import StressRequest  # noqa: PLC0415 - as above

        asked = scenario
        if not isinstance(asked, StressRequest):
            asked = StressRequest(scenario=asked)
        return self.bench.stress(asked)

    def document(self, cards: tuple[ProductCard, ...]) -> dict[str, Any]:
        """Cards as JSON values, with the methods, rows and pages they name."""
        from lantu.reports.document import document  # noqa: PLC0415 - only programs ask for JSON

        told = document(
            studies.cards_only(cards, self.directory, facts_hash=self.workspace.content_hash)
        )
        return {key: told[key] for key in ("cards", "citations", "methods", "sources")}

    @cached_property
    def upcoming(self) -> studies.NextActivities | None:
        """What the region may do next; None without a file of activities.

        In order of density where there is too little to learn from.

        Raises:
            CallerError: There is no such place in the file.
            DataError: The place has no candidate.
        """
        if self.activities is None:
            return None
        try:
            return self.activities.candidates(self.place, Learning())[0]
        except DataError:
            return self.activities.candidates(self.place, Learning(), by="density")[0]

    def ranked(self, key: str, weights: Mapping[str, float] | None = None) -> Ledger:
        """A ranked list, by other weights than the workspace states where some are given.

        Args:
            key: Which list, such as ``gaps``.
            weights: Weight by criterion; a criterion left out has none.

        Raises:
            CallerError: No such list or criterion, or weights that are negative or all zero.
        """
        return ranked_list(self.survey, key, weights)

    @cached_property
    def portrait(self) -> Blueprint:
        """The blueprint without its stress tests, which take longer than all the rest."""
        return self._composed(None)

    @cached_property
    def digital(self) -> tuple[DigitalLevels, ...]:
        """The workspace's assessments of firms, one a rubric, by the rubric's folder.

        Raises:
            CallerError: A folder that names no rubric and holds none.
            FactsError: A rubric or a form has faults; all are carried.
            PlaceError: A form cannot be read.
        """
        from lantu.workbench.digital import shelved_levels  # noqa: PLC0415 - few assess firms

        return shelved_levels(self.workspace.address)

    @cached_property
    def _blueprint(self) -> Blueprint:
        return self._composed(self.bench.shelved())

    def _composed(self, stresses: Stresses | None) -> Blueprint:
        region = self.directory.region_name
        return studies.blueprint(
            self.survey,
            title=Text(f"{region.zh}产业蓝图", f"Industrial blueprint of {region.en}"),
            facts_hash=self.workspace.content_hash,
            settings=spoken_settings(self.rules, self.ranking)
            + spoken_table(self.table)
            + spoken_activities(self.activities, self.place)
            + spoken_digital(self.digital),
            beside=studies.Beside(
                sectors=studies.Sectors(survey=self.survey, table=self.table)
                if self.table
                else None,
                upcoming=self.upcoming,
                stresses=stresses,
                digital=self.digital,
            ),
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


def open_workspace(
    address: str | Path,
    *,
    table: Path | None = None,
    activities: Path | ActivityRequest | None = None,
    place: str = "",
) -> Workbench:
    """Open a workspace folder, a snapshot, ``postgresql://…?schema=…``, or ``demo``.

    Args:
        address: Where the facts are.
        table: File of an input–output table of one region to set beside them.
        activities: File of activities to tell from what comes next.
        place: The region's code or name in that file.

    Raises:
        CallerError: Activities without a place, or a place that they have not.
        FactsError: The facts or the files have faults; all of them are carried.
        PlaceError: The folder or a file is not there or cannot be read.
        PeerError: The database fails.
    """
    told = _activities(activities, place)
    return Workbench(
        workspace=facts.open_workspace(_located(address)),
        table=None if table is None else _table(table),
        activities=told,
        place=place,
    )


DEMO = "demo"
"""What the packaged facts of Hubei are called by, where no folder is called so."""


def _located(address: str | Path) -> str | Path:
    return facts.demo_path() if str(address) == DEMO and not Path(DEMO).exists() else address


def _table(path: Path) -> InputOutputTable:
    from lantu.facts.economy import read_table  # noqa: PLC0415 - heavy, and few bring a table

    return read_table(path)


def _activities(given: Path | ActivityRequest | None, place: str) -> Capability | None:
    if given is None:
        return None
    from lantu.workbench.capability import (  # noqa: PLC0415 - as above
        ActivityRequest,
        Counting,
        open_activities,
    )

    request = given if isinstance(given, ActivityRequest) else ActivityRequest(path=given)
    if not place:
        raise CallerError(
            f"whose next step is to be told from {request.path.name}?",
            hint="name the region's code or name in the file: --place 420000",
        )
    found = open_activities(request, Counting())
    found.place(place)
    return found


def open_demo(
    *,
    table: Path | None = None,
    activities: Path | ActivityRequest | None = None,
    place: str = "",
) -> Workbench:
    """Open the packaged facts of Hubei; see :func:`open_workspace`."""
    return open_workspace(facts.demo_path(), table=table, activities=activities, place=place)


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
