"""Routes of the lists, as they stand and ranked by other weights."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from lantu.reports.document import document
from lantu.reports.sheets import lists_xlsx_bytes
from lantu.studies.blueprint import exhibits_only
from lantu.web.api.answers import PageNumber, PageSize, Tongue, answer, fingerprinted, paged
from lantu.web.faults import AbsentError

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Blueprint, Ledger
    from lantu.web.desk import Counter, Desk

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Key = Annotated[str, Path(max_length=40, pattern=r"^[a-z][a-z-]*$")]


class Weights(BaseModel):
    """Weight by criterion; a criterion left out has none."""

    model_config = ConfigDict(extra="forbid")

    weights: dict[str, Annotated[float, Field(ge=0, le=1e6, allow_inf_nan=False)]]


def routes(counter: Counter) -> APIRouter:
    """The lists."""
    found = APIRouter(tags=["lists"])

    @found.get("/lists", summary="清单 Lists")
    def lists(request: Request) -> Response:
        return answer(request, {"items": [_head(each) for each in counter.desk.ledgers.values()]})

    @found.get("/lists/{key}.xlsx", summary="一张清单的工作簿 A list as a workbook")
    def workbook(request: Request, key: Key, language: Tongue = "zh") -> Response:
        desk = counter.desk
        sheets = lists_xlsx_bytes(_only(desk, _ledger(desk, key)), language)
        return fingerprinted(request, sheets, WORKBOOK)

    @found.get("/lists/{key}", summary="一张清单 A list")
    def list_of(request: Request, key: Key, page: PageNumber = 1, size: PageSize = 50) -> Response:
        desk = counter.desk
        return answer(request, _told(desk, _ledger(desk, key), page, size))

    @found.post("/lists/{key}/ranking", summary="换权重重排 Rank by other weights")
    def ranked(
        request: Request, key: Key, asked: Weights, page: PageNumber = 1, size: PageSize = 50
    ) -> Response:
        desk = counter.desk
        _ledger(desk, key)
        return answer(request, _told(desk, desk.bench.ranked(key, asked.weights), page, size))

    return found


def _ledger(desk: Desk, key: str) -> Ledger:
    if key not in desk.ledgers:
        raise AbsentError(f"no list {key!r}", hint="/lists lists them")
    return desk.ledgers[key]


def _head(ledger: Ledger) -> dict[str, Any]:
    return {
        "key": ledger.key,
        "title": {"zh": ledger.title.zh, "en": ledger.title.en},
        "headline": {"zh": ledger.headline.zh, "en": ledger.headline.en},
        "rows": len(ledger.rows),
    }


def _told(desk: Desk, ledger: Ledger, page: int, size: int) -> dict[str, Any]:
    """One page of a list with the rows, pages and methods that its figures name."""
    start = (page - 1) * size
    part = replace(ledger, rows=ledger.rows[start : start + size])
    told = document(replace(_only(desk, part), sources=()))
    rows = told["ledgers"][0].pop("rows")
    return {
        "list": told["ledgers"][0],
        **paged(range(len(ledger.rows)), page, size),
        "items": rows,
        **{kept: told[kept] for kept in ("methods", "citations", "sources")},
    }


def _only(desk: Desk, ledger: Ledger) -> Blueprint:
    """A blueprint of one list."""
    return exhibits_only(
        desk.bench.directory,
        facts_hash=desk.portrait.facts_hash,
        methods=desk.portrait.methods,
        caveats=desk.portrait.caveats,
        ledgers=(ledger,),
    )
