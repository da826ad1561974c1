"""Commands that each ask one question of a filled form."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lantu.cli.digital.door import forms

if TYPE_CHECKING:
    from lantu.workbench import Answer, Digitals


class Group(StrEnum):
    """What firms are grouped by."""

    SEGMENT = "segment"
    PLACE = "place"


By = Annotated[Group, typer.Option("--by", help="按环节还是按地方。 Segments or places.")]
Firm = Annotated[
    str, typer.Option("--firm", metavar="CODE", help="只看一家，逐项说清。 One firm, item by item.")
]
Audit = Annotated[
    Path, typer.Argument(metavar="AUDIT", help="复核的表。 The form that auditors filled in.")
]


@forms.question
def levels(opened: "Digitals") -> "Answer":
    """各企业的得分、等级和卡住它的项。 Score and level of each firm, and what holds it back."""
    return opened.levels()


@forms.drawn
def heat(opened: "Digitals", *, by: By = Group.SEGMENT) -> "Answer":
    """热力图：各环节（或地方）在各等级的企业数。 Firms of each segment at each level."""
    return opened.heat(by.value)


@forms.drawn
def next(opened: "Digitals", *, firm: Firm = "") -> "Answer":  # noqa: A001 - the command's name
    """距下一级多远，最少提升哪几项。 How far from the next level, and the fewest items that lift."""
    return opened.next(firm)


@forms.question
def actions(opened: "Digitals") -> "Answer":
    """三个行动：数字化赋能、网络化联接、智能化升级。 The policy's three actions, firm by firm."""
    return opened.actions()


@forms.question
def audit(opened: "Digitals", *, audit: Audit) -> "Answer":
    """自评与复核对照，谁高报了。 Self-reports beside an audit, the most overstated first."""
    return opened.audit(audit)
