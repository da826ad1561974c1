"""How far off each method was where survey tables exist to tell.

Two tests, because no table at hand has both: 42 Japanese prefectures (2015, 12 sectors) tell
how far a region's *technology* is from the nation's, their inputs being counted whatever
their origin; 27 countries of the European Union (2011, 35 industries) tell how far *purchases
inside* are from those that a quotient leaves. ``docs/explain/regionalisation.md`` says more;
a test measures the figures again.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.flows.regional_methods import AFLQ, CILQ, FLQ, SLQ
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.flows.regional_methods import Method, Quotient


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasuredError:
    """Mean errors of one method over the regions of one test.

    Attributes:
        wape: Sum of absolute errors of the flows inside, as part of the flows.
        multiplier: Mean absolute relative error of output multipliers.
        bias: Mean relative error of output multipliers; positive: too great.
    """

    wape: float
    multiplier: float
    bias: float


TECHNOLOGY = MeasuredError(wape=0.173, multiplier=0.049, bias=0.021)
"""National coefficients taken as a prefecture's own, inputs of all origins (Japan)."""

INSIDE: Mapping[Quotient, MeasuredError] = MappingProxyType(
    {
        SLQ(): MeasuredError(wape=0.556, multiplier=0.096, bias=0.035),
        CILQ(): MeasuredError(wape=0.546, multiplier=0.105, bias=0.024),
        FLQ(0.025): MeasuredError(wape=0.543, multiplier=0.101, bias=0.001),
        FLQ(0.05): MeasuredError(wape=0.542, multiplier=0.102, bias=-0.023),
        FLQ(0.1): MeasuredError(wape=0.549, multiplier=0.116, bias=-0.070),
        FLQ(0.15): MeasuredError(wape=0.567, multiplier=0.139, bias=-0.112),
        FLQ(0.2): MeasuredError(wape=0.598, multiplier=0.165, bias=-0.148),
        FLQ(0.25): MeasuredError(wape=0.634, multiplier=0.189, bias=-0.178),
        FLQ(0.3): MeasuredError(wape=0.671, multiplier=0.211, bias=-0.204),
        FLQ(0.35): MeasuredError(wape=0.707, multiplier=0.230, bias=-0.225),
        FLQ(0.4): MeasuredError(wape=0.739, multiplier=0.246, bias=-0.243),
        AFLQ(0.0): MeasuredError(wape=0.626, multiplier=0.137, bias=0.106),
        AFLQ(0.05): MeasuredError(wape=0.602, multiplier=0.108, bias=0.044),
        AFLQ(0.1): MeasuredError(wape=0.595, multiplier=0.105, bias=-0.015),
        AFLQ(0.15): MeasuredError(wape=0.602, multiplier=0.122, bias=-0.068),
        AFLQ(0.2): MeasuredError(wape=0.622, multiplier=0.146, bias=-0.112),
        AFLQ(0.25): MeasuredError(wape=0.652, multiplier=0.173, bias=-0.150),
        AFLQ(0.3): MeasuredError(wape=0.687, multiplier=0.197, bias=-0.181),
        AFLQ(0.35): MeasuredError(wape=0.722, multiplier=0.218, bias=-0.207),
        AFLQ(0.4): MeasuredError(wape=0.756, multiplier=0.236, bias=-0.228),
    }
)
"""Purchases inside a country of the European Union, by method."""


def measured_error(method: Method) -> Text:
    """What the tests say of a method, in words; of the nearest ``δ`` that was tested."""
    known = _nearest(method)
    told = Text(
        f"技术系数误差 {TECHNOLOGY.wape:.0%}（日本 42 个都道府县）",
        f"technical coefficients {TECHNOLOGY.wape:.0%} off (42 Japanese prefectures)",
    )
    if known is None:
        return Text(f"{told.zh}；区内购买未经检验", f"{told.en}; purchases inside untested")
    error = INSIDE[known]
    return Text(
        f"{told.zh}；{known.name.zh}区内购买误差 {error.wape:.0%}、产出乘数误差"
        f" {error.multiplier:.0%}、偏差 {error.bias:+.0%}（欧盟 27 国）",
        f"{told.en}; {known.name.en}: purchases inside {error.wape:.0%} off, output multipliers"
        f" {error.multiplier:.0%} off, bias {error.bias:+.0%} (27 countries of the EU)",
    )


def _nearest(method: Method) -> Quotient | None:
    if isinstance(method, SLQ | CILQ):
        return method
    if not isinstance(method, FLQ | AFLQ):
        return None
    alike = [other for other in INSIDE if type(other) is type(method)]
    return min(alike, key=lambda other: abs(other.delta - method.delta))
