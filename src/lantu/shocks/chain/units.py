"""What may fail: every product, or every maker by firm, supplier, country or place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.chains.arrays import offsets
from lantu.errors import CallerError
from lantu.model.scenario import Hit, Target
from lantu.shocks.chain._pairs import Units

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.shocks.chain.ground import Ground


def units_of(given: Ground, of: Hit) -> tuple[tuple[Target, ...], Units]:
    """Everything of one kind that may fail, and what it takes with it.

    Raises:
        CallerError: A kind of which no list can be made.
    """
    if of is not Hit.PRODUCT:
        return _makers(given, of)
    every = np.arange(len(given), dtype=np.int32)
    codes = given.graph.products.ids.labels
    units = Units(np.arange(len(given) + 1, dtype=np.int32), every, np.ones(len(given)))
    return tuple(Target(kind=of, code=code) for code in codes), units


def _makers(given: Ground, of: Hit) -> tuple[tuple[Target, ...], Units]:
    supply, label = given.supply, maker_labels(given, of)
    at = np.flatnonzero(label != "")
    codes, unit = np.unique(label[at], return_inverse=True)
    cell = unit * len(given) + supply.product[at]
    cells, place = np.unique(cell, return_inverse=True)
    part = np.zeros(len(cells))
    np.add.at(part, place, supply.parts()[at])
    units = Units(
        start=offsets((cells // max(len(given), 1)).astype(np.int32), len(codes)),
        product=(cells % max(len(given), 1)).astype(np.int32),
        part=np.minimum(part, 1.0),
    )
    return tuple(Target(kind=of, code=str(code)) for code in codes), units


def maker_labels(given: Ground, of: Hit) -> NDArray[np.str_]:
    """The unit of a kind that takes each pair of product and maker; empty where none does.

    Raises:
        CallerError: A kind of which no list can be made.
    """
    if of in {Hit.PRODUCT, Hit.SECTOR}:
        raise CallerError(
            f"{of}s do not fail maker by maker",
            hint="ask of products, or strike a sector with a scenario",
        )
    firms, supply = given.graph.firms, given.supply
    labels = np.array([*_labels(given, of), ""], dtype=np.str_)
    wanted = supply.outside == (of in {Hit.SUPPLIER, Hit.COUNTRY})
    return np.where(wanted, labels[np.where(wanted, supply.firm, len(firms.ids))], "")


def _labels(given: Ground, of: Hit) -> list[str]:
    firms = given.graph.firms
    if of is Hit.COUNTRY:
        return list(firms.country)
    if of is Hit.REGION:
        return [str(place) if place else "" for place in firms.place.tolist()]
    return list(firms.ids)
