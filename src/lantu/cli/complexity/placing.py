"""Questions about where activities are done, and how places grow."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.complexity.door import files, panels
from lantu.cli.complexity.standing import Activity, Place, Side

if TYPE_CHECKING:
    from lantu.workbench import Answer, Capability


@files.drawn
def shift_share(
    opened: "Capability",
    *,
    place: Place = "",
    start: Annotated[
        str, typer.Option("--from", help="从哪个时期；不写取第一个。 From which period on.")
    ] = "",
    end: Annotated[
        str, typer.Option("--to", help="到哪个时期；不写取最后一个。 Up to which period.")
    ] = "",
    dynamic: Annotated[
        bool,
        typer.Option("--dynamic", help="逐期分解再相加。 Step by step, and added up."),
    ] = False,
    parts: Annotated[
        bool,
        typer.Option(
            "--parts", help="偏离再分为竞争力与配置。 Part the regional shift in its two."
        ),
    ] = False,
) -> "Answer":
    """偏离—份额：增长归于全部、结构，还是本地。 What growth is put down to."""
    return opened.shift_share(place, start=start, end=end, dynamic=dynamic, parted=parts)


@panels.question
def location(
    opened: "Capability",
    *,
    place: Place = "",
    activity: Activity = "",
    of: Annotated[
        Side, typer.Option(help="地区的专业化，或活动的地方化。 Of places or of activities.")
    ] = Side.PLACES,
) -> "Answer":
    """区位商、专业化与地方化。 Location quotients, specialisation and localisation."""
    return opened.location(place, activity, of=of.value)


@panels.question
def agglomeration(
    opened: "Capability",
    *,
    plants: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="企业清单：地区、活动、规模。 A row for each plant, with its size."
        ),
    ] = None,
    herfindahl: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="各活动的赫芬达尔指数或企业数。 Herfindahl or number of plants by activity.",
        ),
    ] = None,
) -> "Answer":
    """集聚：除去企业大小，活动是否还扎堆（埃利森—格莱泽）。 Crowding beyond the size of plants."""
    return opened.agglomeration(plants, herfindahl)
