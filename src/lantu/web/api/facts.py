"""Routes of the workspace itself: what it is, what is wrong with it, what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from lantu.reports.document_tables import source_record
from lantu.web.api.answers import PageNumber, PageSize, answer, paged
from lantu.web.faults import fault_record
from lantu.web.searching import search

if TYPE_CHECKING:
    from lantu.web.desk import Counter, Desk

Asked = Annotated[str, Query(alias="q", min_length=1, max_length=80, description="找什么。 What.")]


def routes(counter: Counter) -> APIRouter:
    """The workspace, its faults, its pages, and a search over all."""
    found = APIRouter(tags=["facts"])

    @found.get("/workspace", summary="工作区 The workspace")
    def workspace(request: Request) -> Response:
        return answer(request, _workspace(counter.desk))

    @found.get("/check", summary="检查结果 What the checker found")
    def check(request: Request, page: PageNumber = 1, size: PageSize = 50) -> Response:
        desk = counter.desk
        faults = [fault_record(fault) for fault in desk.faults]
        return answer(request, {"open": desk.opened is not None, **paged(faults, page, size)})

    @found.post("/reload", summary="重新读入事实 Read the facts again")
    def reload(request: Request) -> Response:
        return answer(request, _workspace(counter.again()))

    @found.get("/sources", summary="来源 Pages")
    def sources(request: Request, page: PageNumber = 1, size: PageSize = 50) -> Response:
        every = [
            {"source": each.key, **source_record(each)} for each in counter.desk.portrait.sources
        ]
        return answer(request, paged(every, page, size))

    @found.get("/search", summary="查找 Search")
    def looked_up(request: Request, asked: Asked, limit: PageSize = 20) -> Response:
        return answer(request, {"items": [m.record() for m in search(counter.desk, asked, limit)]})

    return found


def _workspace(desk: Desk) -> dict[str, Any]:
    counts = {"error": 0, "warning": 0}
    for fault in desk.faults:
        counts[fault.severity] += 1
    record: dict[str, Any] = {"open": desk.opened is not None, "faults": counts}
    if desk.opened is not None:
        kept = ("title", "region", "facts", "settings", "caveats", "summaries")
        record |= {key: desk.document[key] for key in kept}
    return record
