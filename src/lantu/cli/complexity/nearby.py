"""Questions about what goes together."""

from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.complexity.door import door
from lantu.cli.complexity.standing import Activity, Place

if TYPE_CHECKING:
    from lantu.workbench import Answer, Capability


@door.question
def proximity(opened: "Capability", *, activity: Activity = "") -> "Answer":
    """邻近度：与一项活动相伴的，或最邻近的各对。 What goes together with an activity, or in pairs."""
    return opened.proximity(activity)


@door.question
def density(
    opened: "Capability",
    *,
    place: Place = "",
    activity: Activity = "",
    nearest: Annotated[
        int,
        typer.Option(min=0, help="只计最近的几个邻居；0 为全部。 Nearest neighbours; 0 for all."),
    ] = 0,
    every: Annotated[
        bool, typer.Option("--every", help="连已有的一起列。 Tell what is there already as well.")
    ] = False,
) -> "Answer":
    """关联密度：活动离一地已有的有多近。 How near activities are to what a place does."""
    return opened.density(place, activity, nearest=nearest, every=every)


@door.question
def outlook(opened: "Capability", *, place: Place = "") -> "Answer":
    """前景：各地的 COI，或一地每项活动的增益 COG。 Complexity outlook of places, or gains of one."""
    return opened.outlook(place)
