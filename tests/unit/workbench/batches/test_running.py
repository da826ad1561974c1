"""Batches: what they find, whoever works, and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from lantu.errors import CallerError, InternalError, PlaceError
from lantu.shocks import Design, ElementaryEffects, SobolIndices
from lantu.workbench.batches import BatchRequest, BatchResult, Sensitivity, run_batch
from unit.workbench.batches import made_trials as made

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.model.scenario import Scenario


def asked(*scenarios: Scenario, **more: Any) -> BatchRequest:
    given: dict[str, Any] = {"trial": made.PLAIN, "draws": 200} | more
    return BatchRequest(scenarios=scenarios or (made.scenario(),), **given)


def ran(*scenarios: Scenario, **more: Any) -> BatchResult:
    return run_batch(asked(*scenarios, **more))


@pytest.mark.parametrize(
    ("sensitivity", "workers"),
    [
        (None, {"workers": 3, "trial": made.THREADED}),
        (Sensitivity.SOBOL, {"workers": 2}),
        (Sensitivity.MORRIS, {"workers": 2, "trial": made.THREADED}),
    ],
    ids=["threads", "sobol, processes", "morris, threads"],
)
def test_the_bytes_are_the_same_whoever_works(
    sensitivity: Sensitivity | None, workers: dict[str, Any]
) -> None:
    many = [made.scenario("a", doubt=True), made.scenario("b"), made.scenario("c", seed=5)]
    alone = ran(*many, sensitivity=sensitivity, draws=40)
    assert ran(*many, sensitivity=sensitivity, draws=40, **workers).data() == alone.data()


def test_bands_are_those_of_what_is_not_known() -> None:
    (tried,) = ran(made.scenario(), draws=4000).tried
    loss = tried.summaries["loss"]
    assert abs(float(loss.mean) - 0.5 * 49 / 3) < float(loss.half)
    assert loss.steady
    daily = tried.summaries["daily"]
    assert daily.bands.shape == (5, 5)
    np.testing.assert_allclose(
        daily.bands[:, 0], np.quantile(tried.values["daily"][:, 0], daily.levels)
    )
    assert daily.bands[2, 0] == pytest.approx(7 * 0.5, rel=0.03)


@pytest.mark.parametrize("design", [Design.LATIN, Design.SOBOL])
def test_an_even_design_knows_the_mean_better(design: Design) -> None:
    (even,) = ran(draws=256, design=design).tried
    (chance,) = ran(draws=256).tried
    exact = 0.5 * 49 / 3
    half = float(even.summaries["loss"].half)
    assert half < float(chance.summaries["loss"].half) / 2
    assert abs(float(even.summaries["loss"].mean) - exact) < half


def test_what_is_known_is_tried_once() -> None:
    (tried,) = ran(made.scenario(blow=made.SURE)).tried
    assert tried.values["loss"].tolist() == [5.0]
    assert tried.summaries == {}
    assert len(tried.plan) == 1


def test_doubtful_evidence_is_drawn_by_the_number_of_the_draw() -> None:
    doubted = made.scenario(blow=made.SURE, doubt=True)
    (few,), (more,) = ran(doubted, draws=5).tried, ran(doubted, draws=9).tried
    assert len(np.unique(more.values["loss"])) == 9
    assert (few.values["loss"] == more.values["loss"][:5]).all()


def test_scenarios_of_one_seed_are_tried_with_the_same_ranks() -> None:
    one, other, third = ran(
        made.scenario("a"), made.scenario("b"), made.scenario("c", seed=2)
    ).tried
    assert (one.plan.ranks == other.plan.ranks).all()
    assert (one.plan.ranks != third.plan.ranks).any()


def test_a_scenario_has_its_own_number_of_draws() -> None:
    found = ran(made.scenario("a", draws=30), made.scenario("b", draws=50), draws=None)
    assert [len(each.plan) for each in found.tried] == [30, 50]


def test_thousands_of_scenarios_keep_their_order() -> None:
    many = [made.scenario(f"s{k}", blow=replace(made.SURE, part=k / 3000)) for k in range(3000)]
    found = ran(*many)
    assert [each.values["loss"][0] for each in found.tried] == [
        (k / 3000) * 10 for k in range(3000)
    ]


def test_a_try_that_fails_is_told_and_the_others_stand() -> None:
    two = (made.scenario("a"), made.scenario("b", blow=made.SURE))
    found = ran(*two, trial=made.FAILING)
    one, other = found.tried
    parts = 0.2 + 0.6 * one.plan.ranks[:, 0]
    failed = np.flatnonzero(parts > 0.7)
    assert 0 < len(failed) < 100
    assert [each.draw for each in found.failures] == failed.tolist()
    assert found.failures[0].said == f"nothing is left of draw {failed[0]}"
    assert found.failures[0].scenario == "a"
    assert len(one.values["loss"]) == one.summaries["loss"].draws == 200 - len(failed)
    assert other.values["loss"].tolist() == [5.0]
    threads = replace(made.FAILING, threads=True)
    assert ran(*two, trial=threads, workers=2).data() == found.data()


def test_where_all_tries_fail_nothing_is_found_and_all_is_told() -> None:
    (tried,) = ran(trial=made.Saying(what=ZeroDivisionError("by nothing")), draws=3).tried
    assert [each.said for each in tried.failures] == ["ZeroDivisionError: by nothing"] * 3
    assert (tried.values, tried.summaries, tried.matters) == ({}, {}, {})


@pytest.mark.parametrize("value", [float("nan"), np.array([1.0, np.inf]), np.ones((2, 2))])
def test_an_outcome_that_is_no_number_is_a_failure(value: object) -> None:
    found = ran(trial=made.Saying(what={"loss": value}), draws=2)
    assert len(found.failures) == 2
    assert "no finite number or series" in found.failures[0].said


def test_tries_that_differ_in_their_outcomes_are_an_error_of_ours() -> None:
    with pytest.raises(InternalError, match="differ in their outcomes"):
        ran(trial=made.FORGETFUL)


def test_sobol_tells_whose_doubt_it_is() -> None:
    (tried,) = ran(made.scenario(doubt=True), sensitivity=Sensitivity.SOBOL, draws=1000).tried
    found = tried.matters["loss"]
    assert isinstance(found, SobolIndices)
    assert found.factors == ("blow 1: part", "blow 1: days", "evidence")
    assert found.rows == 1024
    parts, days, noise = 0.6**2 / 12, 343 / 18, 1 / 12
    whole = parts * days + parts * (49 / 3) ** 2 + days / 4 + noise
    exact = np.array([parts * (49 / 3) ** 2, days / 4, noise]) / whole
    np.testing.assert_allclose(found.first, exact, atol=0.03)
    assert found.variance == pytest.approx(whole, rel=0.05)
    assert tried.still == ("still",)
    assert float(tried.summaries["loss"].mean) == pytest.approx(0.5 * 49 / 3 + 0.5, rel=0.02)


def test_morris_ranks_what_matters_and_leaves_evidence_alone() -> None:
    (tried,) = ran(made.scenario(doubt=True), sensitivity=Sensitivity.MORRIS, draws=20).tried
    found = tried.matters["loss"]
    assert isinstance(found, ElementaryEffects)
    assert found.factors == ("blow 1: part", "blow 1: days")
    assert found.star[0] == pytest.approx(0.6 * 49 / 3, rel=0.2)
    assert tried.summaries == {}


def test_a_failed_try_takes_its_base_point_with_it() -> None:
    (tried,) = ran(trial=made.FAILING, sensitivity=Sensitivity.SOBOL, draws=64).tried
    whole = tried.good.reshape(-1, 4).all(axis=1)
    assert 0 < whole.sum() < 64
    found = tried.matters["loss"]
    assert isinstance(found, SobolIndices)
    assert found.rows == whole.sum()


@pytest.mark.parametrize("sensitivity", Sensitivity)
def test_a_sensitivity_without_an_unknown_is_refused(sensitivity: Sensitivity) -> None:
    with pytest.raises(CallerError, match="scenario cut has no unknown"):
        ran(made.scenario(blow=made.SURE), sensitivity=sensitivity)


@pytest.mark.parametrize("sensitivity", [None, *Sensitivity])
@pytest.mark.parametrize("draws", [0, 1])
def test_one_draw_is_refused(sensitivity: Sensitivity | None, draws: int) -> None:
    with pytest.raises(CallerError, match=r"spread|variance|deviation"):
        ran(draws=draws, sensitivity=sensitivity)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"scenarios": ()}, "a batch of nothing"),
        ({"scenarios": (made.scenario(), made.scenario())}, "scenarios of one code: cut"),
        ({"workers": 0}, "0 workers"),
        ({"design": Design.LATIN, "sensitivity": Sensitivity.SOBOL}, "lays out its own points"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(CallerError, match=said):
        replace(asked(), **changed)


def test_progress_is_told_and_a_batch_can_be_stopped(tmp_path: Path) -> None:
    told: list[tuple[str, float]] = []
    request = asked(
        progress=lambda what, part: told.append((what, part)),
        cancelled=lambda: len(told) == 4,
        checkpoint=tmp_path / "kept",
    )
    with pytest.raises(CallerError, match="stopped after 3 of 200 chunks") as stopped:
        run_batch(request)
    assert told == [(f"{k}/200", k / 200) for k in range(4)]
    assert str(tmp_path / "kept") in stopped.value.hint
    resumed = run_batch(replace(request, cancelled=lambda: False))
    assert resumed.resumed == 3
    assert told[4] == ("3/200", 3 / 200)
    assert told[-1] == ("200/200", 1.0)


@pytest.mark.parametrize("error", [MemoryError(), OSError("the disk is gone")])
def test_what_the_machine_refuses_is_no_outcome(error: Exception) -> None:
    with pytest.raises(PlaceError, match=r"no memory left|the disk is gone"):
        ran(trial=made.Saying(what=error))


def test_a_worker_that_is_killed_ends_the_batch_and_what_is_done_stays(tmp_path: Path) -> None:
    (tmp_path / "kills").mkdir()
    killing = made.Killing(folder=str(tmp_path / "kills"), draw=120)
    request = asked(trial=killing, workers=2, checkpoint=tmp_path / "kept")
    with pytest.raises(PlaceError, match="a worker process was killed"):
        run_batch(request)
    resumed = run_batch(request)
    assert resumed.data() == ran().data()
    assert 100 < resumed.resumed < 200


def test_a_result_is_written_whole(tmp_path: Path) -> None:
    found = ran(draws=10)
    found.write(tmp_path / "out" / "found.json")
    assert (tmp_path / "out" / "found.json").read_bytes() == found.data()
    with pytest.raises(PlaceError):
        found.write(tmp_path)


def test_a_record_may_leave_the_draws_out_but_not_what_is_known() -> None:
    found = ran(made.scenario(), made.scenario("sure", blow=made.SURE), draws=10)
    unsure, sure = found.record(draws=False)["scenarios"]
    assert unsure["values"] == {}
    assert sure["values"]["loss"] == [5.0]
    whole = found.record()["scenarios"][0]
    assert len(whole["values"]["loss"]) == 10
    assert whole["summaries"] == unsure["summaries"]


def test_a_table_has_a_row_a_try() -> None:
    (tried,) = ran(draws=10).tried
    table = tried.to_polars()
    assert table.columns == ["scenario", "draw", "blow 1: part", "blow 1: days", "loss", "still"]
    assert table["loss"].to_list() == tried.values["loss"].tolist()
