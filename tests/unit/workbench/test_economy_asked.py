"""Each question of an economy against bare NumPy on the example, or on two made-up regions."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError, DataError, FactsError
from lantu.evidence.plots import Plot
from lantu.facts import economy
from lantu.facts.economy.example import example_table
from lantu.flows import FinalUse, input_output_table
from lantu.workbench import (
    TableRequest,
    open_table,
    region_method,
    repair_table,
    write_picture,
)
from lantu.workbench.economy import Economy
from unit.workbench.two_regions import table as two_regions

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from lantu.workbench import Answer

    Floats = NDArray[np.float64]

TABLE = example_table()
USED = TABLE.Z.sum(axis=1) + TABLE.Y[:, :3].sum(axis=1)
HOME = 1 - TABLE.imports / USED
Z = HOME[:, None] * TABLE.Z
A = Z / TABLE.x
L = np.linalg.inv(np.eye(3) - A)
FINAL = TABLE.x - Z.sum(axis=1)


@pytest.fixture
def example() -> Economy:
    return Economy(table=TABLE)


@pytest.fixture
def regions() -> Economy:
    return Economy(table=two_regions())


def column(answer: Answer, key: str) -> Floats:
    (found,) = (each for each in answer.columns if each.key == key)
    return np.array(found.values, dtype=np.float64)


def words(answer: Answer, key: str) -> list[str]:
    (found,) = (each for each in answer.labels if each.key == key)
    return [each if isinstance(each, str) else each.en for each in found.values]


def figures(answer: Answer) -> dict[str, float]:
    return {each.key: each.value for each in answer.figures}


def file(folder: Path, text: str, name: str = "file.csv") -> Path:
    place = folder / name
    place.write_text(text, encoding="utf-8")
    return place


# structure


def test_linkages_are_sums_of_the_inverses(example: Economy) -> None:
    found = example.linkages()
    G = np.linalg.inv(np.eye(3) - Z / TABLE.x[:, None])
    assert column(found, "backward") == pytest.approx(L.sum(axis=0))
    assert column(found, "forward") == pytest.approx(G.sum(axis=1))
    assert column(found, "backward_normalised").mean() == pytest.approx(1)
    assert column(found, "backward_direct") == pytest.approx(A.sum(axis=0))
    assert words(found, "class") == ["key", "backward", "weak"]


def test_linkages_of_regions_tell_what_goes_elsewhere(regions: Economy) -> None:
    found = regions.linkages()
    table = two_regions()
    inverse = np.linalg.inv(np.eye(4) - table.Z / table.x)
    away = inverse[2:, 0].sum() / inverse[:, 0].sum()
    assert column(found, "backward_away")[0] == pytest.approx(away)
    assert words(found, "region") == ["EAST", "EAST", "WEST", "WEST"]
    assert words(found, "code") == ["goods", "services"] * 2


# removal


def test_an_extracted_sector_takes_its_chain_with_it(example: Economy) -> None:
    found = example.extraction()
    left = np.linalg.inv(np.eye(2) - A[1:, 1:]) @ FINAL[1:]
    lost = TABLE.x.sum() - left.sum()
    assert column(found, "output")[0] == pytest.approx(lost)
    assert column(found, "output elsewhere")[0] == pytest.approx(lost - TABLE.x[0])
    assert column(found, "output share")[0] == pytest.approx(lost / TABLE.x.sum())
    assert words(found, "name")[0] == "Agriculture"


def test_a_group_is_taken_away_as_one(example: Economy) -> None:
    found = example.extraction(["output"], groups={"rest": ["02", "03"]})
    left = FINAL[0] / (1 - A[0, 0])
    assert column(found, "output") == pytest.approx([TABLE.x.sum() - left])
    assert words(found, "code") == ["rest"]


def test_sectors_and_regions_are_taken_away_everywhere(regions: Economy) -> None:
    by = {each: regions.extraction(["output"], by=each) for each in ("sectors", "regions")}
    assert words(by["sectors"], "code") == ["goods", "services"]
    assert words(by["regions"], "code") == ["EAST", "WEST"]
    table = two_regions()
    east = np.linalg.inv(np.eye(2) - (table.Z / table.x)[:2, :2]) @ table.Y.sum(axis=1)[:2]
    assert column(by["regions"], "output")[1] == pytest.approx(table.x.sum() - east.sum())


def test_imports_that_stop_are_lost_where_they_were_made(regions: Economy) -> None:
    found = regions.extraction(by="imports")
    table = two_regions()
    Z, f = table.Z.copy(), table.Y.copy()
    Z[2:, :2], f[2:, 0] = 0, 0
    left = np.linalg.solve(np.eye(4) - Z / table.x, f.sum(axis=1))
    lost = (table.x - left).reshape(2, 2).sum(axis=1)
    assert column(found, "output")[:2] == pytest.approx(lost)
    assert words(found, "affected") == ["EAST", "WEST", "EAST", "WEST"]
    assert words(found, "code") == ["EAST", "EAST", "WEST", "WEST"]


def test_others_that_step_in_gain(regions: Economy) -> None:
    found = regions.extraction(["output"], groups={"g": ["EAST:goods"]}, kind="replaced")
    east, west = column(found, "output")
    assert east > 0 > west


@pytest.mark.parametrize("wrong", [{"kind": "supply"}, {"groups": {"g": ["EAST:goods"]}}])
def test_imports_are_taken_away_as_a_whole(wrong: dict[str, object], regions: Economy) -> None:
    with pytest.raises(CallerError, match="as a whole"):
        regions.extraction(by="imports", **wrong)  # type: ignore[arg-type]


# borders


def test_exports_are_made_of_their_terms(regions: Economy) -> None:
    found = regions.trade()
    table = two_regions()
    east = table.Z[:2, 2:].sum() + table.Y[:2, 1].sum()
    assert column(found, "exports")[0] == pytest.approx(east)
    parts = sum(column(found, key) for key in ("dva", "ddc", "fva", "fdc", "outside"))
    assert parts == pytest.approx(column(found, "exports"))
    value = 1 - (table.Z / table.x).sum(axis=0)
    inverse = np.linalg.inv(np.eye(4) - table.Z / table.x)
    vax = value[:2] @ inverse[:2] @ table.Y[:, 1]
    assert column(found, "vax")[0] == pytest.approx(vax)
    assert column(found, "vax_ratio")[0] == pytest.approx(vax / east)
    sectors = regions.trade("sectors")
    assert column(sectors, "dva")[:2].sum() == pytest.approx(column(found, "dva")[0])


def test_footprints_of_one_region_are_told_by_product(example: Economy) -> None:
    found = example.footprints()
    assert TABLE.satellite is not None
    per = TABLE.satellite.F[0] / TABLE.x
    assert column(found, "JOBS use") == pytest.approx(per @ L * FINAL)
    assert column(found, "JOBS made") == pytest.approx(TABLE.satellite.F[0])
    assert {each.unit for each in found.columns} == {"万人"}


def test_footprints_of_regions_tell_what_comes_from_elsewhere(regions: Economy) -> None:
    found = regions.footprints()
    table = two_regions()
    value = 1 - (table.Z / table.x).sum(axis=0)
    made = value[:, None] * (np.linalg.inv(np.eye(4) - table.Z / table.x) @ table.Y)
    assert column(found, "value added use") == pytest.approx(made.sum(axis=0))
    assert column(found, "value added from_elsewhere") == pytest.approx(
        [made[2:, 0].sum(), made[:2, 1].sum()]
    )


def test_a_footprint_may_follow_one_use_alone(example: Economy) -> None:
    one = example.footprints(["output"], uses=["household"])
    assert column(one, "output use") == pytest.approx(L.sum(axis=0) * (HOME * TABLE.Y[:, 0]))


# reliance


def test_imports_of_a_region_are_what_others_sell_it(regions: Economy) -> None:
    found = regions.dependence()
    table = two_regions()
    bought = table.Z[2:, :2].sum(axis=0) / table.x[:2]
    own = np.linalg.inv(np.eye(2) - (table.Z / table.x)[:2, :2])
    assert column(found, "total")[:2] == pytest.approx(bought @ own)
    use = table.Z[[0, 2], :2].sum() + table.Y[[0, 2], 0].sum()
    assert column(found, "self_sufficiency")[0] == pytest.approx(table.x[0] / use)
    assert words(found, "first_product")[0] == "goods"
    assert "country of its own" in found.notes[-1].en


def test_a_product_that_nobody_uses_at_home_has_no_self_sufficiency() -> None:
    table = input_output_table(
        [[1.0, 1.0], [0.0, 0.0]],
        [[5.0, 0.0], [0.0, 4.0]],
        sectors=["a", "b"],
        uses=[FinalUse.HOUSEHOLD, FinalUse.EXPORT],
    )
    found = Economy(table=table).dependence()
    (sufficient,) = (each for each in found.columns if each.key == "self_sufficiency")
    assert list(sufficient.values) == [1, None]
    assert "no imports from outside" in found.notes[0].en


def test_products_behind_a_sector_add_up_to_its_dependence(example: Economy) -> None:
    found = example.reliance("02")
    whole = column(example.dependence(), "total")[1]
    assert column(found, "total").sum() == pytest.approx(whole)
    assert (np.diff(column(found, "total")) <= 0).all()
    assert "Industry" in found.notes[0].en


def test_imports_in_exports_are_content_times_exports(example: Economy, regions: Economy) -> None:
    found = example.vertical()
    content = column(example.dependence(), "total")
    assert column(found, "vs") == pytest.approx(content * TABLE.Y[:, 3])
    assert np.isnan(column(found, "vs_share")[0])
    whole = (content * TABLE.Y[:, 3]).sum() / TABLE.Y[:, 3].sum()
    assert figures(found)["vs_share"] == pytest.approx(whole)
    by = regions.vertical("regions")
    assert column(by, "vs")[0] == pytest.approx(column(regions.vertical(), "vs")[:2].sum())
    assert column(by, "vs1").min() > 0


# pictures


def test_a_picture_marks_key_sectors_and_cites_their_rows(example: Economy) -> None:
    plot = example.linkages().plot
    assert isinstance(plot, Plot)
    assert [point.key for point in plot.points if point.marked] == ["01"]
    assert plot.headline.en == "1 key sector: Agriculture"
    assert [point.x.citations[0].row_id for point in plot.points] == ["01", "02", "03"]


def test_a_headline_names_a_few_key_sectors_and_counts_all() -> None:
    circle = np.roll(np.eye(6), 1, axis=0) * np.array([5, 5, 5, 5, 1, 1])
    table = input_output_table(circle + 1, np.full(6, 9.0), sectors=list("abcdef"))
    plot = Economy(table=table).linkages().plot
    assert isinstance(plot, Plot)
    marked = sum(point.marked for point in plot.points)
    assert plot.headline.en.startswith(f"{marked} key sectors: ")
    assert plot.headline.en.endswith(" and others") == (marked > 3)


def test_no_key_sector_is_told_as_such() -> None:
    even = input_output_table(np.ones((2, 2)), [2.0, 2.0], sectors=["a", "b"])
    plot = Economy(table=even).linkages().plot
    assert isinstance(plot, Plot)
    assert plot.headline.en == "No sector exceeds the mean in both"


def test_an_answer_without_a_picture_draws_none(example: Economy, tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="multipliers has no picture"):
        write_picture(example.multipliers(), tmp_path / "drawn.svg")


# change


def test_dearer_wages_are_passed_on(example: Economy) -> None:
    found = example.prices(primary={"PAY": 0.1})
    added = 0.1 * TABLE.V[0] / TABLE.x
    assert column(found, "cost") == pytest.approx(added)
    assert column(found, "change") == pytest.approx(added @ L)
    household = np.average(added @ L, weights=HOME * TABLE.Y[:, 0])
    assert figures(found)["household"] == pytest.approx(household)


def test_a_tax_and_a_fixed_price_move_prices(example: Economy) -> None:
    tax = example.prices(cost={"02": 0.05})
    assert column(tax, "change") == pytest.approx(0.05 * L[1])
    fixed = example.prices(fixed={"01": 0.2})
    assert column(fixed, "change")[0] == pytest.approx(0.2)
    assert column(example.prices(imported=0.1), "change").min() > 0


def test_a_price_change_needs_a_change_and_a_sector(example: Economy) -> None:
    with pytest.raises(CallerError, match="no price is told to change"):
        example.prices()
    with pytest.raises(CallerError, match="no sector '99'"):
        example.prices(cost={"99": 0.1})


def test_factors_add_up_to_the_change(example: Economy, tmp_path: Path) -> None:
    doubled = replace(
        TABLE,
        Z=TABLE.Z * 2,
        Y=TABLE.Y * 2,
        V=TABLE.V * 2,
        x=TABLE.x * 2,
        imports=TABLE.imports * 2,
        period="2025",
    )
    found = example.decompose(economy.write_table(doubled, tmp_path / "later"))
    assert column(found, "change") == pytest.approx(TABLE.x)
    assert column(found, "level") == pytest.approx(TABLE.x)
    assert column(found, "technology") == pytest.approx(np.zeros(3), abs=1e-9)
    assert figures(found)["change"] == pytest.approx(TABLE.x.sum())
    assert found.notes[0].en == "2020 and 2025"


def test_years_in_different_units_are_not_compared(example: Economy, tmp_path: Path) -> None:
    later = economy.write_table(replace(TABLE, unit="万元"), tmp_path / "later")
    with pytest.raises(CallerError, match="亿元 and 万元"):
        example.decompose(later)


# tables made of a table


def test_sectors_are_summed_by_pairs_and_written(example: Economy, tmp_path: Path) -> None:
    pairs = file(tmp_path, "原代码,新代码,新名称\n01,G,货物\n02,G,\n03,S,服务\n")
    found = example.aggregate(str(pairs), tmp_path / "out")
    assert column(found, "output") == pytest.approx([555, 380])
    assert found.about.record["sectors"] == 2
    again = economy.read_table(tmp_path / "out")
    assert again.Z[0, 0] == TABLE.Z[:2, :2].sum()
    assert [name.zh for name in again.sectors.names] == ["货物", "服务"]


def test_a_sector_splits_by_shares_alone(example: Economy, tmp_path: Path) -> None:
    text = "source,target,share\n01,A,1\n02,B,0.25\n02,C,0.75\n03,C,1\n"
    found = example.aggregate(str(file(tmp_path, text)), tmp_path / "out")
    assert column(found, "output") == pytest.approx([95, 115, 345 + 380])
    assert "拆分 1 个部门" in found.about.notes[0].zh
    without = "source,target\n01,A\n02,B\n02,C\n03,C\n"
    with pytest.raises(DataError, match="02"):
        example.aggregate(str(file(tmp_path, without)), tmp_path / "again")


def test_a_sector_without_a_pair_is_refused(example: Economy, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="03"):
        example.aggregate(str(file(tmp_path, "source,target\n01,A\n02,A\n")), tmp_path / "out")
    with pytest.raises(CallerError, match="io9"):
        example.aggregate("io9:io42", tmp_path / "out")


def test_a_region_that_is_the_nation_keeps_its_coefficients(
    example: Economy, tmp_path: Path
) -> None:
    known = file(tmp_path, "code,output\n01,95\n02,460\n03,380\n")
    found = example.regionalise(
        known, tmp_path / "out.xlsx", code="R", name="全省", method=region_method("slq")
    )
    again = economy.read_table(tmp_path / "out.xlsx")
    assert pytest.approx(Z) == again.Z
    assert column(found, "inflow") == pytest.approx(np.zeros(3), abs=1e-9)
    assert found.about.said[0] == again.title
    assert "乘数误差" in found.about.notes[0].zh


def test_jobs_stand_for_output_where_that_is_all_there_is(example: Economy, tmp_path: Path) -> None:
    known = file(tmp_path, "代码,名称,就业,全国就业\n03,服务业,9,90\n01,农业,6,60\n02,工业,0,45\n")
    method = region_method("flq", 0.1)
    found = example.regionalise(known, tmp_path / "out", code="R", method=method)
    assert column(found, "output") == pytest.approx([9.5, 0, 38])


def test_cross_hauling_says_that_its_flows_hold_trade_abroad(
    example: Economy, tmp_path: Path
) -> None:
    known = file(tmp_path, "code,output\n01,9\n02,46\n03,38\n")
    method = region_method("charm")
    found = example.regionalise(known, tmp_path / "out", code="R", method=method)
    assert "进出口" in found.notes[0].zh


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("code,output\n01,9\n02,46\n", "no output for 03"),
        ("code,output\n01,9\n02,\n03,1\n", "no output for 02"),
        ("code,value_added\n01,9\n02,4\n03,1\n", "neither output nor employment"),
        ("code,employment\n01,9\n02,4\n03,1\n", "says nothing of its output"),
        (
            "code,employment,national_employment\n01,9,1\n02,4,9\n03,1,9\n",
            "more jobs than the nation in 01",
        ),
    ],
)
def test_what_is_known_of_a_region_must_be_known_of_every_sector(
    text: str, said: str, example: Economy, tmp_path: Path
) -> None:
    with pytest.raises(DataError, match=said):
        example.regionalise(
            file(tmp_path, text), tmp_path / "out", code="R", method=region_method("slq")
        )
    assert not (tmp_path / "out").exists()


def test_a_method_is_known_by_its_name() -> None:
    assert region_method("aflq", 0.2).name.en.startswith("augmented")
    with pytest.raises(CallerError, match="takes no delta"):
        region_method("slq", 0.3)
    with pytest.raises(CallerError, match="magic"):
        region_method("magic")  # type: ignore[arg-type]


def test_a_repair_tells_what_it_changed_and_writes_it(tmp_path: Path) -> None:
    folder = economy.write_table(TABLE, tmp_path / "off")
    sheet = folder / "flows.csv"
    sheet.write_text(
        sheet.read_text(encoding="utf-8-sig").replace("45.0", "46.0"), encoding="utf-8"
    )
    found = repair_table(TableRequest(path=folder), tmp_path / "mended.xlsx")
    assert column(found, "row_gap") == pytest.approx([1, 0, 0])
    assert column(found, "column_gap") == pytest.approx([0, 1, 0])
    assert 0 < figures(found)["moved"] < 0.01
    mended = open_table(TableRequest(path=tmp_path / "mended.xlsx"))
    assert mended.table.Z[0, 1] == pytest.approx(45, abs=0.5)


# roles


def test_roles_are_told_by_what_is_known(example: Economy, tmp_path: Path) -> None:
    nation = economy.write_table(TABLE, tmp_path / "nation")
    before = replace(
        TABLE,
        Z=TABLE.Z / 2,
        Y=TABLE.Y / 2,
        V=TABLE.V / 2,
        x=TABLE.x / 2,
        imports=TABLE.imports / 2,
        period="2010",
    )
    found = example.roles(nation, earlier=economy.write_table(before, tmp_path / "before"))
    assert column(found, "specialisation") == pytest.approx([1, 1, 1])
    assert column(found, "growth") == pytest.approx([0, 0, 0])
    greater = np.maximum(
        column(example.linkages(), "backward_normalised"),
        column(example.linkages(), "forward_normalised"),
    )
    assert column(found, "linkage") == pytest.approx(greater)
    assert np.isnan(column(found, "complexity")).all()
    (why,) = (each for each in found.labels if each.key == "why")
    assert not why.shown
    assert sum(figures(found).values()) == 3


def test_a_file_of_figures_counts_instead(example: Economy, tmp_path: Path) -> None:
    text = "代码,区位商,复杂度,增速差\n01,2,-1,-0.02\n02,0.1,1,0\n03,,1,\n"
    found = example.roles(figures=file(tmp_path, text), why=True)
    assert words(found, "role")[:2] == ["traditional industry", "future industry"]
    (specialised,) = (each for each in found.columns if each.key == "specialisation")
    assert specialised.values[2] is None
    assert found.labels[-1].shown


def test_roles_need_one_region_and_the_same_sectors(
    example: Economy, regions: Economy, tmp_path: Path
) -> None:
    with pytest.raises(CallerError, match="one region"):
        regions.roles()
    other = economy.write_table(two_regions(), tmp_path / "other")
    with pytest.raises(CallerError, match="other sectors"):
        example.roles(other)
    undated = economy.write_table(replace(TABLE, period=""), tmp_path / "undated")
    with pytest.raises(DataError, match="no years"):
        example.roles(earlier=undated)


# files beside a table


@pytest.mark.parametrize(
    ("text", "cell", "found"),
    [
        ("code,output\n01,9\n99,4\n", "A3", "99"),
        ("code,outputs\n01,9\n", "B1", "outputs"),
        ("code,output\n01,many\n", "B2", "many"),
    ],
)
def test_figures_are_refused_cell_by_cell(text: str, cell: str, found: str, tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=f"{cell}.*{found}"):
        economy.read_figures(file(tmp_path, text), ["01"], {"output": "总产出"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("source,goal\n01,A\n", "goal"),
        ("source,target\n01,\n", "B2"),
        ("source,target\n", "file.csv"),
        ("source,target,share\n01,A,half\n", "half"),
    ],
)
def test_pairs_are_refused_cell_by_cell(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(FactsError, match=said):
        economy.read_concordance(file(tmp_path, text))


def test_a_workbooks_first_sheet_is_read(tmp_path: Path) -> None:
    book = economy.write_table(TABLE, tmp_path / "book.xlsx")
    with pytest.raises(FactsError, match=r"book.xlsx\[about\]"):
        economy.read_figures(book, ["01"], {"output": "总产出"})
