"""What a batch found, as answers."""

from __future__ import annotations

from typing import Any

import pytest

from lantu.errors import CallerError
from lantu.model.scenario import Blow
from lantu.workbench.answers import Subject
from lantu.workbench.batches import (
    BatchRequest,
    BatchResult,
    OneByOne,
    Sensitivity,
    bands_answer,
    matters_answer,
    run_batch,
)
from unit.workbench.batches import made_trials as made

ABOUT = Subject(said=["三个情景"], record={"scenarios": 3})


def ran(**more: Any) -> BatchResult:
    sure = made.scenario("sure", blow=made.SURE)
    given: dict[str, Any] = {
        "scenarios": (made.scenario("rough"), sure),
        "trial": made.PLAIN,
        "draws": 20,
    } | more
    return run_batch(BatchRequest(**given))


def test_a_row_a_scenario_says_mean_bands_and_counts() -> None:
    found = ran()
    record = bands_answer(found, ABOUT).record()
    rough, sure = record["rows"]
    summary = found.tried[0].summaries["loss"]
    assert rough["loss"] == float(summary.mean)
    assert rough["error"] == float(summary.error)
    assert [rough[f"q{q}"] for q in (5, 25, 50, 75, 95)] == summary.bands.tolist()
    assert (rough["tries"], rough["failed"]) == (20, 0)
    assert (sure["loss"], sure["error"], sure["q50"], sure["tries"]) == (5.0, None, None, 1)


def test_a_mean_that_is_not_steady_says_how_many_draws_would_do() -> None:
    found = ran()
    (note,) = bands_answer(found, ABOUT).notes
    wanted = found.tried[0].summaries["loss"].wanted()
    assert f"rough：均值只准到 ±23%（95% 置信）；抽到约 {wanted} 次，可准到 ±5%。" == note.zh
    assert f"about {wanted} draws would bring that to ±5 %" in note.en
    assert bands_answer(ran(draws=2000), ABOUT).notes == []


def test_a_mean_of_nothing_has_an_error_of_its_own() -> None:
    balanced = OneByOne(outcome=made.balanced, mark="balanced")
    (note,) = bands_answer(ran(trial=balanced, draws=2), ABOUT).notes
    assert note.en == "rough: the mean is 0, and its error no part of it."


def test_failures_are_told_with_their_draw_and_counted() -> None:
    found = ran(trial=made.FAILING, draws=100)
    notes = [each.en for each in bands_answer(found, ABOUT).notes]
    draws = [each.draw for each in found.failures]
    assert notes[-4:-1] == [
        f"rough: draw {k} failed: nothing is left of draw {k}" for k in draws[:3]
    ]
    assert notes[-1] == f"rough: {len(draws) - 3} more failed; the others stand."


def test_sobol_has_a_row_a_factor() -> None:
    found = ran(scenarios=(made.scenario("rough"),), sensitivity=Sensitivity.SOBOL)
    record = matters_answer(found, ABOUT).record()
    assert [row["factor"] for row in record["rows"]] == ["blow 1: part", "blow 1: days"]
    matters = found.tried[0].matters["loss"]
    assert [row["total"] for row in record["rows"]] == matters.total.tolist()  # type: ignore[union-attr]  # sobol was asked for
    assert record["formula"].startswith("S_i")


def test_morris_says_that_evidence_has_no_effect() -> None:
    doubted = made.scenario("rough", doubt=True)
    found = ran(scenarios=(doubted,), sensitivity=Sensitivity.MORRIS)
    answer = matters_answer(found, ABOUT)
    assert answer.columns[0].key == "star"
    assert "ask sobol" in answer.notes[0].en


def test_what_never_moves_is_said() -> None:
    flat = made.Saying(what={"loss": 2.0})
    found = ran(scenarios=(made.scenario(),), trial=flat, sensitivity=Sensitivity.SOBOL)
    answer = matters_answer(found, ABOUT)
    assert len(answer) == 0
    assert "no unknown matters" in answer.notes[0].en


def test_an_outcome_nobody_has_and_a_sensitivity_nobody_asked_for_are_refused() -> None:
    found = ran(scenarios=(made.scenario(blow=Blow(targets=(made.LENS,))),))
    with pytest.raises(CallerError, match="is called 'daily'") as caught:
        bands_answer(found, ABOUT, outcome="daily")
    assert caught.value.hint == "there are loss, still"
    with pytest.raises(CallerError, match="no sensitivity was asked for"):
        matters_answer(found, ABOUT)
