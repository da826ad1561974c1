"""What a firm is asked about its digital maturity, what answers are worth, and what level that is."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from math import fsum, isclose, isfinite
from typing import TYPE_CHECKING

from lantu.errors import CallerError, DataError
from lantu.vocab.text import Text
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from collections.abc import Iterable

WHOLE = 1e-9
"""Weights and marks that must sum to 1 may differ from it by so much (conventions §4)."""


class Question(StrEnum):
    """How an item is answered."""

    SINGLE = "single"
    MULTI = "multi"
    BAND = "band"
    NUMBER = "number"


class Action(StrEnum):
    """The three actions of the policy."""

    DIGITAL = "digital"
    NETWORK = "network"
    SMART = "smart"


ACTIONS: dict[Action, Text] = {
    Action.DIGITAL: Text("数字化赋能", "digital empowerment"),
    Action.NETWORK: Text("网络化联接", "networked connection"),
    Action.SMART: Text("智能化升级", "smart upgrading"),
}
"""What people call them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer that may be given.

    Attributes:
        key: What is written down, such as ``B``.
        label: Its words.
        share: What it earns of the item's points, in [0, 1].
        above: A band's lower bound, left out of it; None for no band.
        to: A band's upper bound, within it.
        grade: How good the evidence for it is.
    """

    key: str
    label: Text
    share: float
    above: float | None = None
    to: float | None = None
    grade: Grade = Grade.D


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """An item that is asked, or a heading over some.

    Attributes:
        code: Its code.
        name: What people call it.
        parent: Code of the heading above; ``""`` at the top.
        weight: Its part in the heading above, in (0, 1].
        assumed: Whether the weight is not on record and was shared out equally.
        question: How it is answered; None for a heading.
        top: Greatest answer of a ``number``.
        options: Answers of the others.
        action: The policy's action that it serves; None where it serves none.
        grade: How good the evidence for its name and weight is.
        source: Where they stand.
    """

    code: str
    name: Text
    parent: str
    weight: float
    assumed: bool = False
    question: Question | None = None
    top: float = 1.0
    options: tuple[Option, ...] = ()
    action: Action | None = None
    grade: Grade = Grade.D
    source: str = ""

    @property
    def rungs(self) -> tuple[float, ...]:
        """Shares that an answer can reach, ascending, 0 and 1 among them.

        Measures of a ``multi`` are taken up one after the other, the smallest first; a
        ``number`` goes up by whole steps.
        """
        if self.question is Question.NUMBER:
            steps = max(round(self.top), 1)
            return tuple(step / steps for step in range(steps + 1))
        shares = sorted(option.share for option in self.options)
        if self.question is Question.MULTI:
            shares = [min(fsum(shares[:at]), 1.0) for at in range(len(shares) + 1)]
        rungs = [0.0]
        for share in shares:
            if share > rungs[-1] + WHOLE:
                rungs.append(share)
        return tuple(rungs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A business scene that has a level of its own.

    Attributes:
        code: Its code.
        name: What people call it.
        group: The heading it stands under.
        constrained: Whether it counts towards the constrained ones.
        top: Its highest level.
        action: The policy's action that it serves.
        grade: How good the evidence for it is.
    """

    code: str
    name: Text
    group: Text
    constrained: bool
    top: int
    action: Action | None = None
    grade: Grade = Grade.D


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """What a level asks for.

    Attributes:
        name: What people call it.
        score: Least score.
        scenes: Least number of scenes at this level or above.
        constrained: Least number of constrained ones among them.
        grade: How good the evidence is.
    """

    name: Text
    score: float
    scenes: int = 0
    constrained: int = 0
    grade: Grade = Grade.D


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """What answers must not contradict.

    Attributes:
        item: Where ``above`` is given, its share is not to exceed that item's. Else it is to
            be more than nothing as soon as some scene stands at ``scenes_at`` or above.
        above: Code of the other item; ``""`` for none.
        scenes_at: Level of scenes; 0 for none.
        reason: Why.
    """

    item: str
    above: str = ""
    scenes_at: int = 0
    reason: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Rubric:
    """Items with weights, scenes, and the levels that a firm may reach.

    ``score = scale · Σ_i w_i s_i``, where ``w_i`` is the product of the weights from the top
    down to item ``i`` and ``s_i`` in [0, 1] what its answer earns.

    Attributes:
        code: What files call it.
        name: What people call it.
        edition: Which edition it is.
        scale: Greatest score.
        nodes: Headings and items, headings before what stands under them.
        levels: From the lowest; who misses the first has level 0.
        scenes: Scenes, if it has any.
        rules: What answers must not contradict.
    """

    code: str
    name: Text
    edition: str
    scale: float
    nodes: tuple[Node, ...]
    levels: tuple[Level, ...]
    scenes: tuple[Scene, ...] = ()
    rules: tuple[Rule, ...] = ()
    items: tuple[Node, ...] = field(init=False, repr=False, compare=False)
    weights: tuple[float, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse what no firm can be measured by.

        Raises:
            DataError: Codes stand twice, weights under a heading do not sum to 1, an item
                has no answers or none worth all its points, a level asks for less than the
                one below or for more than there is.
        """
        self._refuse_codes()
        self._refuse_weights()
        self._refuse_levels()
        part: dict[str, float] = {"": 1.0}
        for node in self.nodes:
            part[node.code] = part[node.parent] * node.weight
        items = tuple(node for node in self.nodes if node.question)
        for node in items:
            _refuse_options(node)
        object.__setattr__(self, "items", items)
        object.__setattr__(self, "weights", tuple(part[node.code] for node in items))
        for rule in self.rules:
            self.at(rule.item)
            _ = rule.above and self.at(rule.above)

    def at(self, code: str) -> int:
        """Position of an item among :attr:`items`.

        Raises:
            CallerError: It has no such item.
        """
        for position, node in enumerate(self.items):
            if node.code == code:
                return position
        raise CallerError(
            f"rubric {self.code} has no item {code!r}",
            hint=f"items are {', '.join(node.code for node in self.items)}",
        )

    @property
    def grade(self) -> Grade:
        """The weakest evidence it leans on."""
        parts: list[Node | Scene | Level | Option] = [*self.nodes, *self.levels, *self.scenes]
        parts += [option for node in self.items for option in node.options]
        return max(part.grade for part in parts)

    @property
    def caveats(self) -> tuple[Text, ...]:
        """What must be said beside every result that leans on it."""
        placed = [node.name for node in self.nodes if node.grade is Grade.D]
        levels = [level.name for level in self.levels if level.grade is Grade.D]
        shared = [node.name for node in self.nodes if node.assumed]
        told = (
            (
                placed,
                "名称或权重出自记忆、未与标准核对",
                "names or weights not confirmed by the standard",
            ),
            (
                levels,
                "等级门槛出自记忆、未与标准核对",
                "cuts of levels not confirmed by the standard",
            ),
            (shared, "权重无记录、按等分占位", "weights not on record, shared out equally"),
        )
        return tuple(
            Text(
                f"非正式结果：{self.name.zh}有 {len(names)} 项{zh}：{_listed(n.zh for n in names)}",
                f"not official: in {self.name.en}, {len(names)} {en}: "
                f"{_listed(n.en for n in names)}",
            )
            for names, zh, en in told
            if names
        )

    def _refuse_codes(self) -> None:
        codes = [node.code for node in self.nodes] + [scene.code for scene in self.scenes]
        twice = sorted({code for code in codes if codes.count(code) > 1 or not code})
        if twice or not self.nodes:
            raise DataError(
                f"rubric {self.code}: codes {twice} are blank or stand twice"
                if twice
                else f"rubric {self.code} asks nothing",
                hint="give every item, heading and scene a code of its own",
            )
        seen = {""}
        for node in self.nodes:
            if node.parent not in seen:
                raise DataError(
                    f"rubric {self.code}: {node.code} stands under {node.parent!r}, which does "
                    "not come before it",
                    hint="write headings above what stands under them",
                )
            seen.add(node.code)

    def _refuse_weights(self) -> None:
        under: dict[str, list[float]] = {}
        for node in self.nodes:
            under.setdefault(node.parent, []).append(node.weight)
        for node in self.nodes:
            if (node.code in under) == (node.question is not None):
                raise DataError(
                    f"rubric {self.code}: {node.code} is "
                    + ("a heading with a question" if node.question else "never asked"),
                    hint="an item has a question and nothing under it; a heading the reverse",
                )
        for parent, weights in under.items():
            total = fsum(weights)
            if not isclose(total, 1.0, abs_tol=WHOLE) or min(weights) <= 0:
                raise DataError(
                    f"rubric {self.code}: weights under {parent or 'the top'} sum to "
                    f"{100 * total:.6g} %, and each is to be above 0",
                    hint="mend them until they sum to 100 %",
                )

    def _refuse_levels(self) -> None:
        asked = [(level.score, level.scenes, level.constrained) for level in self.levels]
        ascend = all(a[0] < b[0] and a[1] <= b[1] and a[2] <= b[2] for a, b in pairwise(asked))
        bound = sum(scene.constrained for scene in self.scenes)
        most = (self.scale, len(self.scenes), bound)
        reachable = bool(asked) and all(0 <= asked[-1][k] <= most[k] for k in range(3))
        if not (ascend and reachable and isfinite(self.scale) and self.scale > 0):
            raise DataError(
                f"rubric {self.code}: levels ask for (score, scenes, constrained) {asked} of {most}",
                hint="scores ascend, nothing falls, and the last level can be reached",
            )


def _refuse_options(node: Node) -> None:
    if node.question is Question.NUMBER:
        if not (isfinite(node.top) and node.top > 0):
            raise DataError(f"item {node.code}: its greatest answer is {node.top}", hint="above 0")
        return
    shares = [option.share for option in node.options]
    keys = {option.key for option in node.options}
    reached = fsum(shares) if node.question is Question.MULTI else max(shares, default=0.0)
    if not isclose(reached, 1.0, abs_tol=WHOLE) or len(keys) < len(shares) or min(shares) < 0:
        raise DataError(
            f"item {node.code}: its {len(shares)} answers earn {100 * reached:.6g} % at most",
            hint="keys differ, and the best answer (all measures of a multi) earns 100 %",
        )


MOST_LISTED = 6


def _listed(names: Iterable[str]) -> str:
    told = list(names)
    more = " …" if len(told) > MOST_LISTED else ""
    return "、".join(told[:MOST_LISTED]) + more
