"""Every linkage against its definition, by explicit inverses."""

from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import Orientation, ghosh, input_output_table, leontief, linkages
from unit.flows.small_tables import invented, miller_blair

SAME_REGION = np.kron(np.eye(3), np.ones((4, 4))).astype(bool)


@pytest.mark.parametrize("forward", ["ghosh", "leontief"])
@pytest.mark.parametrize("diagonal", ["kept", "cut"])
@pytest.mark.parametrize("idle", [True, False])
def test_every_sum_is_that_of_the_matrix_itself(forward: str, diagonal: str, *, idle: bool) -> None:
    table = invented(np.random.default_rng(2), regions=3, idle=idle)
    found = linkages(table, forward=forward, diagonal=diagonal)  # type: ignore[arg-type]
    made = leontief(table).production
    A, B = made.Z * made.per_output, made.Z * made.per_output[:, None]
    rows, inverse = (B, np.linalg.inv(np.eye(12) - B)), np.linalg.inv(np.eye(12) - A)
    if forward == "leontief":
        rows = (A, inverse)
    for side, (M, W) in ((found.backward, (A.T, inverse.T)), (found.forward, rows)):
        direct, total = M.copy(), W.copy()
        if diagonal == "cut":
            np.fill_diagonal(direct, 0)
            np.fill_diagonal(total, 0)
        near = np.where(SAME_REGION, direct, 0).sum(axis=1)
        assert np.allclose(side.direct, direct.sum(axis=1), atol=1e-13)
        assert np.allclose(side.direct_local, near, atol=1e-13)
        assert np.allclose(side.direct_foreign, direct.sum(axis=1) - near, atol=1e-13)
        assert np.allclose(side.total, total.sum(axis=1), atol=1e-13)
        assert np.allclose(side.total_foreign, np.where(SAME_REGION, 0, total).sum(axis=1))
        varied = total.sum(axis=1) > 0
        spread = total[varied].std(axis=1, ddof=1) / total[varied].mean(axis=1)
        assert np.allclose(side.variation[varied], spread)
        assert np.allclose(side.variation[~varied], 0)


def test_normalised_linkages_have_mean_one_and_part_the_sectors() -> None:
    table = invented(np.random.default_rng(3), regions=2, sectors=6)
    found = linkages(table)
    pull, push = found.backward.normalised, found.forward.normalised
    assert pull.mean() == pytest.approx(1)
    assert push.mean() == pytest.approx(1)
    assert np.allclose(found.backward.amplification, found.backward.total / found.backward.direct)
    assert found.backward.direct_normalised.mean() == pytest.approx(1)
    expected = [
        ("key" if b > 1 else "forward") if f > 1 else ("backward" if b > 1 else "weak")
        for b, f in zip(pull, push, strict=True)
    ]
    assert list(found.orientation) == expected
    assert set(expected) == set(Orientation)


def test_the_textbooks_two_sectors() -> None:
    """Column sums of table 2.4's L; B = [[.15, .5], [.1, .05]]."""
    found = linkages(miller_blair())
    assert found.backward.direct.tolist() == pytest.approx([0.35, 0.30])
    assert found.backward.total.tolist() == pytest.approx([1.51815182, 1.45214521])
    assert found.forward.direct.tolist() == pytest.approx([0.65, 0.15])
    assert not found.backward.total_foreign.any()


def test_a_table_without_flows_has_nothing_to_link() -> None:
    found = linkages(input_output_table([[0, 0], [0, 0]], [1, 2], sectors=["a", "b"]))
    assert found.backward.total.tolist() == [1, 1]
    assert found.backward.direct_normalised.tolist() == [0, 0]
    assert found.backward.amplification.tolist() == [0, 0]
    assert found.orientation == (Orientation.WEAK, Orientation.WEAK)


def test_calls_that_make_no_sense() -> None:
    table = invented(np.random.default_rng(2))
    with pytest.raises(CallerError, match="'ghosh' or 'leontief'"):
        linkages(table, forward="x")  # type: ignore[arg-type]
    with pytest.raises(CallerError, match="'kept' or 'cut'"):
        linkages(table, diagonal="x")  # type: ignore[arg-type]
    with pytest.raises(CallerError, match="not Ghosh's"):
        linkages(table, using=ghosh(table))


def test_linkages_as_a_table() -> None:
    shown = linkages(invented(np.random.default_rng(2), regions=3)).to_polars()
    assert shown.shape == (12, 14)
    assert shown.columns[:3] == ["sector", "direct backward", "direct backward foreign"]
    assert set(shown["orientation"]) <= set(Orientation)
