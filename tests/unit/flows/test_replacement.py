"""Every loss is compared with solving a table whose purchases were rewritten user by user."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import (
    extraction,
    ghosh,
    input_output_table,
    leontief,
    replaced_extraction,
    stopped_imports,
)
from unit.flows.small_tables import invented

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.flows import InputOutputTable

    Floats = NDArray[np.float64]


def redirected(column: Floats, x: Floats, sectors: int, gone: Sequence[int]) -> Floats:
    """One user's purchases when the sellers that are gone are replaced, by plain loops."""
    found = column.copy()
    found[list(gone)] = 0.0
    for k in gone:
        others = [i for i in range(k % sectors, len(x), sectors) if i not in gone]
        by = np.maximum(column[others], 0) if (column[others] > 0).any() else x[others]
        for i, part in zip(others, by, strict=True):
            found[i] += column[k] * part / by.sum() if by.sum() else 0.0
    return found


def solved_again(table: InputOutputTable, gone: Sequence[int]) -> Floats:
    made, s = leontief(table).production, len(table.sectors)
    A, f = made.Z * made.per_output, made.final_use()
    for M in (A, f):
        for j in range(M.shape[1]):
            M[:, j] = redirected(M[:, j], table.x, s, gone)
    lost: Floats = made.x - np.linalg.solve(np.eye(len(table)) - A, f.sum(axis=1))
    return lost


@pytest.mark.parametrize("groups", ["cells", "sectors", "regions", "two"])
@pytest.mark.parametrize("idle", [True, False])
def test_replaced_losses_are_those_of_solving_again(groups: str, *, idle: bool) -> None:
    table = invented(np.random.default_rng(4), regions=3, sectors=5, idle=idle)
    named = {"two": ["r0:s1", "r2:s1", "r1:s4"]}
    found = replaced_extraction(table, groups=named if groups == "two" else groups)  # type: ignore[arg-type]
    for g, (group, K) in enumerate(zip(found.groups, found.members, strict=True)):
        lost = solved_again(table, K.tolist())
        assert np.allclose(found.losses(group), lost, rtol=1e-10, atol=1e-10 * table.x.max())
        counted = (found.direct * lost).reshape(-1, 3, 5).sum(axis=2)
        assert np.allclose(found.lost[:, g], counted, rtol=1e-10, atol=1e-9)
    assert np.allclose(found.total, found.lost.sum(axis=2))


def test_others_gain_what_is_redirected_to_them() -> None:
    table = invented(np.random.default_rng(4), regions=3, sectors=5)
    lost = replaced_extraction(table, "output").losses("r0:s1")
    assert lost[1] == pytest.approx(table.x[1])
    assert lost[6] < 0
    assert lost[11] < 0


def test_a_user_who_buys_of_no_other_turns_to_what_the_others_make() -> None:
    table = input_output_table(
        np.zeros((3, 3)), np.diag([4.0, 3, 9]), regions=["a", "b", "c"], sectors=["s"]
    )
    assert replaced_extraction(table, "output").losses("a:s").tolist() == [4, -1, -3]


def test_where_nobody_is_left_nothing_is_replaced() -> None:
    alone = invented(np.random.default_rng(4))
    assert np.allclose(replaced_extraction(alone).total, extraction(alone).total, rtol=1e-12)
    world = invented(np.random.default_rng(4), regions=2)
    by_sector = replaced_extraction(world, groups="sectors")
    assert np.allclose(by_sector.total, extraction(world, groups="sectors").total, rtol=1e-12)


def test_stopped_imports_are_those_of_solving_again() -> None:
    table = invented(np.random.default_rng(4), regions=3, sectors=5, idle=True)
    found = stopped_imports(table)
    assert found.groups == ("r0", "r1", "r2")
    made = leontief(table).production
    for c, region in enumerate(found.groups):
        here = np.arange(15) // 5 == c
        A, f = made.Z * made.per_output, made.final_use()
        A[np.ix_(~here, here)] = 0.0
        f[~here, c] = 0.0
        lost = table.x - np.linalg.solve(np.eye(15) - A, f.sum(axis=1))
        assert np.allclose(found.losses(region), lost, rtol=1e-10, atol=1e-10 * table.x.max())
        counted = (found.direct * lost).reshape(-1, 3, 5).sum(axis=2)
        assert np.allclose(found.lost[:, c], counted, rtol=1e-10, atol=1e-9)


def test_calls_that_make_no_sense() -> None:
    table = invented(np.random.default_rng(4), regions=2)
    with pytest.raises(CallerError, match="not Ghosh's"):
        stopped_imports(table, using=ghosh(table))
    with pytest.raises(CallerError, match="no group 'r9' among 2"):
        stopped_imports(table).losses("r9")


def test_regional_losses_as_a_table() -> None:
    table = invented(np.random.default_rng(4), regions=2)
    found = stopped_imports(table, "output", "jobs", using=leontief(table))
    shown = found.to_polars()
    assert shown.columns == ["group", "region", "output", "jobs"]
    assert shown.select("group", "region").rows() == [
        ("r0", "r0"), ("r0", "r1"), ("r1", "r0"), ("r1", "r1"),
    ]  # fmt: skip
    assert np.allclose(shown["jobs"], found.lost[1].reshape(-1))
