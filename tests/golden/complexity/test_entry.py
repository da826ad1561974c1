"""Who enters what next: commuting zones 1980–1990 and world trade 1962–1980, places held out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from lantu.complexity import ActivityMatrix, EntryBacktest, activity_matrix, entry_backtest

DATA = Path(__file__).resolve().parents[3] / ".." / "shared" / "data"

pytestmark = pytest.mark.skipif(
    not DATA.is_dir(), reason=f"{'/'.join(DATA.parts[-3:])} is not beside this checkout"
)


def panel(table: pl.DataFrame, weights: dict[str, float] | None = None) -> ActivityMatrix:
    """A matrix of the columns period, place, activity and value; what has no row is zero."""
    axes = [sorted(set(table[name])) for name in ("period", "place", "activity")]
    at = [{code: k for k, code in enumerate(codes)} for codes in axes]
    values = np.zeros([len(codes) for codes in axes])
    for period, place, activity, value in table.iter_rows():
        values[at[0][period], at[1][place], at[2][activity]] += value
    return activity_matrix(
        values,
        periods=axes[0],
        places=axes[1],
        activities=axes[2],
        weights=None if weights is None else [weights[place] for place in axes[1]],
    )


def zones() -> EntryBacktest:
    folder = DATA / "us_cz_industry_panel"
    table = pl.read_parquet(folder / "bar_cz_industry_share.parquet")
    people = pl.read_parquet(folder / "bar_cz_outcomes.parquet").select(
        pl.col("czone").cast(pl.Int64).cast(pl.String), "pop1980"
    )
    codes = (pl.col(name).cast(pl.Int64).cast(pl.String) for name in ("year", "czone", "ind"))
    shares = table.select(*codes, "emp_share")
    shares.columns = ["period", "place", "activity", "value"]
    matrix = panel(shares, dict(people.iter_rows()))
    return entry_backtest(matrix, "1980", "1990", rng=np.random.default_rng(0), folds=2)


def trade() -> EntryBacktest:
    folder = DATA / "trade_country_product"
    years = {"1962": "ec_trade_1962.parquet", "1980": "world_trade_1980.parquet"}
    tables = [
        pl.read_parquet(folder / name).select(
            pl.lit(year).alias("period"), "country", "product", "value"
        )
        for year, name in years.items()
    ]
    whole = pl.concat(tables)
    whole.columns = ["period", "place", "activity", "value"]
    return entry_backtest(panel(whole), "1962", "1980", rng=np.random.default_rng(0), folds=4)


def test_zones_take_up_industries_as_told() -> None:
    """The baselines are those of the data's own account: 69,849 candidates, 6,914 entries."""
    found = zones()
    assert (len(found.entered), found.entered.sum()) == (69_849, 6_914)
    assert found.baselines["ubiquity"].auc.value == pytest.approx(0.690, abs=5e-4)
    assert found.baselines["density"].auc.value == pytest.approx(0.684, abs=5e-4)
    assert found.baselines["initial"].auc.value == pytest.approx(0.556, abs=5e-4)
    assert found.model.auc.value > 0.79
    for name, one in found.gain.items():
        assert one.auc.interval.lower > 0.08, name
        assert one.average_precision.interval.lower > 0.08, name
        assert one.precision_at_10.interval.lower > 0.03, name
    assert found.calibration.error < 0.015
    assert 0.85 < found.coverage < 0.97


def test_countries_take_up_products_as_told() -> None:
    found = trade()
    assert (len(found.entered), found.entered.sum()) == (137_473, 9_834)
    assert found.best_baseline == "density"
    assert found.model.auc.value > 0.72
    for name, one in found.gain.items():
        assert one.auc.interval.lower > 0.03, name
        assert one.average_precision.interval.lower > 0.03, name
        assert one.precision_at_10.interval.lower > 0.03, name
    assert found.calibration.error < 0.015
    assert 0.8 < found.coverage < 0.97
