"""How much of an economy is digital by the classification of 2021, as far as figures tell."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import fsum, isfinite
from typing import TYPE_CHECKING

from lantu.errors import DataError
from lantu.model.digital_industries import CORE, DIGITISED
from lantu.model.frames import frame
from lantu.vocab.industry import industry_path, parse_industry

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

    from lantu.model.digital_industries import DigitalIndustries, DigitalPart

NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalShare:
    """What belongs to some classes, in the unit of the figures given.

    Attributes:
        classes: Codes of the classes.
        industries: Industries of which something belongs or may.
        lower: What belongs of each at the least, by ``industries``.
        upper: At the most.
        total: Sum of all figures that were given.
    """

    classes: tuple[str, ...]
    industries: tuple[str, ...]
    lower: tuple[float, ...]
    upper: tuple[float, ...]
    total: float

    @property
    def value(self) -> tuple[float, float]:
        """Least and greatest sum."""
        return fsum(self.lower), fsum(self.upper)

    @property
    def share(self) -> tuple[float, float]:
        """Least and greatest part of the total."""
        low, high = self.value
        return low / self.total, high / self.total

    def to_polars(self) -> pl.DataFrame:
        """One row per industry."""
        import numpy as np  # noqa: PLC0415 - nothing else here needs arrays

        return frame(
            {"industry": self.industries},
            {"lower": np.array(self.lower), "upper": np.array(self.upper)},
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class DigitalEconomy:
    """The two halves of the digital economy, which are never added.

    Attributes:
        core: 数字产业化, classes 01 to 04: the core industries.
        digitised: 产业数字化, class 05, out of what the core surely leaves.
        great: Each great class by itself; an industry that two of them take from stands
            in both, so that their upper bounds may exceed that of the core.
    """

    core: DigitalShare
    digitised: DigitalShare
    great: tuple[DigitalShare, ...]


def digital_economy(
    figures: Mapping[str, float],
    industries: DigitalIndustries,
    *,
    shares: Mapping[str, float] = NOTHING,
    digitised_shares: Mapping[str, float] = NOTHING,
) -> DigitalEconomy:
    """``lower_c = v_c`` where all of industry ``c`` belongs, ``s_c v_c`` where a share is told.

    Else 0; ``upper_c`` is ``s_c v_c`` where a share is told and ``v_c`` where any of it
    belongs. An industry belongs whole where it, or one above it, is taken whole; in part
    where one of them is starred, or only industries below it are taken. What surely belongs
    to the core is left out of class 05.

    Args:
        figures: Value added (or output, or anything that adds up) by code of GB/T 4754-2017,
            none of which lies in another.
        industries: The classification.
        shares: Part that belongs to the core, by code among ``figures``, in [0, 1].
        digitised_shares: Part of what the core leaves that belongs to class 05, likewise.

    Raises:
        DataError: No figures, a negative one, overlapping industries, or a share out of
            bounds, without a figure, or beside what is settled.
        CodeError: There is no such industry.
    """
    _refuse_figures(figures)
    core = _share(figures, industries, CORE, shares)
    taken = dict(zip(core.industries, core.lower, strict=True))
    left = {code: figure - taken.get(code, 0.0) for code, figure in figures.items()}
    digitised = _share(left, industries, DIGITISED, digitised_shares)
    return DigitalEconomy(
        core=core,
        digitised=replace(digitised, total=core.total),
        great=tuple(_share(figures, industries, (code,), NOTHING) for code in (*CORE, *DIGITISED)),
    )


def _share(
    figures: Mapping[str, float],
    industries: DigitalIndustries,
    classes: tuple[str, ...],
    shares: Mapping[str, float],
) -> DigitalShare:
    _refuse_shares(figures, shares)
    parts = industries.under(*classes)
    told = [(code, *_bounds(code, parts, shares)) for code in sorted(figures)]
    some = [(code, low, high) for code, low, high in told if high * figures[code] > 0]
    return DigitalShare(
        classes=classes,
        industries=tuple(code for code, _, _ in some),
        lower=tuple(low * figures[code] for code, low, _ in some),
        upper=tuple(high * figures[code] for code, _, high in some),
        total=fsum(figures.values()),
    )


def _bounds(
    code: str, parts: tuple[DigitalPart, ...], shares: Mapping[str, float]
) -> tuple[float, float]:
    """Least and greatest part of an industry that belongs."""
    above = {industry.code for industry in industry_path(code)}
    over = [part for part in parts if part.industry in above]
    whole = any(not part.starred for part in over)
    some = over or any(_lies_in(part.industry, code) for part in parts)
    settled = 1.0 if whole else None if some else 0.0
    if code not in shares:
        return (settled, settled) if settled is not None else (0.0, 1.0)
    if settled is not None and shares[code] != settled:
        raise DataError(
            f"a share of {shares[code]:g} is told for industry {code}, of which "
            f"{'all' if settled else 'nothing'} belongs",
            hint="leave the share out",
        )
    return shares[code], shares[code]


def _lies_in(code: str, above: str) -> bool:
    return any(industry.code == above for industry in industry_path(code))


def _refuse_figures(figures: Mapping[str, float]) -> None:
    for code, figure in figures.items():
        if not (isfinite(figure) and figure >= 0):
            raise DataError(f"industry {code}: {figure} is no value added", hint="give 0 or more")
        path = [industry.code for industry in industry_path(parse_industry(code).code)]
        over = next((above for above in path[:-1] if above in figures), None)
        if over or path[-1] != code:
            raise DataError(
                f"industry {code} lies in {over}, and both have figures"
                if over
                else f"industry {code} is written {path[-1]}",
                hint="give each industry once, at one level",
            )
    if not fsum(figures.values()) > 0:
        raise DataError("there are no figures", hint="give value added by industry")


def _refuse_shares(figures: Mapping[str, float], shares: Mapping[str, float]) -> None:
    for code, share in shares.items():
        if code not in figures or not 0 <= share <= 1:
            raise DataError(
                f"a share of {share:g} is told for industry {code}",
                hint="shares lie in [0, 1] and belong to industries with figures",
            )
