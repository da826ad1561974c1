"""An invented country: products in chains and tiers, firms in provinces, as real ones are.

Measured on the facts of Hubei and kept: a third of the products have no input on record,
the others about four, three quarters of them essential; a cut stops one product in
twenty of a chain on average. Nine inputs in ten come from the product's own chain, from
tiers below it; popularity is heavy-tailed, so that few general inputs have a great many
users; so is the number of products of a firm, and most of them lie in one chain.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.model.axis import Axis
from lantu.model.chain_graph import (
    FIGURE_KINDS,
    NO_GRADE,
    NO_GROUP,
    ChainGraph,
    Figures,
    Firms,
    Links,
    Makers,
    Products,
)
from lantu.vocab.text import Text
from lantu.vocab.words import Activity, Essentiality, FirmRole, Grade, LinkRole

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.evidence.source import Citation

    Ints = NDArray[np.int64]

PROVINCES = tuple(
    code * 10_000
    for code in (
        11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41,
        42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
    )
)  # fmt: skip
"""GB/T 2260 codes of the 31 provinces of the mainland."""

CHAIN_SIZE = 1_000
TIERS = 12
INPUTS = 3.9
WITHOUT_INPUTS = 0.25
"""Of the products above the lowest tier."""
OWN_CHAIN = 0.9
ROWS_PER_PRODUCT = 10
PRODUCTS_PER_FIRM = 4
POPULARITY = 1.4
TAIL = 2.3
"""Exponents of the heavy tails: of inputs within a chain; of general inputs, and of firms."""

NEEDS = (0.77, 0.08, 0.15)
"""Essential, alternative, optional: the shares of the facts of Hubei."""

STATED_OUTSIDE, CONFIRMED, OF_STANDING = 0.2, 0.01, 0.03
"""Products with a stated outside supplier, with a confirmed absence; firms of each role."""

ACTIVITIES = (0.8, 0.03, 0.02, 0.06, 0.03, 0.04, 0.02)
GRADES = (0.05, 0.35, 0.35, 0.25)


@dataclass(frozen=True)
class Rows:
    """Rows that nobody asks to cite."""

    length: int

    def __len__(self) -> int:
        return self.length

    def cite(self, position: int) -> Citation:
        """Nothing stands behind an invented row.

        Raises:
            LookupError: Always.
        """
        raise LookupError(position)


def country(products: int, *, seed: int = 20201120) -> ChainGraph:
    """An invented country of so many products and ten times as many maker rows.

    Args:
        products: How many products.
        seed: Same seed, same country.
    """
    rng = np.random.default_rng(seed)
    chain = np.arange(products) // CHAIN_SIZE
    tier = (np.arange(products) % CHAIN_SIZE) * TIERS // CHAIN_SIZE
    firms = max(products * ROWS_PER_PRODUCT // PRODUCTS_PER_FIRM, 1)
    names = [f"C{one:03d}" for one in range(int(chain.max()) + 1)]
    return ChainGraph(
        chain_names={name: Text(name, name) for name in names},
        products=_products(rng, chain, names),
        links=_links(rng, chain, tier),
        firms=_firms(rng, firms),
        makers=_makers(rng, chain, firms),
        figures=_figures(rng, products),
    )


def _products(rng: np.random.Generator, chain: Ints, names: Sequence[str]) -> Products:
    count = len(chain)
    ids = Axis("product", tuple(f"P{one:07d}" for one in range(count)))
    segment = np.arange(count) % CHAIN_SIZE % 10
    return Products(
        ids=ids,
        names=tuple(Text(one, one) for one in ids),
        chains=tuple(names[one] for one in chain.tolist()),
        segments=tuple(f"S{one}" for one in segment.tolist()),
        stages=("",) * count,
        classes=("",) * count,
        industries=("",) * count,
        outside_stated=rng.random(count) < STATED_OUTSIDE,
        confirmed_absent=np.where(rng.random(count) < CONFIRMED, 1, NO_GRADE).astype(np.int8),
        grade=np.full(count, list(Grade).index(Grade.C), dtype=np.int8),
        rows=np.arange(count, dtype=np.int32),
        book=Rows(count),
    )


def _links(rng: np.random.Generator, chain: Ints, tier: Ints) -> Links:
    some = (tier > 0) & (rng.random(len(chain)) >= WITHOUT_INPUTS)
    target = np.repeat(np.arange(len(chain)), np.where(some, rng.poisson(INPUTS, len(chain)), 0))
    source = _sources(rng, chain, tier, target)
    pairs = np.unique(np.stack([target, source], axis=1), axis=0)
    target, source = pairs[:, 0], pairs[:, 1]
    need = rng.choice(3, len(target), p=NEEDS)
    grouped = need == list(Essentiality).index(Essentiality.ALTERNATIVE)
    owners, group = np.unique(target[grouped], return_inverse=True)
    groups = np.full(len(target), NO_GROUP, dtype=np.int32)
    groups[grouped] = group
    return Links(
        source=source.astype(np.int32),
        target=target.astype(np.int32),
        essentiality=need.astype(np.int8),
        group=groups,
        group_names=tuple(f"G{one}" for one in owners.tolist()),
        role=np.full(len(target), list(LinkRole).index(LinkRole.MATERIAL), dtype=np.int8),
        returning=np.zeros(len(target), dtype=np.bool_),
        grade=np.full(len(target), list(Grade).index(Grade.C), dtype=np.int8),
        rows=np.arange(len(target), dtype=np.int32),
        book=Rows(len(target)),
    )


def _sources(rng: np.random.Generator, chain: Ints, tier: Ints, target: Ints) -> Ints:
    """One input for each target, from a lower tier: popular ones more often."""
    own = rng.random(len(target)) < OWN_CHAIN
    chains = int(chain.max()) + 1
    home = np.where(own, chain[target], (chains * _skewed(rng, len(target), TAIL)).astype(np.int64))
    last = np.bincount(chain)[home]
    below = np.minimum(tier[target] * CHAIN_SIZE // TIERS, last)
    reach = np.where(own, np.minimum(below, 2 * CHAIN_SIZE // TIERS), below)
    skew = np.where(own, POPULARITY, TAIL)
    place = below - reach + (reach * rng.random(len(target)) ** skew).astype(np.int64)
    source: Ints = home * CHAIN_SIZE + np.minimum(place, last - 1)
    return np.where(source == target, np.maximum(target - 1, 0), source)


def _skewed(rng: np.random.Generator, count: int, tail: float) -> NDArray[np.float64]:
    """Places in [0, 1): density falls as a power of the place."""
    return rng.random(count) ** tail


def _firms(rng: np.random.Generator, count: int) -> Firms:
    ids = Axis("firm", tuple(f"F{one:07d}" for one in range(count)))
    province = (len(PROVINCES) * _skewed(rng, count, TAIL)).astype(np.int64)
    city = rng.integers(1, 16, count) * 100
    return Firms(
        ids=ids,
        names=tuple(Text(one, one) for one in ids),
        place=(np.array(PROVINCES)[province] + city).astype(np.int32),
        country=("CN",) * count,
        roles=rng.random((count, len(FirmRole))) < OF_STANDING,
        grade=rng.choice(4, count, p=GRADES).astype(np.int8),
        rows=np.arange(count, dtype=np.int32),
        book=Rows(count),
    )


def _makers(rng: np.random.Generator, chain: Ints, firms: int) -> Makers:
    count = len(chain) * ROWS_PER_PRODUCT
    firm = (firms * _skewed(rng, count, TAIL)).astype(np.int64)
    home = rng.integers(0, int(chain.max()) + 1, firms)[firm]
    place = rng.integers(0, CHAIN_SIZE, count)
    product = np.minimum(home * CHAIN_SIZE + place, len(chain) - 1)
    order = np.lexsort((firm, product))
    return Makers(
        product=product[order].astype(np.int32),
        firm=firm[order].astype(np.int32),
        activity=rng.choice(len(Activity), count, p=ACTIVITIES).astype(np.int8),
        grade=rng.choice(len(Grade), count, p=GRADES).astype(np.int8),
        rows=np.arange(count, dtype=np.int32),
        book=Rows(count),
    )


def _figures(rng: np.random.Generator, products: int) -> Figures:
    count = max(products // 10, 1)
    return Figures(
        product=np.sort(rng.integers(0, products, count)).astype(np.int32),
        firm=np.full(count, -1, dtype=np.int32),
        kind=rng.integers(1, len(FIGURE_KINDS) - 2, count).astype(np.int8),
        value=rng.random(count),
        has_value=np.ones(count, dtype=np.bool_),
        grade=rng.choice(len(Grade), count, p=GRADES).astype(np.int8),
        rows=np.arange(count, dtype=np.int32),
        book=Rows(count),
    )
