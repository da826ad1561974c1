"""Questions about what places enter next, and how well that can be told."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.complexity.door import forecasts
from lantu.cli.complexity.standing import Activity

if TYPE_CHECKING:
    from lantu.workbench import Answer, Capability, Learning


class Order(StrEnum):
    """What candidates stand in order of."""

    PROBABILITY = "probability"
    DENSITY = "density"


class HeldOut(StrEnum):
    """What the model does not see."""

    PLACES = "places"
    BOTH = "places and activities"


Learn = Annotated[
    tuple[str, str] | None,
    typer.Option(
        "--learn",
        metavar="START END",
        help="由哪两个时期学；不写取最近两个。 The periods to learn from; the last two.",
    ),
]
Below = Annotated[
    float, typer.Option("--below", help="期初优势不足此数算没有。 Not there yet below this.")
]
Reach = Annotated[
    float, typer.Option("--reach", help="期末优势达到此数算进入。 Entered from this on.")
]
Seed = Annotated[int, typer.Option("--seed", min=0, help="随机数种子。 Seed of random numbers.")]


def _learning(learn: tuple[str, str] | None, below: float, reach: float, seed: int) -> "Learning":
    from lantu import workbench  # noqa: PLC0415 - commands load what they need

    test = workbench.EntryTest(below=below, reach=reach)
    return workbench.Learning(window=learn, test=test, seed=seed)


@forecasts.drawn
def next(  # noqa: A001 - the word people type; its options
    opened: "Capability",
    *,
    place: Annotated[str, typer.Option(help="哪个地区：代码或名称。 The place, by code or name.")],
    by: Annotated[
        Order, typer.Option(help="按进入概率，或只按密度。 By probability, or by density alone.")
    ] = Order.PROBABILITY,
    learn: Learn = None,
    below: Below = 0.5,
    reach: Reach = 1.0,
    seed: Seed = 0,
) -> "Answer":
    """一地下一步能做什么：概率、名次区间、密度、复杂度、依托。 What a place may do next."""
    return opened.next(place, _learning(learn, below, reach, seed), by=by.value)


@forecasts.question
def entry(
    opened: "Capability",
    *,
    activity: Activity = "",
    learn: Learn = None,
    below: Below = 0.5,
    reach: Reach = 1.0,
    seed: Seed = 0,
) -> "Answer":
    """谁会进入一项活动，或各地会有几项新的。 Who enters an activity, or how much each place does."""
    return opened.entry(_learning(learn, below, reach, seed), activity)


@forecasts.question
def backtest(  # noqa: PLR0913 - its options
    opened: "Capability",
    *,
    start: Annotated[str, typer.Option(help="检验从何时起。 Where the tested window begins.")],
    end: Annotated[str, typer.Option(help="到何时止。 Where it ends.")],
    held_out: Annotated[
        HeldOut,
        typer.Option(help="模型没见过的：地区，或连活动一起。 What the model has not seen."),
    ] = HeldOut.PLACES,
    calibration: Annotated[
        bool, typer.Option("--calibration", help="列预测与实际。 Show predicted beside observed.")
    ] = False,
    learn: Learn = None,
    below: Below = 0.5,
    reach: Reach = 1.0,
    seed: Seed = 0,
) -> "Answer":
    """回测：模型与不用模型的办法，谁说得准。 How well entry was told, beside what needs no model."""
    return opened.backtest(
        (start, end),
        _learning(learn, below, reach, seed),
        held_out=held_out.value,
        calibration=calibration,
    )
