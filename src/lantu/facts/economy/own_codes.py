"""The codes of a table in lantu's own layout: listed on a sheet, or taken from its edges."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lantu.facts.economy.layout import CODE_COLUMNS, CODE_KINDS, JOINT, PURPOSES, known
from lantu.facts.economy.purposes import FINALS, PRIMARIES, purpose_of
from lantu.facts.fault import letters
from lantu.model.accounts import FinalUse
from lantu.model.roster import Roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from lantu.facts.economy.findings import Findings
    from lantu.facts.economy.grid import Grid
    from lantu.facts.economy.sheet import Sheet

NOUNS = {
    "region": "region",
    "sector": "sector",
    "final_use": "final use",
    "primary_input": "primary input",
    "satellite": "stressor",
}
"""What a kind of code is called in messages of the model."""


MANY = 2
"""Regions from which on rows are called ``region:sector``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """Everything a table's arrays are labelled with.

    Attributes:
        regions: Regions.
        sectors: Sectors.
        finals: Categories of final use.
        uses: What each is for.
        primaries: Primary inputs.
        stressors: Accounts beside the table; may be empty.
        units: Unit of each.
    """

    regions: Roster
    sectors: Roster
    finals: Roster
    uses: tuple[FinalUse, ...]
    primaries: Roster
    stressors: Roster
    units: tuple[str, ...]

    @property
    def rows(self) -> tuple[str, ...]:
        """Label of each row and column of the flows."""
        return joined(self.regions.codes, self.sectors.codes)

    @property
    def final_columns(self) -> tuple[str, ...]:
        """Label of each column of final use."""
        return joined(self.regions.codes, self.finals.codes)


def joined(regions: Sequence[str], codes: Sequence[str]) -> tuple[str, ...]:
    """``region:code`` region by region; the code alone where there is one region."""
    if len(regions) == 1:
        return tuple(codes)
    return tuple(f"{region}{JOINT}{code}" for region in regions for code in codes)


@dataclass(slots=True)
class _Listed:
    """The rows of sheet ``codes`` of one kind."""

    codes: dict[str, int] = field(default_factory=dict)
    names: list[Text] = field(default_factory=list)
    purposes: list[FinalUse] = field(default_factory=list)
    units: list[str] = field(default_factory=list)

    def roster(self, kind: str) -> Roster:
        return Roster(NOUNS[kind], tuple(self.codes), tuple(self.names))


def listed_codes(sheet: Sheet, findings: Findings) -> Codes:
    """The codes on sheet ``codes``; what is wrong is noted.

    Raises:
        FactsError: There is no column of kinds or of codes, or no sector.
    """
    titles = known(CODE_COLUMNS)
    at = {titles[t]: c for c in range(sheet.columns) if (t := sheet.text(0, c)) in titles}
    for column in ("kind", "code"):
        if column not in at:
            findings.fail("table.code_missing", sheet.spot(name=column), code=column, near="")
    listed = {kind: _Listed() for kind in CODE_KINDS}
    for row in range(1, sheet.rows):
        _note(sheet, row, at, listed, findings)
    if not listed["sector"].codes:
        findings.fail("table.code_missing", sheet.spot(), code="sector", near="")
    findings.stop()
    if not listed["region"].codes:
        listed["region"] = _Listed({"region": 0}, [Text("region", "region")])
    return Codes(
        regions=listed["region"].roster("region"),
        sectors=listed["sector"].roster("sector"),
        finals=listed["final_use"].roster("final_use"),
        uses=tuple(listed["final_use"].purposes),
        primaries=listed["primary_input"].roster("primary_input"),
        stressors=listed["satellite"].roster("satellite"),
        units=tuple(listed["satellite"].units),
    )


