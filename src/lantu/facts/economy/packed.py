"""Published tables packed as NumPy archives: NBS, OECD, WIOD, BEA.

Which one it is shows in the names of its arrays; ``docs/how-to/read-a-table.md`` lists them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.economy.draft import TableDraft
from lantu.facts.economy.purposes import (
    CONSUMPTION,
    FINALS,
    OECD_FINALS,
    PRIMARIES,
    UNITS,
    WIOD_FINALS,
    Category,
    purpose_of,
)
from lantu.facts.economy.wiod_names import wiod_regions, wiod_sectors
from lantu.facts.fault import Spot
from lantu.model.accounts import Imported
from lantu.model.input_output_table import BALANCE
from lantu.model.roster import Roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from lantu.facts.economy.arrays import Arrays

    Floats = NDArray[np.float64]

WIOD_TOLERANCE = 1e-4
"""Whole millions: with 1 640 rounded flows a row, gaps of 7.5e-5 of the greatest output."""

SIGNS: Mapping[str, frozenset[str]] = {
    "bea": frozenset({"U", "V", "Y", "VA", "commodity", "industry"}),
    "wiod": frozenset({"Z", "F", "x", "countries", "industries"}),
    "oecd": frozenset({"Z", "F", "x", "va", "years"}),
    "nbs": frozenset({"Z", "F", "VA", "x", "fd_code"}),
}
"""Arrays by which each kind of archive is known, the most particular first."""


def packed_kind(names: Sequence[str]) -> str:
    """The kind of archive with arrays of these names; ``""`` for none."""
    return next((kind for kind, signs in SIGNS.items() if signs <= set(names)), "")


def read_nbs(arrays: Arrays) -> TableDraft:
    """A national table of China, with imports kept apart (``Zm``, ``Fm``) or in one column.

    Total consumption ``TC`` is left out where its parts are there.

    Raises:
        FactsError: An array is missing or of another shape.
    """
    codes = arrays.words("code")
    n = len(codes)
    told = arrays.words("fd_code")
    kept = [at for at, code in enumerate(told) if code != "TC" or not set(CONSUMPTION) & set(told)]
    chosen = [told[at] for at in kept]
    primaries = arrays.words("va_code")
    final = arrays.numbers("F", n, len(told))[:, kept]
    imported = None
    imports = np.zeros(n)
    if "Zm" in arrays.held:
        used = arrays.numbers("Fm", n, len(told))[:, kept]
        imported = Imported(Z=arrays.numbers("Zm", n, n), Y=used)
    else:
        imports = arrays.numbers("imports", n)
    year = arrays.word("year")
    return TableDraft(
        regions=Roster("region", ("CHN",), (Text("中国", "China"),)),
        sectors=_named(arrays, codes, "name_zh", "name_en"),
        finals=Roster("final use", tuple(chosen), tuple(_final(code).name for code in chosen)),
        uses=tuple(_final(code).use for code in chosen),
        primaries=Roster(
            "primary input",
            primaries,
            tuple(PRIMARIES.get(code, Text(code, code)) for code in primaries),
        ),
        Z=arrays.numbers("Z", n, n),
        Y=final,
        V=arrays.numbers("VA", len(primaries), n),
        x=arrays.numbers("x", n),
        imports=imports,
        residual=arrays.numbers("err", n) if "err" in arrays.held else np.zeros(n),
        unit=_unit(arrays),
        period=year,
        title=Text(
            f"{year} 年中国投入产出表（{n} 部门）",
            f"China, {year}: input–output table, {n} sectors",
        ),
        source=arrays.file,
        imported=imported,
    )


def _final(code: str) -> Category:
    return FINALS.get(code) or Category(purpose_of(code), Text(code, code))


def read_wiod(arrays: Arrays) -> TableDraft:
    """A world table; what is left of output is one row of value added.

    Raises:
        FactsError: An array is missing or of another shape.
    """
    countries, industries = arrays.words("countries"), arrays.words("industries")
    n, columns = len(countries) * len(industries), len(countries) * len(WIOD_FINALS)
    Z, x, year = arrays.numbers("Z", n, n), arrays.numbers("x", n), arrays.word("year")
    return TableDraft(
        regions=wiod_regions(countries),
        sectors=wiod_sectors(industries),
        finals=_categories(WIOD_FINALS, tuple(WIOD_FINALS)),
        uses=tuple(each.use for each in WIOD_FINALS.values()),
        primaries=Roster("primary input", ("VA",), (_VALUE_ADDED,)),
        Z=Z,
        Y=arrays.numbers("F", n, columns),
        V=(x - Z.sum(axis=0))[None, :],
        x=x,
        imports=np.zeros(n),
        residual=np.zeros(n),
        unit=_unit(arrays),
        period=year,
        title=Text(f"{year} 年世界投入产出表", f"World input–output table, {year}"),
        source=arrays.file,
        tolerance=WIOD_TOLERANCE,
    )


def read_oecd(arrays: Arrays, year: str) -> TableDraft:
    """One year of a panel of national tables.

    ``IMPO`` becomes imports. Taxes less subsidies on products, which the panel leaves out,
    are what is left of output after inputs and value added.

    Raises:
        FactsError: An array is missing or of another shape, or there is no such year.
    """
    years, codes, told = arrays.words("years"), arrays.words("code"), arrays.words("fd_code")
    if year not in years:
        known = f"{years[0]}–{years[-1]}"
        arrays.findings.fail("table.year", Spot(file=arrays.file), year, known=known)
    at, n, t = years.index(year), len(codes), len(years)
    Z = arrays.numbers("Z", t, n, n)[at]
    F = arrays.numbers("F", t, n, len(told))[at]
    x, va = arrays.numbers("x", t, n)[at], arrays.numbers("va", t, n)[at]
    kept = [k for k, code in enumerate(told) if code != "IMPO"]
    chosen = tuple(told[k] for k in kept)
    imports = -F[:, told.index("IMPO")] if "IMPO" in told else np.zeros(n)
    return TableDraft(
        regions=Roster("region", ("CHN",), (Text("中国", "China"),)),
        sectors=_named(arrays, codes, "name", "name"),
        finals=_categories(OECD_FINALS, chosen),
        uses=tuple(OECD_FINALS[c].use if c in OECD_FINALS else purpose_of(c) for c in chosen),
        primaries=Roster("primary input", ("VA", "TAXSUB"), (_VALUE_ADDED, _PRODUCT_TAXES)),
        Z=Z,
        Y=F[:, kept],
        V=np.stack([va, x - Z.sum(axis=0) - va]),
        x=x,
        imports=imports,
        residual=np.zeros(n),
        unit=_unit(arrays),
        period=year,
        title=Text(f"{year} 年中国投入产出表（OECD）", f"China, {year}: input–output table (OECD)"),
        source=arrays.file,
        tolerance=BALANCE,
    )


_VALUE_ADDED = Text("增加值", "Value added")
_PRODUCT_TAXES = Text("产品税净额（按余额）", "Taxes less subsidies on products (the remainder)")


def _categories(known: Mapping[str, Category], codes: tuple[str, ...]) -> Roster:
    names = tuple(known[code].name if code in known else Text(code, code) for code in codes)
    return Roster("final use", codes, names)


def _named(arrays: Arrays, codes: tuple[str, ...], zh: str, en: str) -> Roster:
    first = arrays.words(zh, len(codes)) if zh in arrays.held else codes
    second = arrays.words(en, len(codes)) if en in arrays.held else first
    pairs = zip(codes, first, second, strict=True)
    names = tuple(Text(a or b or code, b or a or code) for code, a, b in pairs)
    return Roster("sector", codes, names)


def _unit(arrays: Arrays) -> str:
    told = arrays.word("unit")
    return UNITS.get(told, told) or "1"
