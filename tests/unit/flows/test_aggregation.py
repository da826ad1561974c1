from __future__ import annotations

import numpy as np
import pytest

from lantu.errors import DataError
from lantu.flows import Satellite, aggregate, input_output_table
from lantu.model.accounts import Imported
from lantu.model.concordance import concordance, packaged_concordance
from lantu.model.roster import roster
from lantu.vocab.correspondence import Pair
from lantu.vocab.text import Text
from lantu.vocab.words import Grade
from unit.flows.national_tables import national_table, needs_national_tables

PAIRS = [Pair(source=s, target=t, grade=Grade.A) for s, t in ("ax", "bx", "cy")]
SUM = concordance(PAIRS, sources=roster("s", ["a", "b", "c"]), targets=roster("t", ["x", "y"]))
Z = np.arange(9.0).reshape(3, 3)


def test_flows_are_summed_over_rows_and_columns() -> None:
    jobs = Satellite(
        stressors=roster("stressor", ["jobs"]), units=("1",), F=np.array([[1.0, 2, 4]])
    )
    table = input_output_table(Z, [90, 80, 70], sectors="abc", imports=[1, 2, 3], satellite=jobs)
    summed = aggregate(table, SUM)
    assert summed.sectors.codes == ("x", "y")
    assert summed.Z.tolist() == [[8, 7], [13, 8]]
    assert summed.x.tolist() == [table.x[0] + table.x[1], table.x[2]]
    assert summed.imports.tolist() == [3, 3]
    assert summed.satellite is not None
    assert summed.satellite.F.tolist() == [[3, 4]]
    assert summed.estimate is None


def test_every_region_is_summed_by_itself() -> None:
    regions = np.kron([[1, 2], [3, 4]], Z)
    table = input_output_table(
        regions, np.full((6, 2), 50.0), sectors="abc", regions=["n", "m"],
        imported=Imported(Z=np.tile(Z, 2), Y=np.ones((3, 2))),
    )  # fmt: skip
    summed = aggregate(table, SUM)
    assert summed.labels == ("n:x", "n:y", "m:x", "m:y")
    assert summed.Z.tolist() == np.kron([[1, 2], [3, 4]], [[8, 7], [13, 8]]).tolist()
    assert summed.imported is not None
    assert summed.imported.Z.tolist() == np.tile([[8, 7], [13, 8]], 2).tolist()
    assert summed.imported.Y.tolist() == [[2, 2], [1, 1]]


def test_a_split_by_shares_is_said() -> None:
    table = input_output_table([[2.0, 0.0], [1.0, 3.0]], [8, 6], sectors="ab")
    back = SUM.inverted({"a": 1.0, "b": 3.0, "c": 1.0})
    split = aggregate(aggregate(table, SUM.restricted("ab")), back)
    assert split.x.tolist() == [5, 15]
    assert split.estimate == Text("按给定份额拆分 1 个部门", "1 sectors split by given shares")


def test_a_sector_without_a_pair_is_refused() -> None:
    with pytest.raises(DataError, match="no pair for s q"):
        aggregate(input_output_table([[1.0]], [1], sectors=["q"]), SUM)


@needs_national_tables
@pytest.mark.parametrize("year", [2018, 2020])
def test_153_sectors_summed_are_the_published_42(year: int) -> None:
    summed = aggregate(national_table(f"china_{year}_153"), packaged_concordance("io153", "io42"))
    told = national_table(f"china_{year}_42")
    assert told.imported is not None
    assert summed.sectors.codes == told.sectors.codes
    np.testing.assert_allclose(summed.x, told.x, rtol=1e-12)
    np.testing.assert_allclose(summed.V.sum(axis=0), told.V.sum(axis=0), rtol=1e-12)
    used = told.Z + told.imported.Z
    np.testing.assert_allclose(summed.Z, used, rtol=1e-12, atol=1e-12 * used.max())
    imports = told.imported.Z.sum(axis=1) + told.imported.Y.sum(axis=1)
    np.testing.assert_allclose(summed.imports, imports, rtol=1e-12, atol=1e-12 * imports.max())


@needs_national_tables
def test_149_sectors_summed_by_way_of_153_are_the_published_42() -> None:
    later = national_table("china_2018_153")
    weights = dict(zip(later.sectors, later.x.tolist(), strict=True))
    by_way = packaged_concordance("io149", "io153", weights).then(
        packaged_concordance("io153", "io42")
    )
    summed, told = (
        aggregate(national_table("china_2017_149"), by_way),
        national_table("china_2017_42"),
    )
    assert summed.estimate is None
    np.testing.assert_allclose(summed.x, told.x, rtol=1e-12)
    np.testing.assert_allclose(summed.V.sum(axis=0), told.V.sum(axis=0), rtol=1e-12)
