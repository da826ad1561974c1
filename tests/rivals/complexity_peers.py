"""Ask one of three other packages for all it knows of a panel.

It runs in their environment and imports nothing of lantu::

    python complexity_peers.py PACKAGE IN.npz OUT.npz

IN holds ``values`` (periods × places × activities) and ``population`` (places). OUT holds one
array per figure, with a length of 1 along what the figure does not depend on, and NaN where
the package has no row.
"""

from __future__ import annotations

import sys
import warnings
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Figures = dict[str, Floats]

CROWD = 1e3
"""How many times as many people leave the last place with nothing per head."""


def long(values: Floats) -> Any:
    """One row per period, place and activity, as two of the packages take it."""
    period, place, activity = np.indices(values.shape).reshape(3, -1)
    return pd.DataFrame(
        {
            "year": 2000 + period,
            "loc": [f"p{at:04}" for at in place],
            "prod": [f"a{at:04}" for at in activity],
            "val": values[period, place, activity],
        }
    )


def cubes(table: Any, values: Floats, names: list[str], prefix: str = "") -> Figures:
    """Columns of such a table as arrays."""
    at = (
        table["year"].to_numpy(int) - 2000,
        table["loc"].str[1:].to_numpy(int),
        table["prod"].str[1:].to_numpy(int),
    )
    found = {}
    for name in names:
        found[prefix + name] = np.full(values.shape, np.nan)
        found[prefix + name][at] = table[name].to_numpy(float)
    return found


def wide(values: Floats) -> Any:
    """Places × activities of one period."""
    return pd.DataFrame(
        values,
        index=[f"p{at:04}" for at in range(values.shape[0])],
        columns=[f"a{at:04}" for at in range(values.shape[1])],
    )


def headcounts(values: Floats, population: Floats) -> Any:
    period, place = np.indices(values.shape[:2]).reshape(2, -1)
    return pd.DataFrame(
        {
            "year": 2000 + period,
            "loc": [f"p{at:04}" for at in place],
            "pop": population[place],
        }
    )


def ask_ecomplexity(values: Floats, population: Floats) -> Figures:
    from ecomplexity import ecomplexity, proximity  # noqa: PLC0415 - one package is asked

    columns = {"time": "year", "loc": "loc", "prod": "prod", "val": "val"}
    every = ["diversity", "ubiquity", "mcp", "eci", "pci", "density", "coi", "cog", "rca"]

    def ask(**options: Any) -> Any:
        return ecomplexity(
            long(values), columns, check_logsupermodularity=False, verbose=False, **options
        )

    near = proximity(long(values), columns)["proximity"].to_numpy()
    crowd = np.where(np.arange(len(population)) == len(population) - 1, CROWD, 1.0)
    crowded = headcounts(values, population * crowd)
    return {
        **cubes(ask(), values, every),
        **cubes(ask(continuous=True), values, ["density", "coi", "cog"], "continuous_"),
        **cubes(ask(knn=10), values, ["density"], "nearest_"),
        **cubes(
            ask(presence_test="rpop", pop=headcounts(values, population)),
            values,
            [*every, "rpop"],
            "heads_",
        ),
        **cubes(ask(presence_test="rpop", pop=crowded), values, ["eci"], "crowded_"),
        "proximity": near.reshape(len(values), values.shape[2], values.shape[2]),
    }


def ask_econcomplex(values: Floats, population: Floats) -> Figures:
    import econcomplex as ec  # noqa: PLC0415 - one package is asked

    columns = {"time": "year", "loc": "loc", "act": "prod", "val": "val"}
    every = ["diversity", "ubiquity", "mcp", "eci", "pci", "density", "distance", "coi", "cog"]

    def ask(**options: Any) -> Any:
        return ec.compute_complexity(long(values), columns, **options)

    tables = [wide(one) for one in values]

    def near(**options: Any) -> Floats:
        return np.stack(
            [ec.proximity(table, compute="product", **options)["product"] for table in tables]
        )

    reflected = [ec.method_of_reflections(table, tol=None) for table in tables]
    fit = [ec.fitness_complexity(table, iterations=30, tol=0) for table in tables]
    heads = headcounts(values[:1], population).drop(columns="year")
    return {
        **cubes(ask(), values, [*every, "rca"]),
        **cubes(ask(proximity_type="continuous"), values, ["density", "coi", "cog"], "continuous_"),
        **cubes(
            ask(presence_test="rpop", pop=heads), values, ["mcp", "eci", "pci", "density"], "heads_"
        ),
        "conditional": near(),
        "cosine": near(method="sqrt"),
        "largest": near(method="min"),
        "advantage-correlation": near(continuous=True),
        "advantage-cosine": near(continuous=True, continuous_method="cosine"),
        "relative": np.stack([ec.relative_relatedness(table) for table in tables]),
        "reflected_eci": np.stack([one for one, _ in reflected])[:, :, None],
        "reflected_pci": np.stack([other for _, other in reflected])[:, None, :],
        "fitness": np.stack([one for one, _ in fit])[:, :, None],
        "complexity": np.stack([other for _, other in fit])[:, None, :],
    }


def ask_economic_complexity(values: Floats, _population: Floats) -> Figures:
    import economic_complexity as ec  # noqa: PLC0415 - one package is asked

    found: dict[str, list[Floats]] = {}
    for one in values:
        rca = ec.rca(wide(one))
        near = ec.proximity(rca)
        places, activities = ec.complexity(rca)
        period = {
            "rca": rca,
            "eci": places.to_numpy()[:, None],
            "pci": activities.to_numpy()[None, :],
            "conditional": near,
            "cosine": ec.proximity(rca, procedure="sqrt"),
            "density": ec.relatedness(rca, proximities=near),
            "distance": ec.distance(rca, proximities=near),
            "cog": ec.opportunity_gain(rca, pci=activities, proximities=near),
            "relative": ec.relative_relatedness(rca, proximities=near),
        }
        for name, figures in period.items():
            found.setdefault(name, []).append(np.asarray(figures, dtype=float))
    return {name: np.stack(figures) for name, figures in found.items()}


ASK = {
    "ecomplexity": ask_ecomplexity,
    "econcomplex": ask_econcomplex,
    "economic-complexity": ask_economic_complexity,
}

if __name__ == "__main__":
    warnings.simplefilter("ignore")
    with np.load(sys.argv[2]) as given:
        answer: dict[str, Any] = ASK[sys.argv[1]](given["values"], given["population"])
    np.savez(sys.argv[3], **answer)
