"""Questions about where places and activities stand."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.complexity.door import door

if TYPE_CHECKING:
    from lantu.workbench import Answer, Capability

Place = Annotated[
    str, typer.Option("--place", help="一个地区：代码或名称。 One place, by code or name.")
]
Activity = Annotated[
    str, typer.Option("--activity", help="一项活动：代码或名称。 One activity, by code or name.")
]


class Side(StrEnum):
    """Whose measure."""

    PLACES = "places"
    ACTIVITIES = "activities"


@door.question
def rca(opened: "Capability", *, place: Place = "", activity: Activity = "") -> "Answer":
    """比较优势（区位商）：一地的、一项的，或各地有几项。 Revealed comparative advantage."""
    return opened.advantage(place, activity)


@door.question
def eci(opened: "Capability") -> "Answer":
    """地区的经济复杂度 ECI。 Economic complexity of places."""
    return opened.eci()


@door.question
def pci(opened: "Capability") -> "Answer":
    """活动的复杂度 PCI。 Complexity of activities."""
    return opened.pci()


@door.question
def fitness(
    opened: "Capability",
    *,
    of: Annotated[
        Side, typer.Option(help="地区的适应度，或活动的复杂度。 Of places or of activities.")
    ] = Side.PLACES,
    steps: Annotated[
        int,
        typer.Option(min=0, help="迭代次数；0 为到名次不再变。 Iterations; 0 until ranks settle."),
    ] = 0,
) -> "Answer":
    """适应度与复杂度（非线性迭代）。 Fitness of places, complexity of activities."""
    return opened.fitness(of.value, steps)
