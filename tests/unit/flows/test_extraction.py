"""Every loss is compared with solving the table again without what was taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.flows import extraction, ghosh, input_output_table, leontief
from unit.flows.small_tables import invented, miller_blair

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.flows import InputOutputTable
    from lantu.flows.extraction import Groups, Kind
    from unit.flows.small_tables import Kind as TableKind

    Floats = NDArray[np.float64]

KINDS: Sequence[Kind] = ("complete", "backward", "forward", "supply")


def solved_again(table: InputOutputTable, K: NDArray[np.intp], kind: Kind) -> Floats:
    """Output lost, by zeroing coefficients and solving."""
    made = leontief(table).production
    per_output = np.divide(1.0, made.x, out=np.zeros(len(made)), where=made.x > 0)
    A, f = made.Z * per_output, made.final.copy()
    if kind == "supply":
        B = made.Z * per_output[:, None]
        B[K] = 0.0
        return made.x - np.linalg.solve(np.eye(len(made)) - B.T, made.value_added + made.imported)
    if kind != "forward":
        A[:, K] = 0.0
    if kind != "backward":
        A[K] = 0.0
    if kind == "complete":
        f[K] = 0.0
    return made.x - np.linalg.solve(np.eye(len(made)) - A, f)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("groups", ["cells", "sectors", "regions", "two"])
@pytest.mark.parametrize("of", ["world", "competitive", "kept apart"])
def test_losses_are_those_of_solving_again(kind: Kind, groups: str, of: TableKind) -> None:
    rng = np.random.default_rng(7)
    regions = 3 if of == "world" else 1
    table = invented(rng, of, regions=regions, sectors=5, idle=of == "world")
    chosen: Groups = groups  # type: ignore[assignment]  # narrowed below
    if groups == "two":
        chosen = {"odd": table.labels[1::2], "first": table.labels[:1]}
    found = extraction(table, groups=chosen, kind=kind)
    assert len(found.groups) == len(found.members) == found.total.shape[1]
    for g, (group, K) in enumerate(zip(found.groups, found.members, strict=True)):
        lost = solved_again(table, K, kind)
        assert np.allclose(found.losses(group), lost, rtol=1e-10, atol=1e-10 * table.x.max())
        counted = found.direct * lost
        assert np.allclose(found.total[:, g], counted.sum(axis=1), rtol=1e-10, atol=1e-9)
        assert np.allclose(found.own[:, g], counted[:, K].sum(axis=1), rtol=1e-10, atol=1e-9)
    assert np.allclose(found.elsewhere, found.total - found.own)


def test_groups_of_a_table_of_regions() -> None:
    table = invented(np.random.default_rng(1), regions=2, sectors=3)
    assert extraction(table, groups="regions").groups == ("r0", "r1")
    found = extraction(table, groups="sectors")
    assert found.groups == ("s0", "s1", "s2")
    assert [K.tolist() for K in found.members] == [[0, 3], [1, 4], [2, 5]]
    assert extraction(table).groups[3] == "r1:s0"


def test_without_everything_everything_is_lost() -> None:
    table = invented(np.random.default_rng(1))
    found = extraction(table, "output", "jobs", groups="regions")
    assert np.allclose(found.share, 1)
    assert np.allclose(found.own, found.total)
    assert extraction(table, "imports").share.tolist() == [[0, 0, 0, 0]]


def test_the_textbooks_two_sectors() -> None:
    """x2 left alone makes f2 / (1 - a22) = 1700 / 0.95; x1 then makes nothing."""
    found = extraction(miller_blair(), "output", "labour")
    assert found.of("output")[0] == pytest.approx(3000 - 1700 / 0.95)
    assert found.of("labour")[0] == pytest.approx(800 - 0.25 * 1700 / 0.95)
    with pytest.raises(CallerError, match="output, labour"):
        found.of("wages")


def test_a_sector_that_neither_buys_nor_sells_takes_only_itself_along() -> None:
    table = input_output_table([[2, 0], [0, 0]], [8, 5], sectors=["a", "alone"])
    assert extraction(table, "output").total.tolist() == [[10, 5]]
    for kind in ("backward", "forward", "supply"):
        assert extraction(table, "output", kind=kind).total[0, 1] == 0


def test_an_inverse_at_hand_serves_if_it_is_leontiefs() -> None:
    table = invented(np.random.default_rng(1))
    L = leontief(table)
    assert extraction(table, using=L).inverse is L
    with pytest.raises(CallerError, match="not Ghosh's"):
        extraction(table, using=ghosh(table))


def test_calls_that_make_no_sense() -> None:
    table = invented(np.random.default_rng(1))
    with pytest.raises(CallerError, match="complete, backward"):
        extraction(table, kind="sideways")  # type: ignore[arg-type]
    with pytest.raises(CallerError, match="cells, sectors, regions"):
        extraction(table, groups="rows")  # type: ignore[arg-type]
    with pytest.raises(CallerError, match=r"no rows s9\n.*s0"):
        extraction(table, groups={"a": ["s9"]})
    with pytest.raises(CallerError, match="empty, twice"):
        extraction(table, groups={"empty": [], "fine": ["s1"], "twice": ["s1", "s1"]})
    with pytest.raises(CallerError, match="no group 's9' among 4"):
        extraction(table).losses("s9")


def test_extraction_as_a_table() -> None:
    shown = extraction(invented(np.random.default_rng(1)), "output", "jobs").to_polars()
    assert shown.columns == ["group", "output", "output elsewhere", "jobs", "jobs elsewhere"]
    assert shown.height == 4
