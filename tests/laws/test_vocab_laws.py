from __future__ import annotations

import datetime as dt
from contextlib import suppress
from fractions import Fraction
from typing import TYPE_CHECKING, get_args

from hypothesis import given
from hypothesis import strategies as st

from lantu.vocab.code_error import CodeError
from lantu.vocab.credit_code import (
    SIGNS,
    check_character,
    format_credit_code,
    is_credit_code,
    organisation_check_character,
    parse_credit_code,
)
from lantu.vocab.hs import format_hs, parse_hs
from lantu.vocab.industry import known_industries, parse_industry
from lantu.vocab.period import Period, PeriodKind, format_period, parse_period
from lantu.vocab.region import city_of, known_regions, province_of, within
from lantu.vocab.stretch import Grain, Stretch, read_stretch, write_stretch
from lantu.vocab.unit import MAGNITUDES, convert, parse_unit

if TYPE_CHECKING:
    from decimal import Decimal

GRAINS: dict[Grain, tuple[int, ...]] = {
    "year": (1,),
    "half": (1, 7),
    "quarter": (1, 4, 7, 10),
    "month": tuple(range(1, 13)),
}


@st.composite
def stretches(draw: st.DrawFn, grain: Grain | None = None) -> Stretch:
    grain = grain or draw(st.sampled_from(get_args(Grain)))
    assert grain
    date = draw(st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31)))
    if grain == "day":
        return Stretch(grain=grain, start=date)
    return Stretch(
        grain=grain, start=date.replace(month=draw(st.sampled_from(GRAINS[grain])), day=1)
    )


@st.composite
def periods(draw: st.DrawFn) -> Period:
    kind = draw(st.sampled_from(PeriodKind))
    first = final = None
    if kind is PeriodKind.DATED:
        one = draw(stretches())
        other = draw(stretches(one.grain))
        first, final = sorted((one, other), key=lambda s: s.start)
    elif kind is PeriodKind.BEFORE or (kind is PeriodKind.UNSTATED and draw(st.booleans())):
        final = draw(stretches())
    return Period(kind=kind, first=first, final=final, inferred=draw(st.booleans()))


@given(periods())
def test_a_period_survives_writing_and_reading(period: Period) -> None:
    assert parse_period(format_period(period)) == period


@given(periods())
def test_a_period_ends_no_sooner_than_it_starts(period: Period) -> None:
    if period.start and period.end:
        assert period.start <= period.end


@given(stretches())
def test_a_stretch_survives_writing_and_reading(stretch: Stretch) -> None:
    assert read_stretch(write_stretch(stretch)) == stretch


@given(st.text(alphabet="0123456789-/HQ年月日前上下半季度一至()推断未注明页面 ", max_size=16))
def test_any_text_is_a_period_or_refused(text: str) -> None:
    try:
        period = parse_period(text)
    except CodeError:
        return
    assert parse_period(format_period(period)) == period


CODES = st.builds(
    lambda head, place, body: head + f"{place:06}" + body,
    st.text(SIGNS, min_size=2, max_size=2),
    st.integers(0, 999_999),
    st.text(SIGNS, min_size=8, max_size=8),
).map(lambda start: start + organisation_check_character(start[8:]))


@given(CODES)
def test_the_check_sign_makes_a_valid_code(first17: str) -> None:
    code = first17 + check_character(first17)
    assert format_credit_code(parse_credit_code(code)) == code


@given(CODES, st.integers(0, 17), st.sampled_from(SIGNS))
def test_one_changed_sign_is_always_found(first17: str, at: int, sign: str) -> None:
    code = first17 + check_character(first17)
    changed = code[:at] + sign + code[at + 1 :]
    assert is_credit_code(changed) == (changed == code)


@given(CODES, st.integers(0, 16))
def test_two_neighbours_swapped_are_always_found(first17: str, at: int) -> None:
    code = first17 + check_character(first17)
    changed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert is_credit_code(changed) == (changed == code)


@given(st.text(SIGNS + "IOSVZ 武", max_size=20))
def test_any_text_is_a_credit_code_or_refused(text: str) -> None:
    with suppress(CodeError):
        assert len(parse_credit_code(text).code) == 18


@given(
    st.integers(1, 97).filter(lambda c: c != 77), st.integers(1, 99), st.sampled_from([0, 2, 4, 6])
)
def test_a_customs_code_survives_writing_and_reading(chapter: int, heading: int, tail: int) -> None:
    code = parse_hs(f"{chapter:02}{heading:02}" + "123456"[:tail])
    assert parse_hs(format_hs(code)) == code


@given(st.sampled_from(sorted(known_regions())))
def test_a_region_lies_in_its_city_and_its_province(code: str) -> None:
    assert within(code, province_of(code).code)
    assert within(city_of(code).code, province_of(code).code)
    assert not city_of(code).is_bracket


@given(st.sampled_from(sorted(known_industries())))
def test_an_industry_code_survives_reading(code: str) -> None:
    assert parse_industry(code).code == code


UNITS = ("元", "吨", "吨/年", "个", "家/万人", "辆/月")


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9
    ),
    st.sampled_from(UNITS),
    st.sampled_from(sorted(MAGNITUDES)),
    st.sampled_from(sorted(MAGNITUDES)),
)
def test_there_and_back_is_the_same_figure(value: Decimal, unit: str, one: str, other: str) -> None:
    there = convert(Fraction(value), one + unit, other + unit)
    assert convert(there, other + unit, one + unit) == value
    # powers of ten always end, so decimals are exact too
    assert convert(convert(value, one + unit, other + unit), other + unit, one + unit) == value


@given(st.text(max_size=8))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    with suppress(CodeError):
        assert parse_unit(text).factor > 0
