"""Routes of stress tests: the shelf, a run started, watched, fetched or stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field, model_validator

from lantu.web.api.answers import answer
from lantu.web.faults import AbsentError, told
from lantu.web.trials import start_trial
from lantu.workbench.stress import StressRequest, Words

if TYPE_CHECKING:
    from lantu.web.desk import Counter
    from lantu.web.runs import Run, Runs

RunKey = Annotated[str, Path(max_length=40, pattern=r"^[\w-]+$")]
Said = Annotated[str, Field(max_length=40)]
TARGETS = 20
DRAWS = 2000
DAYS = 3650


class Trial(BaseModel):
    """A scenario of the shelf by its code, or what is cut in a few words."""

    model_config = ConfigDict(extra="forbid")

    scenario: Annotated[str, Field(max_length=80, pattern=r"^[\w-]*$")] = ""
    cut: Annotated[list[Said], Field(max_length=TARGETS)] = []
    part: Said = "1"
    lasting: Said = "30"
    back: Said = ""
    stock: Said = ""
    draws: Annotated[int | None, Field(ge=0, le=DRAWS)] = None
    days: Annotated[int | None, Field(ge=1, le=DAYS)] = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Trial:
        if bool(self.scenario) == bool(self.cut):
            raise ValueError("name a scenario of the shelf, or say what is cut; one of the two")
        return self

    def request(self) -> StressRequest:
        """What the workbench is asked."""
        words = Words(
            cut=tuple(self.cut),
            part=self.part,
            lasting=self.lasting,
            back=self.back,
            stock=self.stock,
        )
        asked = words if self.cut else self.scenario
        return StressRequest(scenario=asked, draws=self.draws, days=self.days)


def routes(counter: Counter, runs: Runs) -> APIRouter:
    """Scenarios and runs."""
    found = APIRouter(tags=["stress"])

    @found.get("/scenarios", summary="情景 Scenarios of the shelf")
    def scenarios(request: Request) -> Response:
        return answer(request, {"items": [s.record() for s in counter.desk.bench.bench.listed()]})

    @found.post("/runs", status_code=202, summary="开始一次压力测试 Start a stress test")
    def start(request: Request, trial: Trial) -> Response:
        desk = counter.desk
        known = {listed.code for listed in desk.bench.bench.listed()}
        if trial.scenario and trial.scenario not in known:
            raise AbsentError(f"no scenario {trial.scenario!r}", hint="/scenarios lists them")
        run = start_trial(desk, runs, trial.request(), trial.model_dump())
        return answer(request, run_record(run), status=202)

    @found.get("/runs/{key}", summary="进度与结果 Progress and answer")
    def watch(request: Request, key: RunKey) -> Response:
        return answer(request, run_record(_run(runs, key)))

    @found.delete("/runs/{key}", summary="停止 Stop a run")
    def stop(request: Request, key: RunKey) -> Response:
        _run(runs, key).watch.stop()
        return answer(request, run_record(_run(runs, key)))

    return found


def _run(runs: Runs, key: str) -> Run:
    run = runs.get(key)
    if run is None:
        raise AbsentError(f"no run {key!r}", hint="it may be long over; start it again")
    return run


def run_record(run: Run) -> dict[str, Any]:
    """A run as JSON values; its answer as ``lantu stress --json`` gives it."""
    return {
        "run": run.key,
        "about": run.about,
        "stage": run.stage.value,
        "doing": run.watch.doing,
        "part": run.watch.part,
        "answer": None if run.answer is None else run.answer.record(),
        "error": None if run.error is None else told(run.error)["error"],
    }
