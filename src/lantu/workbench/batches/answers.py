"""What a batch found, as answers to be shown or handed on."""

from __future__ import annotations

from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.shocks.sensitivity.effects import ElementaryEffects
from lantu.vocab.text import Text
from lantu.workbench.answers import RATIO, Answer, Column, Label
from lantu.workbench.batches.requests import Sensitivity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from lantu.shocks.sensitivity.summaries import Summary
    from lantu.workbench.answers import Subject
    from lantu.workbench.batches.results import BatchResult, Tried

TOLD = 3
"""Failed draws of one scenario that are told with what the engine said; the rest are counted."""

FORMULA_OF_BANDS = "m = ⟨y⟩; se = √(Σ_s (m_s - m)² / S(S - 1))"

FORMULA_OF_MATTERS = {
    Sensitivity.SOBOL: "S_i = Var(E[y|x_i]) / V; T_i = E[Var(y|x_~i)] / V",
    Sensitivity.MORRIS: "µ*_i = ⟨|EE_i|⟩; σ_i = √Var(EE_i); EE_i = Δy / Δu_i",
}


def bands_answer(
    found: BatchResult, about: Subject, *, outcome: str = "loss", unit: str = RATIO
) -> Answer:
    """One row a scenario: mean, its error, the bands of all draws, and how many there were.

    Raises:
        CallerError: No scenario has such an outcome that is a number.
    """
    _refuse_unknown(found, outcome)
    told = [each.summaries.get(outcome) for each in found.tried]
    levels: list[float] = next((each.levels.tolist() for each in told if each), [])
    bands = [
        Column(
            key=f"q{level * 100:g}",
            name=Text(f"{level * 100:g}% 分位", f"{level * 100:g} % quantile"),
            values=[float(each.bands[at]) if each else None for each in told],
            unit=unit,
        )
        for at, level in enumerate(levels)
    ]
    return Answer(
        question="stress",
        about=about,
        labels=_scenarios(found.tried),
        columns=[*_means(found.tried, told, outcome, unit), *bands, *_counts(found.tried)],
        notes=[*_steadiness(found.tried, outcome), *failures_told(found)],
        formula=FORMULA_OF_BANDS,
    )


def _means(
    tried: Sequence[Tried], told: Sequence[Summary | None], outcome: str, unit: str
) -> list[Column]:
    means = [_mean(each, summary, outcome) for each, summary in zip(tried, told, strict=True)]
    errors = [float(each.error) if each else None for each in told]
    return [
        Column(key=outcome, name=Text("均值", "mean"), values=means, unit=unit),
        Column(key="error", name=Text("标准误", "standard error"), values=errors, unit=unit),
    ]


def _mean(tried: Tried, summary: Summary | None, outcome: str) -> float | None:
    """The mean of the draws, or the one figure of what is known; None of paths and failures."""
    if summary is not None:
        return float(summary.mean)
    alone = tried.values.get(outcome)
    return float(alone[0]) if alone is not None and len(tried.plan) == 1 else None


def _counts(tried: Sequence[Tried]) -> list[Column]:
    counts = [float(len(each.plan)) for each in tried]
    failed = [float(len(each.failures)) for each in tried]
    return [
        Column(key="tries", name=Text("次数", "tries"), values=counts),
        Column(key="failed", name=Text("失败", "failed"), values=failed),
    ]


def matters_answer(found: BatchResult, about: Subject, *, outcome: str = "loss") -> Answer:
    """One row a scenario and factor: what of the doubt about the outcome is this factor's.

    Raises:
        CallerError: No sensitivity was asked for, or no scenario has such an outcome that is
            a number.
    """
    _refuse_unknown(found, outcome)
    sensitivity = found.tried[0].plan.sensitivity
    if sensitivity is None:
        raise CallerError("no sensitivity was asked for", hint="ask for sobol or morris")
    told = [each for each in found.tried if outcome in each.matters]
    rows = [(each, at) for each in told for at in range(len(each.plan.factors))]
    return Answer(
        question="stress",
        about=about,
        labels=[
            *_scenarios([each for each, _ in rows]),
            Label(
                key="factor",
                name=Text("未知数", "unknown"),
                values=[each.plan.factors[at] for each, at in rows],
            ),
        ],
        columns=_indices(told, outcome, sensitivity),
        notes=[*_silent(found.tried, outcome), *failures_told(found)],
        formula=FORMULA_OF_MATTERS[sensitivity],
    )


