from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from lantu import facts
from lantu.web.api import BASE, make_api
from lantu.web.desk import Counter
from lantu.web.guards import Guard
from lantu.web.runs import Runs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def opened(address: str, runs: Runs) -> TestClient:
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.mount(BASE, make_api(Counter(address), runs))
    app.add_middleware(Guard)
    return TestClient(app, base_url="http://127.0.0.1:8642", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def client() -> Iterator[TestClient]:
    runs = Runs()
    with opened("demo", runs) as found:
        yield found
    runs.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[tuple[Path, TestClient]]:
    """A workspace of one's own, opened."""
    folder = tmp_path / "hubei"
    shutil.copytree(facts.demo_path(), folder)
    runs = Runs()
    with opened(str(folder), runs) as found:
        yield folder, found
    runs.close()
