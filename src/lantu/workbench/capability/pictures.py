"""Pictures of answers about capability: what a place may do next, by how near and how complex."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.finding import Finding, Method
from lantu.evidence.plots import Plot, Point, Scale
from lantu.evidence.source import Citation
from lantu.reports.numbers import percent
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lantu.complexity import ActivityMatrix, NextProducts

NAMED = 3
"""Activities a headline names."""

MARKED = 8
"""Best-placed activities that are marked; of few candidates, a third."""

SHOWN = 300
"""Best-placed activities on the picture: more are a cloud in which none is found."""

DENSITY = Method(
    key="relatedness_density",
    name=Text("关联密度", "relatedness density"),
    formula="ω_cq = Σ_p M_cp φ_pq / Σ_p φ_pq,  φ_pq = n_pq / max(u_p, u_q)",
    meaning=Text(
        "与该活动相伴的活动里，该地已有的份额。",
        "Of what goes with the activity, the share that the place does already.",
    ),
    reference="Hidalgo, Klinger, Barabási & Hausmann (2007), Science 317:482–487",
)
PCI = Method(
    key="product_complexity",
    name=Text("活动复杂度", "complexity of activities"),
    formula="PCI_p = Σ_c M_cp ECI_c / u_p, up to a factor",
    meaning=Text(
        "做这项活动的地区平均有多复杂。", "How complex the places are that do the activity."
    ),
    reference="Hidalgo & Hausmann (2009), PNAS 106:10570–10575",
)


def next_plot(matrix: ActivityMatrix, found: NextProducts) -> Plot:
    """密度与复杂度: what is near and what is complex, the best-placed activities filled."""
    shown = range(min(SHOWN, len(found.activity)))
    marked = min(MARKED, -(-len(found.activity) // 3))
    place = matrix.name(found.place)
    return Plot(
        key="next",
        title=Text(f"{place.zh}下一步能做什么", f"What {place.en} may do next"),
        headline=_headline(found, place),
        x=Scale(
            title=Text("关联密度", "relatedness density"),
            kind="share",
            low=Text("离已有的远", "far from what is there"),
            high=Text("离已有的近", "near what is there"),
        ),
        y=Scale(
            title=Text("活动复杂度 PCI", "complexity of the activity (PCI)"),
            kind="number",
            low=Text("谁都会做", "many can"),
            high=Text("少有人会做", "few can"),
        ),
        points=_points(matrix, found, shown, marked),
        marked=Text(*_ORDERS[found.ordered_by]),
        unmarked=Text("其他候选", "other candidates"),
        note=_note(matrix, found),
        centre=(float(np.median(found.density)), found.eci),
        fields=(
            Text("远而复杂", "far, complex"),
            Text("近而复杂", "near, complex"),
            Text("远而简单", "far, simple"),
            Text("近而简单", "near, simple"),
        ),
    )


_ORDERS = {
    "probability": ("最可能进入的", "likeliest"),
    "density": ("密度最高的", "nearest"),
}


def _headline(found: NextProducts, place: Text) -> Text:
    """The best placed of those that are more complex than what the place does."""
    raising = [at for at in range(len(found.activity)) if found.gain[at] > 0][:NAMED]
    if not raising:
        return Text(
            f"没有比{place.zh}已有的更复杂的候选",
            f"No candidate is more complex than {place.en} is",
        )
    names = [found.name[at] for at in raising]
    zh, en = "；".join(name.zh for name in names), "; ".join(name.en for name in names)
    how = Text(*_ORDERS[found.ordered_by])
    return Text(
        f"比已有的更复杂、又{how.zh}：{zh}", f"More complex than what is there, and {how.en}: {en}"
    )


def _points(
    matrix: ActivityMatrix, found: NextProducts, shown: Sequence[int], marked: int
) -> tuple[Point, ...]:
    def finding(at: int, value: float, method: Method) -> Finding[float]:
        amount = matrix.at(found.place, found.activity[at], found.start)
        row = Citation(
            table="activities",
            row_id=found.activity[at],
            line=at + 1,
            reading=f"{found.name[at].zh}：{amount:.6g} {matrix.unit}".rstrip(),
            note="",
            grade=None,
            source=None,
        )
        return Finding(value=float(value), method=method, citations=(row,))

    return tuple(
        Point(
            key=found.activity[at],
            name=found.name[at],
            x=finding(at, found.density[at], DENSITY),
            y=finding(at, found.pci[at], PCI),
            marked=at < marked,
            note=_odds(found, at),
        )
        for at in sorted(shown, key=lambda at: found.activity[at])
    )


def _odds(found: NextProducts, at: int) -> Text | None:
    if found.probability is None:
        return None
    said = percent(float(found.probability[at]))
    return Text(f"进入概率 {said}", f"probability of entry {said}")


def _note(matrix: ActivityMatrix, found: NextProducts) -> Text:
    """What the lines are, how many are shown, and whose figures."""
    zh = "竖线为候选密度的中位数，横线为该地 ECI"
    en = "Upright: median density of candidates; level: ECI of the place"
    if len(found.activity) > SHOWN:
        zh += f"；只画前 {SHOWN} 个候选"
        en += f"; the first {SHOWN} candidates alone"
    source = ", ".join(part for part in (matrix.source, found.start) if part)
    return Text(f"{zh}。来源：{source}。", f"{en}. Source: {source}.")
