"""Commodity by commodity from make and use, by the industry-technology assumption.

``A = (U·diag(g)⁻¹)·(M·diag(q)⁻¹)`` with use ``U`` (commodity × industry), make ``M``
(industry × commodity), industry output ``g = M1`` and commodity output ``q = M'1``: an
industry needs the same inputs whatever it makes (Miller & Blair 2009, §5.3).

What the published tables hold that such a table cannot is treated by rule, and the rules
are told in the table's ``estimate``:

* a *negative use* is a sale: ``U_ij < 0`` becomes make of commodity ``i`` by industry ``j``;
* a commodity that *no industry makes* (used goods, imports without a like product) is no
  sector: what industries use of it, less what they sell of it, is a primary input;
* *imports* are taken off the rows; where the column of imports adds instead (duties on
  goods counted with trade), the entry stays a final use of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.facts.economy.draft import TableDraft
from lantu.facts.economy.purposes import UNITS
from lantu.model.accounts import FinalUse
from lantu.model.roster import Roster
from lantu.vocab.text import Text, together

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.facts.economy.arrays import Arrays

    Floats = NDArray[np.float64]

TOLERANCE = 1e-4
"""Whole millions: the published rows are off by 1.7e-5 of the greatest output."""

IMPORTS = "F05000"
"""The column of imports."""


def read_bea(arrays: Arrays) -> TableDraft:
    """The benchmark table of the United States, commodity by commodity.

    Raises:
        FactsError: An array is missing or of another shape.
    """
    commodities, industries = arrays.words("commodity"), arrays.words("industry")
    finals, factors = arrays.words("fd_code"), arrays.words("va_code")
    c, i, f, v = len(commodities), len(industries), len(finals), len(factors)
    use, make = arrays.numbers("U", c, i), arrays.numbers("V", i, c)
    final, added = arrays.numbers("Y", c, f), arrays.numbers("VA", v, i)
    made = make.sum(axis=0) > 0
    negative = np.where(made[:, None], np.minimum(use, 0.0), 0.0)
    use, make = use - negative, make - negative.T
    q, g = make.sum(axis=0), make.sum(axis=1)
    spread = make / np.where(made, q, 1.0)
    into = (np.vstack([use, added]) / np.where(g > 0, g, 1.0)) @ spread * q
    none = np.flatnonzero(~made)
    names = arrays.words("commodity_name", c)
    kept = np.flatnonzero(made)
    primaries = (*factors, *(commodities[k] for k in none))
    imports, Y, codes = _imports(final[kept], finals)
    said = dict(zip(finals, arrays.words("fd_name", f), strict=True))
    year = arrays.word("year")
    return TableDraft(
        regions=Roster("region", ("USA",), (Text("美国", "United States"),)),
        sectors=_roster("sector", [(commodities[k], Text(names[k], names[k])) for k in kept]),
        finals=_roster("final use", [(code, _named(code, said)) for code in codes]),
        uses=tuple(_purpose(code) for code in codes),
        primaries=_roster(
            "primary input",
            [(k, _FACTORS.get(k, Text(k, k))) for k in factors]
            + [(commodities[k], Text(names[k], names[k])) for k in none],
        ),
        Z=into[:c][np.ix_(kept, kept)],
        Y=Y,
        V=np.vstack([into[c:], into[none]])[:, kept] if primaries else np.zeros((0, c)),
        x=q[kept],
        imports=imports,
        residual=np.zeros(len(kept)),
        unit=UNITS.get(arrays.word("unit"), arrays.word("unit") or "1"),
        period=year,
        title=Text(
            f"{year} 年美国投入产出表（产品×产品）",
            f"United States, {year}: commodity by commodity",
        ),
        source=arrays.file,
        estimate=_told(int((negative < 0).sum()), [commodities[k] for k in none]),
        tolerance=TOLERANCE,
    )


def _told(negative: int, none: list[str]) -> Text | None:
    sold = Text(f"{negative} 处负的使用算作产出", f"{negative} negative uses counted as make")
    bare = Text(
        f"没有产业生产的 {'、'.join(none)} 算作初始投入",
        f"{', '.join(none)} as primary input: commodities that no industry makes",
    )
    return together(_TECHNOLOGY, sold if negative else None, bare if none else None)


_TECHNOLOGY = Text("由供给、使用表按产业技术假定推出", "industry technology from make and use")


def _imports(final: Floats, codes: tuple[str, ...]) -> tuple[Floats, Floats, list[str]]:
    """Imports taken off the rows, and the final uses that are left, with their codes."""
    if IMPORTS not in codes:
        return np.zeros(len(final)), final, list(codes)
    at = codes.index(IMPORTS)
    column = final[:, at]
    rest = [k for k in range(len(codes)) if k != at]
    added = np.maximum(column, 0.0)
    left = [codes[k] for k in rest]
    if not added.any():
        return -column, final[:, rest], left
    Y = np.column_stack([final[:, rest], added])
    return np.maximum(-column, 0.0), Y, [*left, f"{IMPORTS}+"]


_DUTIES = Text("进口列中增加的项", "Entries of the import column that add")
_FACTORS = {
    "V00100": Text("劳动者报酬", "Compensation of employees"),
    "V00200": Text("生产税和进口税减补贴", "Taxes on production and imports, less subsidies"),
    "V00300": Text("营业总盈余", "Gross operating surplus"),
}


def _named(code: str, said: Mapping[str, str]) -> Text:
    return Text(said[code], said[code]) if code in said else _DUTIES


def _roster(noun: str, pairs: list[tuple[str, Text]]) -> Roster:
    codes, names = zip(*pairs, strict=True) if pairs else ((), ())
    return Roster(noun, tuple(codes), tuple(names))


def _purpose(code: str) -> FinalUse:
    """F010 persons, F02 private investment, F030 inventories, F040 exports, F06–F10 government."""
    fixed = {"F01000": FinalUse.HOUSEHOLD, "F03000": FinalUse.INVENTORY, "F04000": FinalUse.EXPORT}
    if code in fixed:
        return fixed[code]
    if code.startswith("F02"):
        return FinalUse.CAPITAL
    if code[:3] in ("F06", "F07", "F10"):
        return FinalUse.GOVERNMENT if code[3] == "C" else FinalUse.CAPITAL
    return FinalUse.OTHER
