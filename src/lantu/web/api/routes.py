"""Every route of the API, gathered under one base."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fastapi import FastAPI

from lantu import __version__
from lantu.web.api import chains, facts, lists, pictures, stress
from lantu.web.faults import answer_errors

if TYPE_CHECKING:
    from lantu.web.desk import Counter
    from lantu.web.runs import Runs

BASE = "/api/v1"
"""Where the API begins; a change that breaks its readers gets another number."""


def make_api(counter: Counter, runs: Runs) -> FastAPI:
    """The API over a workspace.

    Args:
        counter: Where the newest state of the workspace is had.
        runs: Where long runs work.
    """
    api = FastAPI(
        title="lantu 蓝图",
        version=__version__,
        description="产业蓝图的事实、结论与压力测试。 Facts, conclusions and stress tests.",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
    )
    answer_errors(api)
    api.include_router(facts.routes(counter))
    api.include_router(chains.routes(counter))
    api.include_router(pictures.routes(counter))
    api.include_router(lists.routes(counter))
    api.include_router(stress.routes(counter, runs))
    return api
