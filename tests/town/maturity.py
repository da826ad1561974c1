"""A rubric small enough to check by hand: three items, two scenes, two levels."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lantu.model.roster import Roster
from lantu.model.rubric import Action, Level, Node, Option, Question, Rubric, Rule, Scene
from lantu.vocab.text import Text
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from collections.abc import Sequence


def item(code: str, parent: str, weight: float, action: Action | None = None) -> Node:
    return Node(
        code=code,
        name=Text(code, code),
        parent=parent,
        weight=weight,
        question=Question.NUMBER,
        top=4.0,
        action=action,
        grade=Grade.B,
    )


def heading(code: str, weight: float) -> Node:
    return Node(code=code, name=Text(code, code), parent="", weight=weight, grade=Grade.B)


def option(key: str, share: float) -> Option:
    return Option(key=key, label=Text(key, key), share=share, grade=Grade.B)


def scene(code: str, *, constrained: bool, action: Action | None = None) -> Scene:
    name = Text(code, code)
    return Scene(
        code=code,
        name=name,
        group=name,
        constrained=constrained,
        top=2,
        action=action,
        grade=Grade.B,
    )


def level(name: str, score: float, scenes: int = 0, constrained: int = 0) -> Level:
    return Level(
        name=Text(name, name), score=score, scenes=scenes, constrained=constrained, grade=Grade.B
    )


RUBRIC = Rubric(
    code="town",
    name=Text("小镇", "town"),
    edition="1",
    scale=100.0,
    nodes=(
        heading("A", 0.6),
        item("A1", "A", 0.5, Action.DIGITAL),
        item("A2", "A", 0.5, Action.NETWORK),
        item("B", "", 0.4, Action.DIGITAL),
    ),
    levels=(level("一级", 20.0), level("二级", 60.0, scenes=2, constrained=1)),
    scenes=(
        scene("S1", constrained=True, action=Action.DIGITAL),
        scene("S2", constrained=False, action=Action.SMART),
    ),
    rules=(
        Rule(item="A2", above="A1", reason=Text("联网先数字化", "digital before connected")),
        Rule(item="B", scenes_at=2, reason=Text("有场景无管理", "scenes without management")),
    ),
)
"""Items weigh 30, 30 and 40 points; level 2 asks for two scenes, one of them constrained."""

PLAIN = replace(RUBRIC, scenes=(), levels=(level("一级", 20.0), level("二级", 60.0)), rules=())
"""The same without scenes."""


def firms(codes: Sequence[str]) -> Roster:
    return Roster("firm", tuple(codes), tuple(Text(code, code) for code in codes))
