"""What every test shares: where LANTU_NO_SKIPS is set, a skipped test is a failed one.

Laws draw the same examples each time, so that a commit is green or red by what it says
and not by luck; `HYPOTHESIS_PROFILE=explore` draws new ones. No law is held to a clock.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from collections.abc import Generator

NO_SKIPS = bool(os.environ.get("LANTU_NO_SKIPS"))

for name, repeated in (("same", True), ("explore", False)):
    settings.register_profile(
        name,
        derandomize=repeated,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


def _refuse_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    if NO_SKIPS and report.skipped and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped, where nothing may be skipped: {report.longrepr}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    _refuse_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _refuse_skip(report)
    return report
