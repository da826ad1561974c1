"""数字化水平: firms by segment and level, how far each is from the next, and what holds it back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

from lantu.digital import Bias, Standing, bias, next_level, standing
from lantu.evidence.confidence import Interval
from lantu.evidence.finding import Finding
from lantu.evidence.source import Citation, Source
from lantu.model.assessment import ORIGINS, Assessment
from lantu.studies.digital_methods import DISTANCE, SCORE
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lantu.digital import NextLevel
    from lantu.digital.views import Group
    from lantu.evidence.exhibits import Cell

    Cells: TypeAlias = tuple[Finding[Any] | Cell, ...]


NO_LEVEL = Text("未达级", "no level")
OPEN = Text("待定", "open")
NOT_TOLD = Text("未注明", "not told")
POINTS = Text("分", "points")
GROUPS: dict[Group, Text] = {
    "segment": Text("环节", "segment"),
    "place": Text("地方", "place"),
}


@dataclass(frozen=True, kw_only=True)
class DigitalLevels:
    """Answers of firms to a rubric, and what follows from them.

    Attributes:
        answers: What firms answered, or auditors found.
        source: Where they stand.
        audit: What auditors found of some of the same firms; None where there is none.
    """

    answers: Assessment
    source: str
    audit: Assessment | None = None

    @cached_property
    def standing(self) -> Standing:
        """Score and level of each."""
        return standing(self.answers)

    @cached_property
    def next(self) -> NextLevel:
        """How far each is from the next level."""
        return next_level(self.standing)

    @cached_property
    def bias(self) -> Bias | None:
        """Self-reports beside audits, where there are both."""
        return None if self.audit is None else bias(self.answers, self.audit)

    @property
    def name(self) -> Text:
        """The rubric, and who answered."""
        rubric, origin = self.answers.rubric.name, ORIGINS[self.answers.origin]
        return Text(f"{rubric.zh}，{origin.zh}", f"{rubric.en}, {origin.en}")

    @property
    def levels(self) -> tuple[Text, ...]:
        """Names of the levels, from none at all to the top."""
        return (NO_LEVEL, *(level.name for level in self.answers.rubric.levels))

    def level(self, firm: int) -> Text:
        """The level of the firm at a position, or what it is open between."""
        low, high = (int(each[firm]) for each in (self.standing.level, self.standing.level_upper))
        if low == high:
            return self.levels[low]
        ends = self.levels[low], self.levels[high]
        return Text(
            f"{OPEN.zh}（{ends[0].zh}–{ends[1].zh}）", f"{OPEN.en} ({ends[0].en} to {ends[1].en})"
        )

    def limits(self, firm: int) -> tuple[Text, ...]:
        """What keeps the firm at a position from the next level, the most lost first."""
        found, rubric = self.next, self.answers.rubric
        items = found.order[firm, : found.needed[firm]].tolist()
        return (*(rubric.items[item].name for item in items), *_scenes(found, firm))

    def row(self, firm: int) -> Citation:
        """The row of the answers that a firm's figures rest on."""
        answers = self.answers
        code, name = answers.firms.codes[firm], answers.firms.names[firm]
        told = int(answers.answered[firm].sum())
        return Citation(
            table="answers",
            row_id=f"{answers.rubric.code}/{answers.origin}/{code}",
            line=firm + 2,
            reading=f"{name.zh}：{len(answers.rubric.items)} 项中答了 {told} 项",
            note="",
            grade=None,
            source=self.page,
        )

    @property
    def page(self) -> Source:
        """The file of answers as a page to cite."""
        return Source(
            key=f"answers:{self.source}",
            url="",
            date="",
            publisher=self.source,
            host_type="official",
            safe_to_link=False,
        )

    def score(self, firm: int) -> Finding[float]:
        """The score of the firm at a position: the least it can be, and the range."""
        low, high = float(self.standing.score[firm]), float(self.standing.score_upper[firm])
        return Finding(
            value=low,
            method=SCORE,
            unit=POINTS,
            interval=Interval(low, high) if high > low else None,
            citations=(self.row(firm),),
            caveats=self.standing.caveats,
        )

    def distance(self, firm: int) -> Finding[float]:
        """Points that the firm at a position lacks."""
        return Finding(
            value=float(self.next.points[firm]),
            method=DISTANCE,
            unit=POINTS,
            citations=(self.row(firm),),
            caveats=self.standing.caveats,
        )

    @cached_property
    def nearest(self) -> tuple[int, ...]:
        """Positions of firms below the top, the nearest to the next level first."""
        found = self.next
        top = len(self.answers.rubric.levels)
        below = [at for at in range(len(self.answers)) if self.standing.level[at] < top]

        def far(at: int) -> tuple[int, float, int]:
            scenes = max(found.scenes[at], found.constrained[at])
            return (int(found.needed[at] + scenes), float(found.points[at]), at)

        return tuple(sorted(below, key=far))


def _scenes(found: NextLevel, firm: int) -> Iterable[Text]:
    missing, bound = int(found.scenes[firm]), int(found.constrained[firm])
    if missing:
        yield Text(f"再有 {missing} 个场景达级", f"{missing} more scene{'s' * (missing > 1)} at it")
    if bound:
        yield Text(
            f"约束场景再有 {bound} 个达级",
            f"{bound} more constrained scene{'s' * (bound > 1)} at it",
        )


def near_headline(levels: DigitalLevels, near: Sequence[int]) -> Text:
    """How many firms lack a single item, and who is nearest."""
    if not near:
        return Text("全部企业已到最高一级", "Every firm has reached the top")
    one = sum(levels.next.needed[at] <= 1 and not levels.next.scenes[at] for at in levels.nearest)
    first = levels.answers.firms.names[near[0]]
    return Text(
        f"{one} 家只差一项就够上下一级；最近的是{first.zh}",
        f"{one} firm{'s lack' if one != 1 else ' lacks'} a single item; the nearest is {first.en}",
    )


def joined(names: Sequence[Text]) -> Text | None:
    """Names in a row; None for none."""
    if not names:
        return None
    return Text("、".join(n.zh for n in names), ", ".join(n.en for n in names))


def note(levels: DigitalLevels, about: Text) -> Text:
    """How to read it, by which rubric, whose answers, and what is not official of it."""
    zh = f"{about.zh}。{levels.name.zh}；来源：{levels.source}。"
    en = f"{about.en}. {levels.name.en}; source: {levels.source}."
    for caveat in levels.standing.caveats:
        zh, en = f"{zh}{caveat.zh}。", f"{en} {caveat.en}."
    return Text(zh, en)
