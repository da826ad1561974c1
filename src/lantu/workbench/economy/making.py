"""Tables made of a table: told by other sectors, of a region, mended; written where asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, cast, get_args

import numpy as np

from lantu import flows
from lantu.errors import CallerError, DataError
from lantu.facts import economy
from lantu.flows.regional import OUTFLOW
from lantu.vocab.text import Text
from lantu.workbench.answers import RATIO, SHARE, Column, Figure
from lantu.workbench.economy.opened import Opened
from lantu.workbench.economy.tables import repaired

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.model.concordance import Concordance
    from lantu.vocab.correspondence import CodeList
    from lantu.workbench.answers import Answer
    from lantu.workbench.economy.tables import TableRequest

    Floats = NDArray[np.float64]

MethodName: TypeAlias = Literal["slq", "cilq", "flq", "aflq", "pool", "charm"]
"""Ways to a region's table."""

KNOWN = {
    "output": "总产出",
    "employment": "就业",
    "national_employment": "全国就业",
    "value_added": "增加值",
    "net_outflow": "净流出",
}
"""Columns of a file that says what is known of a region, with their Chinese names."""


class Making(Opened):
    """Tables made of this one."""

    __slots__ = ()

    def aggregate(self, by: str, out: Path) -> Answer:
        """This table told by other sectors, written to ``out``.

        Args:
            by: A file of pairs, or a packaged correspondence such as ``io153:io42``.
            out: Where to; see :func:`~lantu.facts.economy.write_table`.

        Raises:
            CallerError: No such correspondence.
            DataError: A sector has no pair, or splits without shares.
            FactsError: The file of pairs has faults.
            PlaceError: A file cannot be read or written.
        """
        found = flows.aggregate(self.table, _concordance(by))
        size = Text(
            f"{len(self.table.sectors)} 个部门合为 {len(found.sectors)} 个",
            f"{len(self.table.sectors)} sectors became {len(found.sectors)}",
        )
        return self._written(
            "aggregate",
            found,
            out,
            columns=[
                _column("output", found.x, found.unit),
                _column("value_added", found.value_added, found.unit),
            ],
            notes=[size],
        )

    def regionalise(
        self, known: Path, out: Path, *, code: str, name: str = "", method: flows.Method
    ) -> Answer:
        """A region's table estimated from this one, the nation's; written to ``out``.

        Args:
            known: A file of what is known of the region: a sector a row, and columns of
                :data:`KNOWN`: ``output``, or else ``employment``.
            out: Where to; see :func:`~lantu.facts.economy.write_table`.
            code: The region's code.
            name: Its name; the code where left out.
            method: How; see :func:`region_method`.

        Raises:
            CallerError: This table has several regions.
            DataError: A sector has no figure, or figures that no region can have.
            FactsError: The file has faults.
            PlaceError: A file cannot be read or written.
        """
        found = flows.regionalise(self.table, self._region(known, code, name or code), method)
        table = found.table
        columns = [
            _column("output", table.x, table.unit),
            _column("inside", _bought_inside(found), SHARE),
            _column("inflow", found.inflow, table.unit),
            _column("foreign", found.foreign, table.unit),
            _column("outflow", table.Y[:, table.finals.at(OUTFLOW)], table.unit),
        ]
        notes = [_ALL_OUTSIDE] if isinstance(method, flows.Charm) else _capped(found)
        return self._written("regionalise", table, out, columns=columns, notes=notes)

    def _region(self, known: Path, code: str, name: str) -> flows.Region:
        told = economy.read_figures(known, self.table.sectors.codes, KNOWN)
        given = {key: self._whole(known, key, values) for key, values in told.items()}
        if "output" not in given and "employment" not in given:
            raise DataError(
                f"{known.name} says neither output nor employment",
                hint="give a column output (总产出), or employment (就业)",
            )
        output = given.get("output")
        if output is None:
            output = self._from_jobs(given["employment"], given.get("national_employment"))
        return flows.Region(
            code=code,
            name=Text(name, name),
            output=output,
            value_added=given.get("value_added"),
            net_outflow=given.get("net_outflow"),
        )

    def _whole(self, file: Path, column: str, values: Sequence[float | None]) -> Floats:
        """A column with a figure for every sector."""
        codes = self.table.sectors.codes
        absent = [code for code, value in zip(codes, values, strict=True) if value is None]
        if absent:
            more = f" and {len(absent) - _SHOWN} more" if len(absent) > _SHOWN else ""
            raise DataError(
                f"{file.name} has no {column} for {', '.join(absent[:_SHOWN])}{more}",
                hint="absent is not zero: write 0 where the region has none",
            )
        return np.array(values, dtype=np.float64)

    def _from_jobs(self, here: Floats, nation: Floats | None) -> Floats:
        """The nation's output times the region's part of each sector's jobs."""
        if nation is None:
            raise DataError(
                "employment of the region alone says nothing of its output",
                hint="add a column national_employment (全国就业), or give output (总产出)",
            )
        strange = np.flatnonzero((nation <= 0) & (here > 0) | (here > nation))
        if len(strange):
            raise DataError(
                f"the region has more jobs than the nation in {self.table.labels[strange[0]]}",
                hint="both columns must count the same thing in the same unit",
            )
        part: Floats = np.divide(here, nation, out=np.zeros_like(here), where=nation > 0)
        return self.table.x * part

    def _written(
        self,
        question: str,
        table: flows.InputOutputTable,
        out: Path,
        *,
        columns: Sequence[Column],
        notes: Sequence[Text],
    ) -> Answer:
        place = economy.write_table(table, out)
        asked = replace(self, table=table)
        return asked.answer(question, columns, notes=[*notes, _said_written(place)])


