"""Laws of reading tables: what is written is read, in every layout, to the last bit."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from lantu.facts.economy import read_table, write_table
from lantu.facts.economy.findings import Findings
from lantu.facts.economy.sheet import Sheet, padded
from lantu.model.accounts import FinalUse, Imported, Satellite
from lantu.model.input_output_table import InputOutputTable
from lantu.model.roster import Roster
from lantu.vocab.text import Text
from unit.facts.economy.tables import same

words = st.text(
    st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=8
).filter(lambda word: word.strip() == word and word)
codes = words.filter(lambda word: ":" not in word)


@st.composite
def rosters(draw: st.DrawFn, noun: str, most: int, least: int = 1) -> Roster:
    found = draw(st.lists(codes, min_size=least, max_size=most, unique=True))
    names = [Text(draw(words), draw(words)) for _ in found]
    return Roster(noun, tuple(found), tuple(names))


@st.composite
def tables(draw: st.DrawFn) -> InputOutputTable:
    """Any table there can be: regions, imports of either kind, no finals, no primaries."""
    regions, sectors = draw(rosters("region", 3)), draw(rosters("sector", 3))
    finals, primaries = draw(rosters("final use", 3, 0)), draw(rosters("primary input", 3, 0))
    stressors = draw(rosters("stressor", 2, 0))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    n, c = len(regions) * len(sectors), len(regions) * len(finals)
    s, p, q = len(sectors), len(primaries), len(stressors)
    apart = draw(st.booleans())
    imported = (
        Imported(Z=rng.gamma(0.3, 9.0, (s, n)), Y=rng.normal(0, 9, (s, c))) if apart else None
    )
    Z, V = rng.gamma(0.3, 1e3, (n, n)), rng.normal(0.0, 99.0, (p, n))
    x = 1.0 + Z.sum(axis=0) + (imported.Z.sum(axis=0) if imported else 0.0) + 300.0
    if p:
        V[-1] += x - Z.sum(axis=0) - (imported.Z.sum(axis=0) if imported else 0) - V.sum(axis=0)
    Y = rng.normal(0.0, 99.0, (n, c))
    residual = x - Z.sum(axis=1) - Y.sum(axis=1)
    satellite = None
    if q:
        beside = rng.gamma(1.0, 1.0, (q, c)) if draw(st.booleans()) and c else None
        satellite = Satellite(
            stressors=stressors,
            units=tuple(draw(words) for _ in range(q)),
            F=rng.gamma(1.0, 1.0, (q, n)),
            F_Y=beside,
        )
    return InputOutputTable(
        regions=regions,
        sectors=sectors,
        finals=finals,
        uses=tuple(draw(st.sampled_from(FinalUse)) for _ in finals),
        primaries=primaries,
        Z=Z,
        Y=Y,
        V=V,
        x=x,
        imports=np.zeros(n),
        residual=residual,
        unit=draw(words),
        period=draw(st.sampled_from(["", "2020"])),
        title=Text(draw(words), draw(words)),
        source=draw(st.sampled_from(["", "年鉴, 2021"])),
        imported=imported,
        satellite=satellite,
        estimate=draw(st.sampled_from([None, Text("RAS，3 轮", "RAS, 3 rounds")])),
    )


@given(tables(), st.sampled_from(["t.xlsx", "t"]))
@settings(max_examples=25, deadline=None)
def test_any_table_survives_being_written(table: InputOutputTable, name: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        read = read_table(write_table(table, Path(folder) / name))
    same(read, table)
    assert read.source == table.source
    assert read.estimate == table.estimate


@given(st.lists(st.lists(st.floats(-1e99, 1e99), min_size=1, max_size=4), min_size=1, max_size=4))
@settings(deadline=None)
def test_numbers_read_alike_as_text_and_as_numbers(rows: list[list[float]]) -> None:
    width = min(map(len, rows))
    cut = [row[:width] for row in rows]
    texts = [[repr(cell) for cell in row] for row in cut]
    found = [
        Sheet(file="", cells=padded(cells), typed=typed).numbers(
            range(len(cut)), range(width), Findings("")
        )
        for cells, typed in ((cut, True), (texts, False))
    ]
    assert np.array_equal(found[0], found[1])
    assert np.array_equal(found[0], np.array(cut))