def _note(
    sheet: Sheet,
    row: int,
    at: Mapping[str, int],
    listed: Mapping[str, _Listed],
    findings: Findings,
) -> None:
    cells = {name: sheet.text(row, column) for name, column in at.items()}
    if not any(cells.values()):
        return
    kind, code = known(CODE_KINDS).get(cells["kind"]), cells["code"]
    if kind is None:
        spot = sheet.spot(row, at["kind"])
        findings.add("table.code_kind", spot, cells["kind"], known="、".join(CODE_KINDS))
        return
    there = listed[kind]
    if not code:
        findings.add("table.code_blank", sheet.spot(row, at["code"]))
        return
    if code in there.codes:
        other = f"{letters(at['code'])}{there.codes[code] + 1}"
        findings.add("table.code_twice", sheet.spot(row, at["code"]), code, other=other)
        return
    zh, en = cells.get("name_zh", ""), cells.get("name_en", "")
    there.codes[code] = row
    there.names.append(Text(zh or en or code, en or zh or code))
    there.units.append(cells.get("unit", ""))
    purpose = cells.get("purpose", "")
    if kind == "final_use":
        there.purposes.append(_purpose(purpose, code, en or zh))
        if purpose and purpose not in known(PURPOSES):
            spot = sheet.spot(row, at["purpose"])
            findings.add("table.purpose", spot, purpose, known="、".join(PURPOSES))


def _purpose(told: str, code: str, name: str) -> FinalUse:
    if told in known(PURPOSES):
        return FinalUse(known(PURPOSES)[told])
    return FINALS[code].use if code in FINALS else purpose_of(f"{code} {name}")


def derived_codes(grids: Mapping[str, Grid]) -> Codes:
    """The codes at the edges of the sheets, for a table without a sheet ``codes``.

    Where every column of the flows is called ``region:sector`` there are many regions.
    """
    flows, finals = grids["flows"], grids.get("final_use")
    primaries, stressors = grids.get("primary_inputs"), grids.get("satellites")
    regions, sectors = _split(flows.columns)
    _, categories = _split(finals.columns if finals else (), many=len(regions) > 1)
    final = {code: _final_name(finals, code) for code in categories} if finals else {}
    primary = {code: _row_name(primaries, code) for code in primaries.rows} if primaries else {}
    stressor = {code: _row_name(stressors, code) for code in stressors.rows} if stressors else {}
    return Codes(
        regions=_roster("region", {code: Text(code, code) for code in regions}),
        sectors=_roster("sector", {code: _sector_name(flows, code) for code in sectors}),
        finals=_roster("final_use", final),
        uses=tuple(_purpose("", code, name.en) for code, name in final.items()),
        primaries=_roster("primary_input", primary),
        stressors=_roster("satellite", stressor),
        units=("",) * len(stressor),
    )


def _roster(kind: str, names: Mapping[str, Text]) -> Roster:
    return Roster(NOUNS[kind], tuple(names), tuple(names.values()))


def _split(labels: Iterable[str], *, many: bool | None = None) -> tuple[list[str], list[str]]:
    told = list(labels)
    if many is None:
        many = all(JOINT in label for label in told)
    if not many:
        return ["region"], told
    pairs = [label.partition(JOINT) for label in told]
    regions = list(dict.fromkeys(pair[0] for pair in pairs))
    if len(regions) < MANY:
        return ["region"], told
    return regions, list(dict.fromkeys(pair[2] for pair in pairs))


def _sector_name(flows: Grid, code: str) -> Text:
    label = next(each for each in flows.columns if each.endswith(code))
    name = flows.name(column=label) or flows.name(row=label) if label in flows.rows else ""
    return Text(name or code, name or code)


def _final_name(finals: Grid | None, code: str) -> Text:
    if code in FINALS:
        return FINALS[code].name
    label = next((each for each in finals.columns if each.endswith(code)), "") if finals else ""
    name = finals.name(column=label) if finals and label else ""
    return Text(name or code, name or code)


def _row_name(grid: Grid, code: str) -> Text:
    if code in PRIMARIES:
        return PRIMARIES[code]
    name = grid.name(row=code)
    return Text(name or code, name or code)