def repair_table(request: TableRequest, out: Path) -> Answer:
    """A table brought into balance by GRAS, written to ``out``, and what had to change.

    Raises:
        DataError: Rows and columns cannot be met.
        LantuError: As for :meth:`~lantu.workbench.TableRequest.draft`; or the place cannot be
            written.
    """
    mended, report = repaired(request.draft())
    table = mended.table(request.tolerance)
    place = economy.write_table(table, out)
    values = {
        "change": report.row_changes + report.column_changes,
        "row_gap": report.row_gaps,
        "column_gap": report.column_gaps,
        "row_change": report.row_changes,
        "column_change": report.column_changes,
    }
    return Opened(table=table).answer(
        "repair",
        [_column(key, each, table.unit) for key, each in values.items()],
        figures=[
            Figure(key="moved", name=Text("改动", "moved"), value=report.moved, unit=SHARE),
            Figure(
                key="iterations",
                name=Text("迭代次数", "rounds"),
                value=report.iterations,
                unit=RATIO,
            ),
        ],
        notes=[_said_written(place)],
        formula="min Σ|a|·(z·ln(z/e)), z = x/a (GRAS)",
    )


def region_method(name: MethodName, delta: float | None = None) -> flows.Method:
    """A method by its name.

    Args:
        name: Which.
        delta: ``δ`` of FLQ and AFLQ; that of least measured bias where left out.

    Raises:
        CallerError: No such method, or a ``δ`` for one that has none.
    """
    plain: dict[str, flows.Method] = {
        "slq": flows.SLQ(),
        "cilq": flows.CILQ(),
        "pool": flows.Pool(),
        "charm": flows.Charm(),
    }
    if name in plain and delta is not None:
        raise CallerError(f"{name} takes no delta", hint="flq and aflq do")
    if name == "flq":
        return flows.FLQ(_DELTAS["flq"] if delta is None else delta)
    if name == "aflq":
        return flows.AFLQ(_DELTAS["aflq"] if delta is None else delta)
    if name not in plain:
        raise CallerError(
            f"there is no method {name!r}", hint=f"one of {', '.join(get_args(MethodName))}"
        )
    return plain[name]


def _concordance(by: str) -> Concordance:
    source, joint, target = by.partition(":")
    if joint and not Path(by).exists():
        return flows.packaged_concordance(cast("CodeList", source), cast("CodeList", target))
    return economy.read_concordance(by)


def _bought_inside(found: flows.Regionalised) -> Floats:
    """Part of the home use of each product that comes from the region itself."""
    table = found.table
    inside = table.Z.sum(axis=1) + table.final - table.final_for(flows.FinalUse.EXPORT)
    if table.imported is None:
        inside = inside - table.imports
        elsewhere = table.imports
    else:
        elsewhere = table.imported.Z.sum(axis=1) + table.imported.Y.sum(axis=1)
    whole = inside + elsewhere
    part: Floats = np.divide(inside, whole, out=np.zeros_like(whole), where=whole > 0)
    return np.clip(part, 0.0, 1.0)


def _capped(found: flows.Regionalised) -> list[Text]:
    count = int((found.capped < 1).sum())
    return [
        Text(
            f"{count} 个部门的区内销售超过产出，按产出缩减",
            f"sales inside of {count} sectors exceeded output and were scaled down to it",
        )
    ] * bool(count)


def _said_written(place: Path) -> Text:
    return Text(f"已写到 {place}", f"written to {place}")


def _column(key: str, values: Floats, unit: str) -> Column:
    return Column(key=key, name=_NAMES[key], values=values, unit=unit)


_NAMES = {
    "output": Text("总产出", "output"),
    "value_added": Text("增加值", "value added"),
    "inside": Text("区内自给", "from inside"),
    "inflow": Text("国内流入", "from the rest of the country"),
    "foreign": Text("进口", "from abroad"),
    "outflow": Text("国内流出", "to the rest of the country"),
    "change": Text("改动", "changed"),
    "row_gap": Text("原行差", "row was off by"),
    "column_gap": Text("原列差", "column was off by"),
    "row_change": Text("行改动", "changed in row"),
    "column_change": Text("列改动", "changed in column"),
}
_DELTAS = {"flq": 0.025, "aflq": 0.1}
"""Tested values of least bias of output multipliers; see :mod:`lantu.flows.measured_errors`."""

_ALL_OUTSIDE = Text(
    "CHARM 不分国内国外：流入、流出都含进出口",
    "CHARM does not tell the country from abroad: both flows hold foreign trade",
)

_SHOWN = 5
"""Sectors a message names before it counts the rest."""
