"""A filled form in, an assessment out: whole, or every fault with sheet, row and column."""

from __future__ import annotations

import re
from math import fsum, isfinite
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import PlaceError
from lantu.facts.economy.book import workbook_sheets
from lantu.facts.fault import Spot
from lantu.facts.findings import Findings, rules_of
from lantu.facts.intake.folder import read_bytes
from lantu.facts.limits import MAX_FILE_BYTES
from lantu.facts.maturity.form import ABOUT_FIRM, SHEET, columns_of
from lantu.facts.nearness import near_words
from lantu.model.assessment import UNANSWERED, Assessment, Origin
from lantu.model.roster import Roster
from lantu.model.rubric import Question
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lantu.facts.economy.sheet import Sheet
    from lantu.model.rubric import Node, Rubric, Scene

_BETWEEN = re.compile(r"[、,，;；\s]+")
_NONE = "0"
"""How a ``multi`` says that nothing holds."""


def read_answers(path: str | Path, rubric: Rubric, *, origin: Origin = Origin.SELF) -> Assessment:
    """Read a filled form, whole or not at all.

    A blank cell is an answer that is not on record.

    Args:
        path: An XLSX file with a sheet ``answers``, as :func:`answer_form` writes it.
        rubric: What was asked.
        origin: Whether firms say so, or auditors.

    Raises:
        PlaceError: There is no such file.
        FactsError: It has faults; all are carried.
    """
    place = Path(path)
    if not place.is_file():
        raise PlaceError(f"there is no form at {place}", hint="check the path")
    findings = Findings(
        str(place), rules_of("lantu.facts.maturity"), "mend them; blank cells are no faults"
    )
    data, faults = read_bytes(place, Spot(file=place.name), MAX_FILE_BYTES)
    findings.take(faults)
    findings.stop()
    sheets = workbook_sheets(data or b"", place.name, findings)
    if SHEET not in sheets:
        findings.fail("form.sheet", Spot(file=place.name), "、".join(sheets))
    return _assessment(sheets[SHEET], rubric, origin, findings)


def _assessment(sheet: Sheet, rubric: Rubric, origin: Origin, findings: Findings) -> Assessment:
    at = _columns(sheet, rubric, findings)
    lines = [row for row in range(1, sheet.rows) if any(map(_filled, sheet.cells[row]))]
    if not lines:
        findings.add("form.empty", sheet.spot())
    told = {name: [sheet.text(row, at[name]) for row in lines] for name in ABOUT_FIRM}
    _refuse_firms(sheet, lines, at["firm"], findings)
    shares = np.full((len(lines), len(rubric.items)), np.nan)
    for item, node in enumerate(rubric.items):
        for firm, cell, spot in _cells(sheet, lines, at[node.code], node.code):
            shares[firm, item] = _share(node, cell, spot, findings)
    scenes = np.full((len(lines), len(rubric.scenes)), UNANSWERED, dtype=np.int64)
    for column, scene in enumerate(rubric.scenes):
        for firm, cell, spot in _cells(sheet, lines, at[scene.code], scene.code):
            scenes[firm, column] = _stands(scene, cell, spot, findings)
    findings.stop()
    answered = ~np.isnan(shares)
    names = [name or code for code, name in zip(told["firm"], told["name"], strict=True)]
    return Assessment(
        rubric=rubric,
        origin=origin,
        firms=Roster("firm", tuple(told["firm"]), tuple(Text(name, name) for name in names)),
        segments=tuple(told["segment"]),
        places=tuple(told["place"]),
        shares=np.where(answered, shares, 0.0),
        answered=answered,
        scenes=scenes,
    )


def _cells(
    sheet: Sheet, lines: list[int], column: int, name: str
) -> Iterator[tuple[int, str, Spot]]:
    """The cells of a column that are not blank: firm, text, place."""
    for firm, row in enumerate(lines):
        if cell := sheet.text(row, column):
            yield firm, cell, sheet.spot(row, column, name)


def _filled(cell: str | float) -> bool:
    return bool(cell.strip()) if isinstance(cell, str) else True


def _columns(sheet: Sheet, rubric: Rubric, findings: Findings) -> dict[str, int]:
    known = columns_of(rubric)
    header = [sheet.text(0, at) for at in range(sheet.columns)] if sheet.rows else []
    for position, title in enumerate(header):
        spot = sheet.spot(0, position)
        if title and title not in known:
            findings.add("form.column", spot, title, near=near_words(title, known))
        if title and title in header[:position]:
            findings.add("form.twice", spot, title)
    for column in known:
        if column not in header:
            findings.add("rubric.column", sheet.spot(0), column=column)
    findings.stop()
    return {column: header.index(column) for column in known}


def _refuse_firms(sheet: Sheet, lines: list[int], column: int, findings: Findings) -> None:
    seen: set[str] = set()
    for row in lines:
        code = sheet.text(row, column)
        if not code or code in seen:
            rule = "form.twice" if code else "rubric.blank"
            findings.add(rule, sheet.spot(row, column, ABOUT_FIRM[0]), code)
        seen.add(code)


def _share(node: Node, cell: str, spot: Spot, findings: Findings) -> float:
    """What an answer earns; NaN, with a fault noted, where it is none.

    Of a ``multi``, an option that earns nothing says that no other holds, and stands alone.
    """
    if node.question is Question.NUMBER:
        number = _number(cell)
        if 0 <= number <= node.top:
            return number / node.top
        findings.add("form.number", spot, cell, top=f"{node.top:g}")
        return float("nan")
    earned = {option.key: option.share for option in node.options}
    if node.question is Question.MULTI:
        keys = [] if cell == _NONE else _keys(cell, earned)
        alone = len(keys) <= 1 or all(earned.get(key) for key in keys)
        if alone and len(set(keys)) == len(keys) and set(keys) <= set(earned):
            return min(fsum(earned[key] for key in keys), 1.0)
    elif cell in earned:
        return earned[cell]
    elif node.question is Question.BAND and (share := _banded(node, _number(cell))) is not None:
        return share
    findings.add("form.option", spot, cell, known="、".join(earned))
    return float("nan")


def _keys(cell: str, earned: dict[str, float]) -> list[str]:
    parts = [part for part in _BETWEEN.split(cell) if part]
    if len(parts) == 1 and cell not in earned:
        return list(parts[0])
    return parts


def _banded(node: Node, number: float) -> float | None:
    lowest = min((o.above for o in node.options if o.above is not None), default=None)
    for option in node.options:
        low = float("-inf") if option.above is None else option.above
        high = float("inf") if option.to is None else option.to
        if low < number <= high or number == low == lowest:
            return option.share
    return None


def _stands(scene: Scene, cell: str, spot: Spot, findings: Findings) -> int:
    number = _number(cell)
    if number.is_integer() and 0 <= number <= scene.top:
        return int(number)
    findings.add("form.scene", spot, cell, top=str(scene.top))
    return UNANSWERED


def _number(cell: str) -> float:
    try:
        number = float(cell.removesuffix("%"))
    except ValueError:
        return float("nan")
    return number if isfinite(number) else float("nan")
