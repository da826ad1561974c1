"""Cascades of firms: a hundred firms that stop, one after another, in an invented network."""

from __future__ import annotations

from typing import Any

from benchmarks.registry import Case

SIZES = (1_000, 10_000, 100_000)
SHOCKS = 100


def _network(size: int) -> Any:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from benchmarks.generators.firms import SECTORS, firms  # noqa: PLC0415 - as above
    from lantu.model.roster import roster  # noqa: PLC0415 - as above
    from lantu.model.supply_network import supply_network  # noqa: PLC0415 - as above
    from lantu.shocks import every_firm  # noqa: PLC0415 - as above

    made = firms(size)
    network = supply_network(
        tuple(f"f{k}" for k in range(size)),
        roster("sector", [f"s{k}" for k in range(SECTORS[size])]),
        made.sector,
        supplier=made.supplier,
        buyer=made.buyer,
        amount=made.amount,
    )
    hit = np.random.default_rng(5).choice(size, SHOCKS, replace=False)
    every = every_firm(network)
    return network, [every[at] for at in hit], made.needs


def _published(given: Any) -> object:
    from lantu.shocks import PUBLISHED, cascades  # noqa: PLC0415 - as above

    network, shocks, needs = given
    return cascades(network, shocks, needs=needs, stop=PUBLISHED)


def _rest(given: Any) -> object:
    from lantu.shocks import cascades  # noqa: PLC0415 - as above

    network, shocks, needs = given
    return cascades(network, shocks, needs=needs)


CASES = (
    Case(
        name="shocks-cascades",
        about="100 firms stop; rest as published",
        sizes=SIZES,
        setup=_network,
        run=_published,
    ),
    Case(
        name="shocks-cascades-rest",
        about="100 firms stop; run to the fixed point",
        sizes=SIZES,
        setup=_network,
        run=_rest,
    ),
)
