"""Laws of scenarios as files: written and read they are the same, whatever they hold."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lantu.errors import FactsError
from lantu.facts.fault import Fault
from lantu.facts.scenarios import scenario_of_bytes, scenario_text
from lantu.model.scenario import (
    UNDERSTOOD,
    Blow,
    Buffer,
    Engine,
    Return,
    Scenario,
    Target,
)
from lantu.model.spread import Amount, Shape, Spread
from lantu.vocab.text import Text

WORDS = st.text(
    st.characters(exclude_categories=("C", "Z")) | st.sampled_from(' "\\\n#=[]{}\x7f'), min_size=1
).filter(lambda said: said.strip() != "" and all(c.isprintable() or c == "\n" for c in said))
CODES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1)


@cache
def amounts(least: float, most: float) -> st.SearchStrategy[Amount]:
    numbers = st.floats(least, most)
    return numbers | st.lists(numbers, min_size=3, max_size=3, unique=True).flatmap(_spreads)


def _spreads(ends: list[float]) -> st.SearchStrategy[Spread]:
    low, mode, high = sorted(ends)
    return st.builds(
        Spread,
        shape=st.sampled_from(Shape),
        low=st.just(low),
        high=st.just(high),
        mode=st.none() | st.just(mode),
        deviation=st.none() | st.floats(1e-6, 10.0),
    )


@cache
def targets(engine: Engine) -> st.SearchStrategy[Target]:
    return st.builds(Target, kind=st.sampled_from(sorted(UNDERSTOOD[engine])), code=CODES)


@cache
def blows(engine: Engine) -> st.SearchStrategy[Blow]:
    return st.builds(
        Blow,
        targets=st.lists(targets(engine), min_size=1, max_size=3, unique=True).map(tuple),
        part=amounts(0, 1),
        start=st.integers(0, 99),
        days=amounts(1, 900),
        back=st.sampled_from(Return),
        back_days=amounts(1, 900),
    )


@cache
def buffers(engine: Engine) -> st.SearchStrategy[Buffer]:
    return st.builds(
        Buffer,
        target=st.none() | targets(engine),
        stock_days=amounts(0, 90),
        second_source=amounts(0, 1),
        imports=amounts(0, 1),
    )


@st.composite
def scenarios(draw: st.DrawFn) -> Scenario:
    engine = draw(st.sampled_from(Engine))
    texts = st.builds(Text, WORDS, WORDS)
    return Scenario(
        code="s",
        name=draw(texts),
        about=draw(st.none() | texts),
        engine=engine,
        days=draw(st.integers(100, 36_500)),
        blows=tuple(draw(st.lists(blows(engine), min_size=1, max_size=3))),
        buffers=tuple(draw(st.lists(buffers(engine), max_size=2))),
        settings=draw(st.dictionaries(CODES, amounts(-1e9, 1e9), max_size=2)),
        draws=draw(st.integers(1, 1000)),
        seed=draw(st.integers(0, 2**32 - 1)),
        doubt=draw(st.booleans()),
    )


@given(scenarios())
def test_a_written_scenario_reads_the_same(scenario: Scenario) -> None:
    assert scenario_of_bytes(scenario_text(scenario).encode(), "s.toml") == scenario


@given(scenarios(), st.data())
def test_a_damaged_file_is_read_or_told_with_lines(scenario: Scenario, data: Any) -> None:
    text = scenario_text(scenario)
    at = data.draw(st.integers(0, len(text)))
    piece = data.draw(st.sampled_from(['"', "[", "]", "{", "=", "\n", "nan", "-", "x = 1\n"]))
    found = faults((text[:at] + piece + text[at:]).encode())
    assert all(0 <= fault.row <= text.count("\n") + 2 for fault in found)


def faults(data: bytes) -> list[Fault]:
    """What is wrong with a file; nothing where it reads."""
    try:
        scenario_of_bytes(data, "s.toml")
    except FactsError as error:
        return [each for each in error.faults if isinstance(each, Fault)]
    return []