_OF_SOBOL = {
    "total": Text("总指数", "total"),
    "total_low": Text("下限", "from"),
    "total_high": Text("上限", "to"),
    "first": Text("一阶指数", "first"),
    "first_low": Text("一阶下限", "first from"),
    "first_high": Text("一阶上限", "first to"),
}
_OF_MORRIS = {
    "star": Text("µ*", "µ*"),
    "star_error": Text("标准误", "standard error"),
    "sigma": Text("σ", "σ"),
    "mean": Text("µ", "µ"),
}


def _indices(told: Sequence[Tried], outcome: str, sensitivity: Sensitivity) -> list[Column]:
    names = _OF_SOBOL if sensitivity is Sensitivity.SOBOL else _OF_MORRIS
    found = [each.matters[outcome] for each in told]
    return [
        Column(
            key=key,
            name=name,
            values=np.concatenate([[], *(getattr(each, key) for each in found)]),
        )
        for key, name in names.items()
    ]


def _scenarios(tried: Sequence[Tried]) -> list[Label]:
    codes = [each.code for each in tried]
    names = [each.plan.scenario.name for each in tried]
    return [
        Label(key="scenario", name=Text("情景", "scenario"), values=codes),
        Label(key="name", name=Text("名称", "name"), values=names),
    ]


def _refuse_unknown(found: BatchResult, outcome: str) -> None:
    numbers = {name for each in found.tried for name, y in each.values.items() if y.ndim == 1}
    if numbers and outcome not in numbers:
        raise CallerError(
            f"no outcome that is a number is called {outcome!r}",
            hint=f"there are {', '.join(sorted(numbers))}",
        )


def _steadiness(tried: Sequence[Tried], outcome: str) -> Iterator[Text]:
    """Of each scenario whose mean is not known well enough, how many draws would do."""
    for each in tried:
        told = each.summaries.get(outcome)
        if told is not None and not told.steady:
            yield _unsteady(each.code, told)


def _unsteady(code: str, told: Summary) -> Text:
    if not isfinite(told.reach):
        return Text(
            f"{code}：均值为 0，误差不能按它的百分比说。",
            f"{code}: the mean is 0, and its error no part of it.",
        )
    reach, wanted = f"{told.reach * 100:.2g}", told.wanted()
    return Text(
        f"{code}：均值只准到 ±{reach}%（95% 置信）；抽到约 {wanted} 次，可准到 ±5%。",
        f"{code}: the mean is known to within ±{reach} % only (95 % confidence); "
        f"about {wanted} draws would bring that to ±5 %.",
    )


def _silent(tried: Sequence[Tried], outcome: str) -> Iterator[Text]:
    for each in tried:
        if outcome in each.still:
            yield Text(
                f"{each.code}：怎么试，结果都一样，谈不上哪个未知数要紧。",
                f"{each.code}: the outcome is the same whatever is tried; no unknown matters.",
            )
        effects = each.matters.get(outcome)
        if isinstance(effects, ElementaryEffects) and each.plan.scenario.doubt:
            yield Text(
                f"{each.code}：证据的疑问没有高低之分，初等效应里不算它；要它，用 sobol。",
                f"{each.code}: doubtful evidence has no order and so no effect; ask sobol for it.",
            )


def failures_told(found: BatchResult) -> Iterator[Text]:
    """Which draws of which scenarios failed, and why."""
    for each in found.tried:
        for failure in each.failures[:TOLD]:
            yield Text(
                f"{each.code}：第 {failure.draw} 次失败：{failure.said}",
                f"{each.code}: draw {failure.draw} failed: {failure.said}",
            )
        more = len(each.failures) - TOLD
        if more > 0:
            yield Text(
                f"{each.code}：另有 {more} 次失败；其余各次照算。",
                f"{each.code}: {more} more failed; the others stand.",
            )
