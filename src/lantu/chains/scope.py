"""Which region a statement is about: regions contain one another by their codes."""

from __future__ import annotations

PROVINCE, PREFECTURE = 10_000, 100
"""What a GB/T 2260 code is divided by to widen it to its province or prefecture."""


def contains(outer: int, inner: int) -> bool:
    """Whether a region is, or lies in, another."""
    step = PROVINCE if outer % PROVINCE == 0 else PREFECTURE if outer % PREFECTURE == 0 else 1
    return inner // step == outer // step


def confirmation_applies(region: int, home: int | None) -> bool:
    """Whether absence confirmed at ``home`` is absence in ``region``.

    Nobody in the province means nobody in its prefecture, and nothing about a neighbour.
    """
    return home is None or contains(home, region)


def whole_region_figures_apply(region: int, home: int | None) -> bool:
    """Whether a share of ``home`` as a whole is a share of ``region``; only of itself."""
    return home is None or home == region
