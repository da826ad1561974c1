"""A rubric's folder in, a rubric out: whole, or every fault with file, row and column."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from math import isnan
from pathlib import Path

from lantu.errors import CallerError, PlaceError
from lantu.facts.fault import Spot
from lantu.facts.findings import Findings, rules_of
from lantu.facts.intake.folder import read_bytes
from lantu.facts.maturity.pages import Row, rows_of
from lantu.model.rubric import Action, Level, Node, Option, Question, Rubric, Rule, Scene
from lantu.vocab.text import Text
from lantu.vocab.words import Grade

MOST_BYTES = 1 << 22
"""Size of one table: a thousand items with ten answers each take about 2 MB."""

RUBRICS = (
    "gbt39116_discrete",
    "gbt39116_process",
    "sme_2022_manufacturing",
    "sme_2022_other",
    "sme_2022_services",
    "sme_2024",
)
"""Codes of the packaged rubrics."""

ITEMS = [
    "code",
    "name_zh",
    "name_en",
    "parent",
    "weight_pct",
    "question",
    "top",
    "action",
    "confidence",
    "source",
]
OPTIONS = ["item", "option", "label_zh", "label_en", "score_pct", "above", "to", "confidence"]
LEVELS = ["level", "name_zh", "name_en", "score", "scenes", "constrained", "confidence"]
SCENES = [
    "code",
    "name_zh",
    "name_en",
    "group_zh",
    "group_en",
    "constrained",
    "levels",
    "action",
    "confidence",
]
RULES = ["item", "above", "scenes_at", "reason_zh", "reason_en"]
ABOUT = ["item", "value"]


@cache
def packaged_rubric(code: str) -> Rubric:
    """A rubric that lantu carries.

    Raises:
        CallerError: There is none of this code.
    """
    if code not in RUBRICS:
        raise CallerError(
            f"there is no packaged rubric {code!r}",
            hint=f"there are {', '.join(RUBRICS)}; read_rubric reads one of your own",
        )
    with as_file(files("lantu.facts.maturity").joinpath("rubrics", code)) as folder:
        return read_rubric(folder)


def read_rubric(folder: str | Path) -> Rubric:
    """Read a rubric, whole or not at all.

    Args:
        folder: Holds ``about.csv``, ``items.csv`` and ``levels.csv``, and where needed
            ``options.csv``, ``scenes.csv`` and ``rules.csv``.

    Raises:
        PlaceError: There is no such folder.
        FactsError: Cells have faults; all are carried.
        DataError: Its cells are fine but no firm can be measured by it, such as weights
            that do not sum to 100 %.
    """
    place = Path(folder)
    if not place.is_dir():
        raise PlaceError(f"there is no folder of a rubric at {place}", hint="check the path")
    findings = Findings(
        str(place), rules_of("lantu.facts.maturity"), "mend them in the tables of the rubric"
    )
    tables = {
        "about": _rows(place, "about", ABOUT, findings),
        "items": _rows(place, "items", ITEMS, findings),
        "levels": _rows(place, "levels", LEVELS, findings),
        "options": _rows(place, "options", OPTIONS, findings, needed=False),
        "scenes": _rows(place, "scenes", SCENES, findings, needed=False),
        "rules": _rows(place, "rules", RULES, findings, needed=False),
    }
    findings.stop()
    return _rubric(tables, findings)


def _rows(
    place: Path, table: str, columns: list[str], findings: Findings, *, needed: bool = True
) -> list[Row]:
    file = f"{table}.csv"
    if not (place / file).exists():
        if needed:
            findings.add("rubric.file", Spot(file=file), columns=", ".join(columns))
        return []
    data, faults = read_bytes(place / file, Spot(file=file), MOST_BYTES)
    findings.take(faults)
    return [] if data is None else list(rows_of(data, file, columns, findings))


def _rubric(tables: dict[str, list[Row]], findings: Findings) -> Rubric:
    about = {row.cells["item"]: row for row in tables["about"]}
    for key in ("code", "name_zh", "name_en", "edition", "scale"):
        if key not in about:
            findings.fail("rubric.blank", Spot(file="about.csv", column=key))
    nodes = _nodes(tables["items"], _options(tables))
    levels = tuple(_level(row) for row in tables["levels"])
    scenes = tuple(_scene(row) for row in tables["scenes"])
    rules = tuple(_rule(row, {node.code for node in nodes}) for row in tables["rules"])
    scale = about["scale"].amount("value")
    findings.stop()
    return Rubric(
        code=about["code"].text("value"),
        name=Text(about["name_zh"].text("value"), about["name_en"].text("value")),
        edition=about["edition"].text("value"),
        scale=scale,
        nodes=nodes,
        levels=levels,
        scenes=scenes,
        rules=rules,
    )


def _options(tables: dict[str, list[Row]]) -> dict[str, list[Option]]:
    found: dict[str, list[Option]] = {row.cells["code"]: [] for row in tables["items"]}
    for row in tables["options"]:
        if row.cells["item"] not in found:
            row.fault("rubric.item", "item")
            continue
        found[row.cells["item"]].append(
            Option(
                key=row.text("option"),
                label=_name(row, "label"),
                share=row.amount("score_pct") / 100,
                above=row.bound("above"),
                to=row.bound("to"),
                grade=_grade(row),
            )
        )
    return found


def _nodes(rows: list[Row], options: dict[str, list[Option]]) -> tuple[Node, ...]:
    told = [row.number_or("weight_pct", float("nan")) for row in rows]
    under: dict[str, list[float]] = {}
    for row, percent in zip(rows, told, strict=True):
        under.setdefault(row.cells["parent"], []).append(percent)
    nodes = []
    for row, percent in zip(rows, told, strict=True):
        siblings = under[row.cells["parent"]]
        if not row.cells["weight_pct"] and not all(isnan(each) for each in siblings):
            row.fault("rubric.some", "weight_pct")
        weight = 1 / len(siblings) if isnan(percent) else percent / 100
        nodes.append(_node(row, weight, options[row.cells["code"]]))
    return tuple(nodes)


def _node(row: Row, weight: float, options: list[Option]) -> Node:
    return Node(
        code=row.text("code"),
        name=_name(row, "name"),
        parent=row.cells["parent"],
        weight=weight,
        assumed=not row.cells["weight_pct"],
        question=row.word("question", Question),
        top=row.number_or("top", 1.0),
        options=tuple(options),
        action=row.word("action", Action),
        grade=_grade(row),
        source=row.cells["source"],
    )


def _level(row: Row) -> Level:
    return Level(
        name=_name(row, "name"),
        score=row.amount("score"),
        scenes=row.count("scenes"),
        constrained=row.count("constrained"),
        grade=_grade(row),
    )


def _scene(row: Row) -> Scene:
    return Scene(
        code=row.text("code"),
        name=_name(row, "name"),
        group=_name(row, "group"),
        constrained=bool(row.count("constrained")),
        top=row.count("levels"),
        action=row.word("action", Action),
        grade=_grade(row),
    )


def _rule(row: Row, codes: set[str]) -> Rule:
    for column in ("item", "above"):
        if row.cells[column] and row.cells[column] not in codes:
            row.fault("rubric.item", column)
    return Rule(
        item=row.text("item"),
        above=row.cells["above"],
        scenes_at=row.count("scenes_at"),
        reason=_name(row, "reason"),
    )


def _name(row: Row, stem: str) -> Text:
    return Text(row.text(f"{stem}_zh"), row.text(f"{stem}_en"))


def _grade(row: Row) -> Grade:
    _ = row.text("confidence")
    return row.word("confidence", Grade) or Grade.D
