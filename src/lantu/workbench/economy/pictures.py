"""Pictures of answers about a table: sectors by two measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.evidence.finding import Finding, Method
from lantu.evidence.plots import Plot, Point, Scale
from lantu.evidence.source import Citation
from lantu.studies.sector_methods import BACKWARD, DOWNSTREAMNESS, UPSTREAMNESS
from lantu.vocab.text import Text
from lantu.workbench.economy.subject import codes_of, names_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.flows import InputOutputTable, Linkages, Position

    Floats = NDArray[np.float64]

NAMED = 3
"""Sectors a headline names before it counts the rest."""

LARGEST = 5
"""Sectors of greatest output that are marked where no rule marks any."""

FORWARD = Method(
    key="forward_linkage",
    name=Text("前向关联（感应度系数）", "forward linkage"),
    formula="U_i = Σ_j g_ij / ((1/n) Σ_i Σ_j g_ij),  G = (I − B)⁻¹",
    meaning=Text(
        "一单位初始投入沿销售链推动的总产出，与各部门平均之比；大于 1 为支撑力强于平均。",
        "Output that a unit of primary input pushes along the chain of sales, over the mean of "
        "sectors; above 1 others hang on it more than on the average.",
    ),
    reference="Jones (1976), Quarterly Journal of Economics 90; Miller & Blair (2009), §12.2",
)


def linkage_plot(table: InputOutputTable, found: Linkages) -> Plot:
    """影响力与感应度: which sectors pull and push more than the average, key sectors filled."""
    pull, push = found.backward.normalised, found.forward.normalised
    key = np.flatnonzero((pull > 1) & (push > 1))
    order = key[np.argsort(-(pull + push)[key], kind="stable")]
    return Plot(
        key="linkages",
        title=Text("影响力与感应度", "Power and sensitivity of dispersion"),
        headline=_headline(table, [int(at) for at in order]),
        x=Scale(
            title=Text("影响力系数", "power of dispersion (backward linkage)"),
            kind="number",
            low=Text("带动弱", "pulls little"),
            high=Text("带动强", "pulls much"),
        ),
        y=Scale(
            title=Text("感应度系数", "sensitivity of dispersion (forward linkage)"),
            kind="number",
            low=Text("支撑弱", "pushes little"),
            high=Text("支撑强", "pushes much"),
        ),
        points=_points(table, (pull, BACKWARD), (push, FORWARD), set(key.tolist())),
        marked=Text("关键部门", "key sectors"),
        unmarked=Text("其他部门", "other sectors"),
        note=_source(table, Text("虚线为全部部门平均", "Dashed lines: the mean of all sectors")),
        centre=(1.0, 1.0),
        fields=(
            Text("支撑型", "pushing"),
            Text("关键部门", "key"),
            Text("关联弱", "weak"),
            Text("带动型", "pulling"),
        ),
    )


def position_plot(table: InputOutputTable, found: Position) -> Plot:
    """上游度与下游度: how far sectors are from final use and from primary inputs."""
    up, down = found.upstreamness, found.downstreamness
    size = np.argsort(-table.x, kind="stable")[:LARGEST]
    farthest = int(up.argmax())
    name = names_of(table)[farthest]
    return Plot(
        key="position",
        title=Text("上游度与下游度", "Upstreamness and downstreamness"),
        headline=Text(
            f"最靠近原料的是{name.zh}，到最终使用 {up[farthest]:.2f} 步",
            f"Nearest to raw materials: {name.en}, {up[farthest]:.2f} stages from final use",
        ),
        x=Scale(
            title=Text("上游度（到最终使用的平均步数）", "upstreamness (mean stages to final use)"),
            kind="number",
            low=Text("靠近最终使用", "near final use"),
            high=Text("靠近原料", "near raw materials"),
        ),
        y=Scale(
            title=Text(
                "下游度（从初始投入的平均步数）", "downstreamness (mean stages from primary inputs)"
            ),
            kind="number",
            low=Text("加工步数少", "few stages before"),
            high=Text("加工步数多", "many stages before"),
        ),
        points=_points(table, (up, UPSTREAMNESS), (down, DOWNSTREAMNESS), set(size.tolist())),
        marked=Text("产出最大的部门", "sectors of greatest output"),
        unmarked=Text("其他部门", "other sectors"),
        note=_source(table, Text("虚线为各部门中位数", "Dashed lines: medians over sectors")),
        centre=(float(np.median(up)), float(np.median(down))),
        fields=(
            Text("最终产品，加工链长", "final goods, long chains"),
            Text("中间产品，加工链长", "inputs, long chains"),
            Text("最终产品，加工链短", "final goods, short chains"),
            Text("原料", "raw materials"),
        ),
    )


def _headline(table: InputOutputTable, key: Sequence[int]) -> Text:
    if not key:
        return Text("没有两个系数都高于平均的部门", "No sector exceeds the mean in both")
    names = [names_of(table)[at] for at in key[:NAMED]]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    rest = len(key) > NAMED
    return Text(
        f"{len(key)} 个关键部门：{zh}{'等' * rest}",
        f"{len(key)} key sector{'s' * (len(key) > 1)}: {en}{' and others' * rest}",
    )


def _points(
    table: InputOutputTable, x: tuple[Floats, Method], y: tuple[Floats, Method], marked: set[int]
) -> tuple[Point, ...]:
    codes, names = codes_of(table), names_of(table)

    def finding(at: int, values: Floats, method: Method) -> Finding[float]:
        row = Citation(
            table="input_output",
            row_id=codes[at],
            line=at + 1,
            reading=f"{names[at].zh}：总产出 {table.x[at]:.6g} {table.unit}",
            note="",
            grade=None,
            source=None,
        )
        return Finding(value=float(values[at]), method=method, citations=(row,))

    return tuple(
        Point(
            key=codes[at],
            name=names[at],
            x=finding(at, *x),
            y=finding(at, *y),
            marked=at in marked,
        )
        for at in sorted(range(len(table)), key=lambda at: codes[at])
    )


def _source(table: InputOutputTable, lines: Text) -> Text:
    """What the lines are, and whose figures: an estimate says that it is one."""
    title, period = table.title, table.period
    years = Text(f"{title.zh}，{period}", f"{title.en}, {period}") if period else title
    zh, en = f"{lines.zh}。来源：{years.zh}", f"{lines.en}. Source: {years.en}"
    if table.source:
        zh, en = f"{zh}（{table.source}）", f"{en} ({table.source})"
    if table.estimate:
        zh, en = f"{zh}。{table.estimate.zh}", f"{en}. {table.estimate.en}"
    return Text(f"{zh}。", f"{en}.")
