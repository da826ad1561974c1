"""The town, opened once; tests that break it open their own copy."""

from __future__ import annotations

import pytest

from lantu.workbench import Workbench, open_workspace
from town.workspace import PATH


@pytest.fixture(scope="session")
def town() -> Workbench:
    return open_workspace(PATH)
