"""Capability: all measures of 230 places, one year and ten, beside three other packages; entry.

Sizes count activities. The rivals take minutes at full size, so it is not among their sizes;
``--case complexity-ecomplexity --size 5000 --rounds 1 --repeats 0`` runs it all the same.
"""

from __future__ import annotations

from typing import Any

from benchmarks.registry import Case, Rival

PLACES = 230
YEARS = 10
ZONES = 722


def _matrix(activities: int, years: int = 1) -> Any:
    from benchmarks.generators.trade import exports  # noqa: PLC0415 - cases are listed without it
    from lantu.complexity import activity_matrix  # noqa: PLC0415 - as above

    periods = [f"{2000 + year}" for year in range(years)]
    return activity_matrix(exports(PLACES, activities, years), periods=periods)


def _ten_years(activities: int) -> Any:
    return _matrix(activities, YEARS)


def _measure(matrix: Any) -> object:
    from lantu.complexity import measure  # noqa: PLC0415 - cases are listed without it

    return measure(matrix)


def _measure_and_proximity(matrix: Any) -> object:
    from lantu.complexity import measure, proximity  # noqa: PLC0415 - as above

    whole = measure(matrix)
    return whole, proximity(whole.presence)


def _fitness(matrix: Any) -> object:
    from lantu.complexity import fitness  # noqa: PLC0415 - cases are listed without it

    return fitness(matrix)


def _two_years(activities: int) -> Any:
    """As many places as the commuting zones of the United States."""
    from benchmarks.generators.trade import exports  # noqa: PLC0415 - as above
    from lantu.complexity import activity_matrix  # noqa: PLC0415 - as above

    return activity_matrix(exports(ZONES, activities, 2), periods=("2000", "2001"))


def _entry(matrix: Any) -> object:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.complexity import entry_model  # noqa: PLC0415 - as above

    model = entry_model(matrix, "2000", "2001", rng=np.random.default_rng(0))
    return model.predict(matrix, start="2001")


def _entry_backtest(matrix: Any) -> object:
    import numpy as np  # noqa: PLC0415 - cases are listed without it

    from lantu.complexity import entry_backtest  # noqa: PLC0415 - as above

    return entry_backtest(matrix, "2000", "2001", rng=np.random.default_rng(0))


def _long(activities: int) -> Any:
    """What the first two rivals take: one row per amount."""
    import numpy as np  # noqa: PLC0415 - cases are listed without it
    import pandas as pd  # noqa: PLC0415 - only the rivals' environment has it

    from benchmarks.generators.trade import exports  # noqa: PLC0415 - as above

    amounts = exports(PLACES, activities)[0]
    place, activity = np.nonzero(amounts)
    return pd.DataFrame(
        {
            "year": 2000,
            "loc": [f"p{at:04}" for at in place],
            "prod": [f"a{at:04}" for at in activity],
            "val": amounts[place, activity],
        }
    )


def _wide(activities: int) -> Any:
    return _long(activities).pivot_table(index="loc", columns="prod", values="val")


def _ecomplexity(data: Any) -> object:
    from ecomplexity import ecomplexity  # noqa: PLC0415 - only the rivals' environment has it

    columns = {"time": "year", "loc": "loc", "prod": "prod", "val": "val"}
    return ecomplexity(data, columns, check_logsupermodularity=False, verbose=False)


def _econcomplex(data: Any) -> object:
    from econcomplex import compute_complexity  # noqa: PLC0415 - as above

    columns = {"time": "year", "loc": "loc", "act": "prod", "val": "val"}
    return compute_complexity(data, columns)


def _economic_complexity(table: Any) -> object:
    """RCA, ECI and PCI by reflections, proximity and density; it has no COI."""
    import economic_complexity as ec  # noqa: PLC0415 - as above

    rca = ec.rca(table)
    near = ec.proximity(rca)
    return ec.complexity(rca), near, ec.relatedness(rca, proximities=near)


def _rival(name: str, module: str, run: Any, setup: Any = _long) -> Rival:
    return Rival(name=name, run=run, needs=module, setup=setup, environment="complexity")


CASES: tuple[Case, ...] = (
    Case(
        name="complexity-one-year",
        about="RCA, ECI, PCI, density, distance, COI, COG of 230 places by n activities",
        sizes=(300, 1_000, 5_000),
        setup=_matrix,
        run=_measure,
    ),
    Case(
        name="complexity-proximity",
        about="the same with the n by n proximities formed",
        sizes=(300, 1_000, 5_000),
        setup=_matrix,
        run=_measure_and_proximity,
    ),
    Case(
        name="complexity-ten-years",
        about="the measures of complexity-one-year for ten years",
        sizes=(300, 5_000),
        setup=_ten_years,
        run=_measure,
    ),
    Case(
        name="complexity-fitness",
        about="fitness of 230 places by n activities until ranks settle",
        sizes=(300, 5_000),
        setup=_matrix,
        run=_fitness,
    ),
    Case(
        name="complexity-entry",
        about="learn entry from 722 places by n activities and tell it of the next year",
        sizes=(30, 228),
        setup=_two_years,
        run=_entry,
    ),
    Case(
        name="complexity-entry-backtest",
        about="the same of places held out in five folds, with intervals, beside baselines",
        sizes=(30, 228),
        setup=_two_years,
        run=_entry_backtest,
    ),
    Case(
        name="complexity-ecomplexity",
        about="the measures of complexity-one-year beside ecomplexity",
        sizes=(300, 1_000),
        setup=_matrix,
        run=_measure,
        rival=_rival("ecomplexity", "ecomplexity", _ecomplexity),
    ),
    Case(
        name="complexity-econcomplex",
        about="the measures of complexity-one-year beside econcomplex",
        sizes=(300, 1_000),
        setup=_matrix,
        run=_measure,
        rival=_rival("econcomplex", "econcomplex", _econcomplex),
    ),
    Case(
        name="complexity-economic",
        about="the measures and proximities beside economic-complexity, which has no COI and COG",
        sizes=(300, 1_000, 5_000),
        setup=_matrix,
        run=_measure_and_proximity,
        rival=_rival(
            "economic-complexity", "economic_complexity", _economic_complexity, setup=_wide
        ),
    ),
)
