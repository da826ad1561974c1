"""Chains: diagnosis of one region and of 31 at once, and every single cut of a graph."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmarks.registry import Case, Rival

NATIONAL = Path(__file__).resolve().parents[2] / ".." / "shared" / "data" / "ashare-product-graph"
"""A national product graph of listed firms; not ours to pass on, so it is used where it is."""


def _country(products: int) -> Any:
    from benchmarks.generators.provinces import country  # noqa: PLC0415 - cases stay light

    return country(products)


def _all_provinces(graph: Any) -> object:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from benchmarks.generators.provinces import PROVINCES  # noqa: PLC0415 - as above
    from lantu.chains import Rules, diagnose_many  # noqa: PLC0415 - as above

    found = diagnose_many(graph, PROVINCES, Rules())
    return [np.bincount(one.state, minlength=6).tolist() for one in found]


def _ready(products: int) -> Any:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.chains import Rules, wiring  # noqa: PLC0415 - as above
    from lantu.chains.cascade import cascade  # noqa: PLC0415 - as above

    wires = wiring(_country(products), Rules().weights)
    return cascade(wires, Rules().optional_loss), np.ones((products, 1))


def _every_cut(given: Any) -> object:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.chains.cascade import cut_losses  # noqa: PLC0415 - as above

    ready, values = given
    return cut_losses(ready, values, np.zeros((len(values), 0), dtype=np.int64))


def _textbook_cuts(given: Any) -> object:
    """The formula over all products, again and again until nothing moves, cut after cut."""
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    ready, values = given
    net = ready.net
    target = np.repeat(np.arange(len(values)), np.diff(net.start))
    needed = net.slot == -1
    grouped, optional = net.slot >= 0, net.slot < -1
    groups, group = np.unique(net.slot[grouped], return_inverse=True)
    owner = np.zeros(len(groups), dtype=np.int64)
    owner[group] = target[grouped]
    lost = np.zeros(len(values))
    for root in range(len(values)):
        y, before = np.ones(len(values)), np.zeros(len(values))
        y[root] = 0.0
        while not np.array_equal(y, before):
            before = y.copy()
            best = np.zeros(len(groups))
            np.maximum.at(best, group, before[net.source[grouped]])
            kept = np.ones(len(values))
            fade = 1.0 - ready.optional_loss * (1.0 - before[net.source[optional]])
            np.multiply.at(kept, target[optional], fade)
            np.minimum.at(y, target[needed], before[net.source[needed]])
            np.minimum.at(y, owner, best)
            y = np.minimum(y, kept)
        lost[root] = (values[:, 0] * (1.0 - y)).sum() - values[root, 0]
    return lost


def _national(_size: int) -> Any:
    from benchmarks.generators.national import clean_workspace  # noqa: PLC0415 - as above

    return clean_workspace(NATIONAL)


def _assemble_and_diagnose(folder: Any) -> object:
    from benchmarks.generators.national import REGION  # noqa: PLC0415 - as above
    from lantu.chains import Rules, diagnose  # noqa: PLC0415 - as above
    from lantu.facts import open_workspace  # noqa: PLC0415 - as above

    return diagnose(open_workspace(folder).graph(), REGION, Rules())


def _diagnose(graph: Any) -> object:
    from benchmarks.generators.national import REGION  # noqa: PLC0415 - as above
    from lantu.chains import Rules, diagnose  # noqa: PLC0415 - as above

    return diagnose(graph, REGION, Rules())


def _national_graph(size: int) -> Any:
    from lantu.facts import open_workspace  # noqa: PLC0415 - as above

    return open_workspace(_national(size)).graph()


CASES: tuple[Case, ...] = (
    Case(
        name="chains-31-provinces",
        about="diagnosis of 31 provinces: n products, 10 n maker rows, 2.7 n inputs, all cuts",
        sizes=(1_000, 25_000, 50_000, 100_000),
        setup=_country,
        run=_all_provinces,
    ),
    Case(
        name="chains-every-cut",
        about="what stops with each of n products cut alone, 2.7 n inputs",
        sizes=(1_000, 25_000, 50_000, 100_000),
        setup=_ready,
        run=_every_cut,
    ),
    Case(
        name="chains-cut-textbook",
        about="the same beside the formula repeated over all products",
        sizes=(300, 1_000),
        setup=_ready,
        run=_every_cut,
        rival=Rival(name="NumPy, plain", run=_textbook_cuts, needs="numpy"),
    ),
)

if NATIONAL.is_dir():
    CASES += (
        Case(
            name="chains-national",
            about="diagnosis of the listed firms' product graph, one province",
            sizes=(1,),
            setup=_national_graph,
            run=_diagnose,
        ),
        Case(
            name="chains-national-whole",
            about="the same with opening, checking and assembling its workspace",
            sizes=(1,),
            setup=_national,
            run=_assemble_and_diagnose,
        ),
    )
