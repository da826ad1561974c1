"""Batches on a Dask cluster of this machine: two workers, processes of their own."""

from __future__ import annotations

import logging
import sys
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import dask
import pytest
from distributed import LocalCluster

from lantu.errors import CallerError, PeerError
from lantu.workbench.batches import BatchRequest, run_batch
from unit.workbench.batches import made_trials as made

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lantu.workbench.batches import BatchResult

DEATHS = 2
"""Workers that a chunk kills before it is given up."""

QUIET: dict[str, Any] = {"dashboard_address": "127.0.0.1:0", "silence_logs": logging.CRITICAL}

REQUEST = BatchRequest(scenarios=(made.scenario(draws=200, doubt=True),), trial=made.PLAIN)


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A scheduler whose two workers are started again where they die."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS - 1}),
        LocalCluster(n_workers=2, threads_per_worker=1, **QUIET) as there,
    ):
        yield there.scheduler_address


@pytest.fixture(scope="module")
def alone() -> BatchResult:
    return run_batch(REQUEST)


def killing(folder: Path, times: int) -> made.Killing:
    folder.mkdir()
    return made.Killing(folder=str(folder), draw=120, times=times)


def test_a_cluster_finds_the_same_bytes(address: str, alone: BatchResult) -> None:
    assert run_batch(replace(REQUEST, cluster=address)).data() == alone.data()


def test_nothing_is_lost_where_a_worker_is_killed_on_the_way(
    address: str, alone: BatchResult, tmp_path: Path
) -> None:
    trial = killing(tmp_path / "kills", times=1)
    found = run_batch(replace(REQUEST, trial=trial, cluster=address))
    assert len(list((tmp_path / "kills").iterdir())) == 1
    assert found.data() == alone.data()


def test_a_chunk_that_kills_every_worker_is_given_up_and_gone_on_from(
    address: str, alone: BatchResult, tmp_path: Path
) -> None:
    trial = killing(tmp_path / "kills", times=DEATHS)
    request = replace(REQUEST, trial=trial, cluster=address, checkpoint=tmp_path / "kept")
    with pytest.raises(PeerError, match="one chunk killed several workers"):
        run_batch(request)
    resumed = run_batch(replace(request, cluster=""))
    assert 0 < resumed.resumed < 200
    assert resumed.data() == alone.data()


def test_a_worker_with_another_lantu_is_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lantu.workbench.batches.cluster.__version__", "9.9")
    with pytest.raises(PeerError, match=r"has lantu .*, not 9\.9"):
        run_batch(replace(REQUEST, cluster=address))


def test_a_cluster_that_is_away_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantu.workbench.batches.cluster.REACH", 1)
    with pytest.raises(PeerError, match=r"tcp://127\.0\.0\.1:9 cannot be reached") as caught:
        run_batch(replace(REQUEST, cluster="tcp://127.0.0.1:9"))
    assert caught.value.exit_code == 5


def test_a_scheduler_without_workers_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lantu.workbench.batches.cluster.REACH", 1)
    with (
        LocalCluster(n_workers=0, **QUIET) as there,
        pytest.raises(PeerError, match="has no workers"),
    ):
        run_batch(replace(REQUEST, cluster=there.scheduler_address))


def test_an_address_that_is_none_is_said() -> None:
    with pytest.raises(CallerError, match="is no address of a cluster"):
        run_batch(replace(REQUEST, cluster="carrier-pigeon://roof"))


def test_a_cluster_without_its_library_names_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "lantu.workbench.batches.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(CallerError, match="needs Dask, which is not installed") as caught:
        run_batch(replace(REQUEST, cluster="tcp://127.0.0.1:9"))
    assert "lantu[cluster]" in caught.value.hint
