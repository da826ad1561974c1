"""The doors of ``lantu complexity …``: one file, how it is read, and what counts in it."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from lantu.cli.questions import Door, Options

if TYPE_CHECKING:
    from lantu.workbench import ActivityRequest, Capability, Counting

app = typer.Typer(
    help="能力：比较优势、复杂度、关联度，下一步能做什么。 Capability: advantage, complexity, relatedness, what next.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Unlisted(StrEnum):
    """What a cell without a row is."""

    ABSENT = "absent"
    ZERO = "zero"


class Measure(StrEnum):
    """What is held against the threshold."""

    RCA = "rca"
    PER_HEAD = "per-head"
    EITHER = "either"
    VALUES = "values"


class Near(StrEnum):
    """How proximity is measured."""

    CONDITIONAL = "conditional"
    LARGEST = "largest"
    COSINE = "cosine"
    JACCARD = "jaccard"
    CORRELATION = "correlation"
    JOINT = "joint"
    ADVANTAGE_CORRELATION = "advantage-correlation"
    ADVANTAGE_COSINE = "advantage-cosine"


class Conventions(StrEnum):
    """Whose signs and scales."""

    LANTU = "lantu"
    ECOMPLEXITY = "ecomplexity"
    ECONCOMPLEX = "econcomplex"
    ECONOMIC_COMPLEXITY = "economic-complexity"


File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="活动表：CSV、XLSX 或 Parquet。 A file of places and activities."
    ),
]
Target = Annotated[
    Path,
    typer.Argument(metavar="OUT", help="写到这里：.csv、.parquet 或 .xlsx。 Where to write."),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--columns",
        metavar="PART=HEADER",
        help="表头不认得时指明，如 place=czone；可多次。 A header that is not known, such as place=czone.",
    ),
]
Absence = Annotated[
    Unlisted,
    typer.Option(
        "--unlisted", help="没有列出的格：没有记录，还是零。 What is not listed: unknown or none."
    ),
]
Counted = Annotated[str, typer.Option("--measure", help="数的是什么，如 出口额。 What is counted.")]
Unit = Annotated[str, typer.Option("--unit", help="单位，如 万元。 Its unit.")]

Period = Annotated[str, typer.Option("--period", help="哪个时期；不写取最后一个。 The period.")]
Test = Annotated[
    Measure,
    typer.Option(
        "--test",
        help="怎样算有：比较优势、人均、任一，或数值本身。 What makes it present.",
    ),
]
Threshold = Annotated[
    float, typer.Option("--threshold", help="达到多少算有。 What the test has to reach.")
]
Floor = Annotated[
    float, typer.Option("--floor", help="数额也要达到多少。 Least amount of a cell as well.")
]
Window = Annotated[
    int, typer.Option("--window", min=1, help="取最近几期的平均。 Mean over so many periods.")
]
Held = Annotated[
    int, typer.Option("--held", min=1, help="连续几期达到才算有。 Periods in a row it must reach.")
]
MinimumTotal = Annotated[
    float,
    typer.Option("--minimum-total", min=0, help="合计少于此的地区不计入。 Least total of a place."),
]
MinimumPopulation = Annotated[
    float,
    typer.Option(
        "--minimum-population", min=0, help="人口少于此的地区不计入。 Least population of a place."
    ),
]
MinimumRecorded = Annotated[
    float,
    typer.Option(
        "--minimum-recorded",
        min=0,
        max=1,
        help="有记录的格少于此比例的地区不计入。 Least share of cells on record.",
    ),
]
MinimumDiversity = Annotated[
    int,
    typer.Option(
        "--minimum-diversity", min=1, help="有优势的活动少于此的地区不计入。 Fewest activities."
    ),
]
MinimumUbiquity = Annotated[
    int,
    typer.Option(
        "--minimum-ubiquity", min=1, help="有优势的地区少于此的活动不计入。 Fewest places."
    ),
]
Kind = Annotated[
    Near, typer.Option("--proximity", help="邻近度怎样量。 How proximity is measured.")
]
Convention = Annotated[
    Conventions,
    typer.Option("--convention", help="用谁的符号和尺度约定。 Whose signs and scales."),
]

READING: Options = {
    "columns": (Columns, None),
    "unlisted": (Absence, Unlisted.ABSENT),
    "measure": (Counted, ""),
    "unit": (Unit, ""),
}
"""Options of every command that reads a file of activities."""

PRESENCE: Options = {
    "test": (Test, Measure.RCA),
    "threshold": (Threshold, 1.0),
    "floor": (Floor, 0.0),
    "window": (Window, 1),
    "held": (Held, 1),
}
"""When a place counts as doing an activity."""

RULES: Options = {
    "minimum_total": (MinimumTotal, 0.0),
    "minimum_population": (MinimumPopulation, 0.0),
    "minimum_recorded": (MinimumRecorded, 0.0),
    "minimum_diversity": (MinimumDiversity, 1),
    "minimum_ubiquity": (MinimumUbiquity, 1),
}
"""Who is left out."""

COUNTING: Options = {
    "period": (Period, ""),
    **PRESENCE,
    **RULES,
    "kind": (Kind, Near.CONDITIONAL),
    "convention": (Convention, Conventions.LANTU),
}
"""Options of every command that measures."""


def _reading(path: Path, **options: Any) -> "ActivityRequest":
    from lantu import workbench  # noqa: PLC0415 - commands load what they need

    columns = options.pop("columns") or ()
    unlisted = options.pop("unlisted").value
    return workbench.ActivityRequest(path=path, columns=columns, unlisted=unlisted, **options)


def _counting(path: Path, **options: Any) -> "tuple[ActivityRequest, Counting]":
    from lantu import workbench  # noqa: PLC0415

    read = {name: options.pop(name) for name in READING}
    test = {name: options.pop(name) for name in PRESENCE}
    rules = {name: options.pop(name) for name in RULES}
    return _reading(path, **read), workbench.Counting(
        period=options["period"],
        test=workbench.PresenceTest(measure=test.pop("test").value, **test),
        rules=workbench.Rules(**rules),
        kind=options["kind"].value,
        convention=options["convention"].value,
    )


def _entering(path: Path, **options: Any) -> "tuple[ActivityRequest, Counting]":
    from lantu import workbench  # noqa: PLC0415

    read = {name: options.pop(name) for name in READING}
    rules = workbench.Rules(minimum_total=options["minimum_total"])
    return _reading(path, **read), workbench.Counting(period=options["period"], rules=rules)


def _asking(path: Path, *, period: str, **options: Any) -> "tuple[ActivityRequest, Counting]":
    from lantu import workbench  # noqa: PLC0415

    return _reading(path, **options), workbench.Counting(period=period)


def _opened(request: "tuple[ActivityRequest, Counting]") -> "Capability":
    from lantu import workbench  # noqa: PLC0415

    return workbench.open_activities(*request)


def _opened_whole(request: "ActivityRequest") -> "Capability":
    from lantu import workbench  # noqa: PLC0415

    return workbench.open_activities(request, workbench.Counting())


files = Door(app=app, file=File, reading=READING, request=_reading, opened=_opened_whole)
"""Commands that take the file as it is, all its periods."""

panels = Door(
    app=app,
    file=File,
    reading={**READING, "period": (Period, "")},
    request=_asking,
    opened=_opened,
)
"""Commands that count one period, whoever has an advantage."""

door = Door(app=app, file=File, reading={**READING, **COUNTING}, request=_counting, opened=_opened)
"""Commands that measure."""

forecasts = Door(
    app=app,
    file=File,
    reading={**READING, "period": (Period, ""), "minimum_total": (MinimumTotal, 0.0)},
    request=_entering,
    opened=_opened,
)
"""Commands that tell what places enter."""
