"""Ranking: many alternatives, doubtful weights and performances, thousands of draws."""

from __future__ import annotations

from typing import Any

from benchmarks.registry import Case, Rival

CRITERIA = 8
DRAWS = 5000
CONCENTRATION = 12.0


def _table(alternatives: int) -> Any:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.ranking import Criterion, DecisionTable  # noqa: PLC0415 - as above
    from lantu.vocab.text import Text  # noqa: PLC0415 - as above

    rng = np.random.default_rng(1)
    lower = rng.random((alternatives, CRITERIA)) / 2
    doubtful = rng.random(lower.shape) < 0.3  # noqa: PLR2004 - three cells in ten
    upper = lower + doubtful * rng.random(lower.shape) / 2
    keys = [f"c{k}" for k in range(CRITERIA)]
    return DecisionTable.of(
        [f"a{i:05}" for i in range(alternatives)],
        [Criterion(key=key, name=Text(key, key), scale=(0, 1)) for key in keys],
        lower,
        upper,
    )


def _rank(table: Any) -> object:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.ranking import AroundWeights, smaa, standings  # noqa: PLC0415 - as above

    prior = AroundWeights(concentration=CONCENTRATION)
    return standings(smaa(table, weights=prior, draws=DRAWS, rng=np.random.default_rng(2)))


def _textbook(table: Any) -> object:
    """One draw after another, as the method is usually written down; shares of ranks only."""
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    rng = np.random.default_rng(2)
    utilities = table.utilities()
    n = len(table.alternatives)
    shares = np.zeros((n, n))
    for w in rng.dirichlet(CONCENTRATION * table.weights, DRAWS):
        u = rng.uniform(utilities.lower, utilities.upper)
        shares[np.argsort(-(u @ w)), np.arange(n)] += 1 / DRAWS
    return shares


CASES = (
    Case(
        name="ranking-smaa",
        about="SMAA and ties of n alternatives by 8 criteria, 3 cells in 10 doubtful, 5,000 draws",
        sizes=(50, 500),
        setup=_table,
        run=_rank,
        rival=Rival(name="textbook loop", run=_textbook, needs="numpy"),
    ),
)
