"""How well entry is told of places that the model never saw."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu.complexity.arrays import freeze
from lantu.complexity.baselines import Baseline, baselines
from lantu.complexity.entry import FIGURES, NINE_IN_TEN, EntryForecast, forecast, learn, only
from lantu.complexity.entry_features import EntryTest, candidates, outcome
from lantu.complexity.evaluation import calibration
from lantu.complexity.learners import one_thread
from lantu.complexity.quality import draw_places, samples
from lantu.errors import CallerError

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Flags, Longs
    from lantu.complexity.entry_features import Candidates
    from lantu.complexity.evaluation import Calibration
    from lantu.complexity.quality import Quality, Samples
    from lantu.model.activity_matrix import ActivityMatrix

HeldOut = Literal["places", "places and activities"]
"""What the model never sees of the cells it is tested on.

===========================  ==================================================================
``"places"``                 nothing of the place; of the activity, what became of it elsewhere
                             in the same years
``"places and activities"``  nothing of either, as when the years tested are still to come
===========================  ==================================================================
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryBacktest:
    """What was told of held-out places, beside what came of it and what anybody could tell.

    Attributes:
        forecast: What was told of each of ``n`` candidates by a model that never saw its place.
        entered: What came of it, shape ``(n,)``.
        end: When.
        learned: The window that the models learned from.
        model: How good the probabilities are.
        baselines: How good the scores are that need no model.
        gain: By how much the model is better than each of them, in the same samples of places.
        calibration: What came of each tenth of the probabilities.
        coverage: Share of places whose number of entries lies in the nine-in-ten band that
            probabilities and doubts leave for it.
    """

    forecast: EntryForecast
    entered: Flags
    end: str
    learned: tuple[str, str]
    model: Quality
    baselines: dict[Baseline, Quality]
    gain: dict[Baseline, Quality]
    calibration: Calibration
    coverage: float

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def best_baseline(self) -> Baseline:
        """The baseline of the greatest AUC."""
        return max(self.baselines, key=lambda name: self.baselines[name].auc.value)

    def to_polars(self) -> pl.DataFrame:
        """One row per score and measure, and by how much the model is better; model first.

        Columns: score, measure, value, lower, upper, gain, gain_lower, gain_upper; gains are
        null for the model, and where a measure means nothing for a baseline there is no row.
        """
        import polars as pl  # noqa: PLC0415 - heavy, and only people who ask for tables need it

        tables = [_rows("model", self.model)]
        for name, one in self.baselines.items():
            gains = self.gain[name].to_polars().drop("measure")
            gains = gains.rename({"value": "gain", "lower": "gain_lower", "upper": "gain_upper"})
            tables.append(pl.concat((_rows(name, one), gains), how="horizontal"))
        return pl.concat(tables, how="diagonal")

    def cells_to_polars(self) -> pl.DataFrame:
        """One row per candidate: what was told and what came of it."""
        import polars as pl  # noqa: PLC0415 - as above

        return self.forecast.to_polars().with_columns(pl.Series("entered", self.entered))


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Candidates of one window and what became of them.

    Attributes:
        cells: The candidates.
        known: Which are on record at the end, shape ``(n,)``.
        entered: Which were entered, shape ``(n,)``.
    """

    cells: Candidates
    known: Flags
    entered: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)


def entry_backtest(  # noqa: PLR0913 - all but the window are optional
    matrix: ActivityMatrix,
    start: str,
    end: str,
    *,
    rng: np.random.Generator,
    learn_from: tuple[str, str] | None = None,
    held_out: HeldOut = "places",
    earlier: str | None = None,
    folds: int = 5,
    test: EntryTest | None = None,
) -> EntryBacktest:
    """Tell entries of held-out places, and set what was told beside what came of it.

    Places are dealt into folds; of each, a model that learned from the other places alone
    tells who enters what. Only cells below the line at the start count: telling what a place
    goes on doing is easy and tells nothing (Albora et al. 2023). Features are of the start;
    the end serves as outcome only. With ``learn_from``, a window that is over when the tested
    one begins, years are held out as well: that is forecasting proper.

    Args:
        matrix: Amounts, or shares with weights.
        start: When the tested window begins.
        end: When it ends.
        rng: Where chance comes from: folds, members, samples of places.
        learn_from: The window to learn from; the tested one where left out.
        held_out: Whether activities are held out too.
        earlier: A period before the start from which to tell where cells come from; not
            together with ``learn_from``.
        folds: How many parts the places (and activities) are dealt into.
        test: What counts as entering.

    Raises:
        CallerError: No such period, periods out of order, a window to learn from that ends
            after the tested one begins, or fewer than two folds.
        DataError: No candidates, or too few entries.

    Reference:
        Albora, Pietronero, Tacchella & Zaccaria (2023), Scientific Reports 13:1481.
    """
    rule = test or EntryTest()
    window = learn_from or (start, end)
    _refuse(matrix, start, learn_from, earlier, folds)
    with one_thread():
        tested = _window(matrix, (start, end), rule, earlier)
        taught = _window(matrix, window, rule) if learn_from else tested
        parts = [rng.permutation(len(axis)) % folds for axis in (matrix.places, matrix.activities)]
        told = _told(tested.cells, taught, parts if held_out != "places" else parts[:1], rng)
    return _judged(matrix, tested, told, (end, window), rng)


def _refuse(
    matrix: ActivityMatrix,
    start: str,
    learn_from: tuple[str, str] | None,
    earlier: str | None,
    folds: int,
) -> None:
    if folds < 2:  # noqa: PLR2004 - one fold leaves nothing to learn from
        raise CallerError(f"{folds} folds leave no place to learn from")
    if learn_from and matrix.periods.at(learn_from[1]) > matrix.periods.at(start):
        raise CallerError(f"what is learned until {learn_from[1]} is not known in {start}")
    if learn_from and earlier is not None:
        raise CallerError("an earlier period goes with one window alone", hint="drop learn_from")


def _window(
    matrix: ActivityMatrix, window: tuple[str, str], rule: EntryTest, earlier: str | None = None
) -> Window:
    cells = candidates(matrix, window[0], rule, earlier)
    known, entered = outcome(matrix, cells, window[1], rule)
    return Window(cells=cells, known=known, entered=entered)


def _told(
    cells: Candidates, taught: Window, parts: list[Longs], rng: np.random.Generator
) -> EntryForecast:
    """What is told of each candidate by a model that saw nothing of what is held out of it."""
    found = {name: np.zeros(len(cells.place)) for name in FIGURES}
    for block in product(*(range(int(part.max()) + 1) for part in parts)):
        tested, apart = _split(cells, parts, block), _split(taught.cells, parts, block)
        learned = learn(taught.cells, taught.known & ~apart[1], taught.entered, rng)
        one = forecast(learned, cells)
        for name, column in found.items():
            column[tested[0]] = getattr(one, name)[tested[0]]
    return EntryForecast(
        places=cells.places,
        activities=cells.activities,
        start=cells.start,
        place=cells.place,
        activity=cells.activity,
        **found,
    )


def _split(cells: Candidates, parts: list[Longs], block: tuple[int, ...]) -> tuple[Flags, Flags]:
    """Candidates in all the parts of a block, and candidates in any of them."""
    of_cells = (cells.place, cells.activity)
    inside = [part[where] == at for part, where, at in zip(parts, of_cells, block, strict=False)]
    return np.logical_and.reduce(inside), np.logical_or.reduce(inside)


def _judged(
    matrix: ActivityMatrix,
    tested: Window,
    told: EntryForecast,
    when: tuple[str, tuple[str, str]],
    rng: np.random.Generator,
) -> EntryBacktest:
    kept, came = tested.known, tested.entered[tested.known]
    told = only(told, kept)
    _, place = np.unique(told.place, return_inverse=True)
    drawn = draw_places(int(place.max()) + 1, rng)
    model = samples(told.probability, came, place, drawn=drawn)
    scores = baselines(matrix, told.start)
    others: dict[Baseline, Samples] = {
        name: samples(score[told.place, told.activity], came, place, drawn=drawn)
        for name, score in scores.items()
    }
    return EntryBacktest(
        forecast=told,
        entered=came,
        end=when[0],
        learned=when[1],
        model=model.quality(),
        baselines={name: one.quality(probabilities=False) for name, one in others.items()},
        gain={name: model.gain_over(one) for name, one in others.items()},
        calibration=calibration(told.probability, came),
        coverage=_coverage(told, came, place),
    )


def _coverage(told: EntryForecast, came: Flags, place: Longs) -> float:
    """Share of places whose count lies within ``1.64 √(Σv + (Σ v τ_p)² + Σ (v d)²)`` of ``Σp``."""
    p = told.probability
    v = p * (1 - p)
    off = np.bincount(place, came - p)
    together = np.bincount(place, v * told.doubt_of_place)
    spread = np.bincount(place, v + (v * told.doubt_of_cell) ** 2) + together**2
    return float(np.mean(np.abs(off) <= NINE_IN_TEN * np.sqrt(spread)))


def _rows(name: str, found: Quality) -> pl.DataFrame:
    import polars as pl  # noqa: PLC0415 - heavy, and only people who ask for tables need it

    table = found.to_polars()
    return table.select(pl.lit(name).alias("score"), pl.all())
