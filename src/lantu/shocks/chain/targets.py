"""What a blow falls on: products whole, or the part of them that some firms make."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import freeze
from lantu.errors import CallerError
from lantu.model.scenario import Hit
from lantu.vocab.code_error import CodeError
from lantu.vocab.country import country_name
from lantu.vocab.industry import industry_path, parse_industry
from lantu.vocab.region import is_region

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.chains.arrays import Flags
    from lantu.model.axis import Axis
    from lantu.model.scenario import Target
    from lantu.shocks.chain.ground import Ground
    from lantu.vocab.text import Text

NEAR = 3
"""Names that a refusal suggests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a target stands for.

    Attributes:
        target: The target.
        products: Products that are hit whole, ``(n,)``.
        pairs: Pairs of product and maker that are hit, ``(p,)``.
    """

    target: Target
    products: Flags
    pairs: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def recorded(self) -> bool:
        """Whether anything on record is hit; if not, nothing is known, not nothing lost."""
        return bool(self.products.any() or self.pairs.any())


def reach(ground: Ground, target: Target) -> Reach:
    """What a target stands for in a graph.

    A product or a sector is hit whole. Of what a firm, a supplier, a region's firms or a
    country's outside suppliers make, their part is hit.

    Raises:
        CallerError: The facts do not know it; near names are told.
    """
    products = np.zeros(len(ground), dtype=np.bool_)
    pairs = np.zeros(len(ground.supply), dtype=np.bool_)
    if target.kind is Hit.PRODUCT:
        ids = ground.graph.products.ids
        products[_position(ids, ground.graph.products.names, target)] = True
    elif target.kind is Hit.SECTOR:
        products = _of_sector(ground, target)
    else:
        pairs = _of_makers(ground, target)
    return Reach(target=target, products=products, pairs=pairs)


def _of_makers(ground: Ground, target: Target) -> Flags:
    supply, firms = ground.supply, ground.graph.firms
    if target.kind is Hit.REGION:
        inside: Flags = firms.within(_place(ground, target))[supply.firm]
        return inside
    if target.kind is Hit.COUNTRY:
        code = _country(ground, target)
        there = np.array([each == code for each in firms.country], dtype=np.bool_)
        flags: Flags = there[supply.firm] & supply.outside
        return flags
    at = _position(firms.ids, firms.names, target)
    if target.kind is Hit.SUPPLIER and firms.within(ground.region)[at]:
        raise CallerError(
            f"{target.code} lies in region {ground.region} and is no outside supplier",
            hint=f"strike it as firm:{target.code}",
        )
    hit: Flags = supply.firm == at
    return hit


def _position(ids: Axis, names: tuple[Text, ...], target: Target) -> int:
    if target.code in ids:
        return ids.at(target.code)
    said = {each.zh: code for code, each in zip(ids, names, strict=True)}
    said |= {each.en: code for code, each in zip(ids, names, strict=True)}
    near = get_close_matches(target.code, [*ids, *said], n=NEAR)
    told = [f"{said[one]} ({one})" if one in said and one not in ids else one for one in near]
    raise _unknown(target, told, len(ids))


def _of_sector(ground: Ground, target: Target) -> Flags:
    industries = ground.graph.products.industries
    try:
        code = parse_industry(target.code).code
    except CodeError as error:
        known = sorted({each for each in industries if each})
        near = get_close_matches(target.code, known, n=NEAR)
        raise _unknown(target, [*near, str(error)], len(known)) from None
    return np.array([_under(each, code) for each in industries], dtype=np.bool_)


def _under(industry: str, code: str) -> bool:
    if code.isdigit():
        return industry.lstrip("ABCDEFGHIJKLMNOPQRST").startswith(code)
    return bool(industry) and industry_path(industry)[0].code == code


def _place(ground: Ground, target: Target) -> int:
    firms = ground.graph.firms
    if target.code.isdigit():
        code = int(target.code)
        if is_region(target.code) or (code and firms.within(code).any()):
            return code
    known = sorted({str(place) for place in firms.place.tolist() if place})
    raise _unknown(target, get_close_matches(target.code, known, n=NEAR), len(known))


def _country(ground: Ground, target: Target) -> str:
    code, known = target.code.upper(), {each for each in ground.graph.firms.country if each}
    if code in known or country_name(code).zh != code:
        return code
    names = {
        name: each for each in known for name in (country_name(each).zh, country_name(each).en)
    }
    near = get_close_matches(target.code, sorted([*known, *names]), n=NEAR)
    told = [f"{names[one]} ({one})" if one in names else one for one in near]
    raise _unknown(target, told, len(known))


def _unknown(target: Target, near: Iterable[str], many: int) -> CallerError:
    told = ", ".join(near)
    return CallerError(
        f"there is no {target.kind} {target.code!r} among {many}",
        hint=f"did you mean {told}?" if told else "the facts name none like it",
    )
