from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from lantu.errors import CallerError, FactsError, PlaceError
from lantu.facts import check, open_workspace, quarantine
from town import workspace as town

if TYPE_CHECKING:
    from pathlib import Path


def aside(folder: Path, table: str) -> list[dict[str, str]]:
    path = folder / "quarantine" / f"{table}.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The town with a firm whose country is wrong: four rows refer to it."""
    town.put(town.copy_to(tmp_path / "town"), "firms", 8, country="日本")
    return tmp_path / "town"


def test_a_faulty_row_goes_with_all_that_refer_to_it(broken: Path, tmp_path: Path) -> None:
    done = quarantine(broken, tmp_path / "clean")

    assert dict(done.set_aside) == {"firms": 1, "firm_products": 1, "supply_relations": 1}
    assert aside(done.folder, "firms")[0]["fault_rule"] == "cell.country"
    assert aside(done.folder, "firms")[0]["lantu_row"] == "8"
    assert aside(done.folder, "firms")[0]["name_zh"] == "远洋碳纤维株式会社"
    maker = aside(done.folder, "firm_products")[0]
    assert (maker["row_id"], maker["fault_rule"]) == ("M12", "quarantine.refers")
    assert "X1" in maker["fault_zh"]
    assert [f.rule for f in done.report.errors] == ["cell.country"]


def test_what_is_left_is_clean_and_whole(broken: Path, tmp_path: Path) -> None:
    done = quarantine(broken, tmp_path / "clean")

    assert check(done.folder).ok
    reopened = open_workspace(done.folder)
    assert reopened.content_hash == done.workspace.content_hash
    assert len(reopened.tables()["firms"]) == 8
    assert len(reopened.tables()["products"]) == 15
    assert reopened.outlines == open_workspace(town.PATH).outlines


def test_the_workspace_itself_stays_as_it_is(broken: Path, tmp_path: Path) -> None:
    before = {p: p.read_bytes() for p in broken.rglob("*") if p.is_file()}
    quarantine(broken, tmp_path / "clean")
    assert {p: p.read_bytes() for p in broken.rglob("*") if p.is_file()} == before


def test_no_cell_is_lost(broken: Path, tmp_path: Path) -> None:
    done = quarantine(broken, tmp_path / "clean")
    for table in ("firms", "firm_products", "supply_relations", "links"):
        kept = town.rows(broken, table)
        names = list(kept[0])
        with (done.folder / "facts" / f"{table}.csv").open(encoding="utf-8-sig") as lines:
            clean = list(csv.DictReader(lines))
        put_aside = aside(done.folder, table) if table in done.set_aside else []
        both = [tuple(row.get(n, "") for n in names) for row in [*clean, *put_aside]]
        assert sorted(both) == sorted(tuple(row[n] for n in names) for row in kept)


def test_a_ragged_row_is_kept_word_for_word(tmp_path: Path) -> None:
    town.copy_to(tmp_path / "town")
    file = tmp_path / "town" / "facts" / "links.csv"
    ragged = "K99,P01,P13,material,optional,,,,说明里有,没加引号的逗号,D"
    file.write_text(file.read_text(encoding="utf-8") + ragged + "\n", encoding="utf-8")

    done = quarantine(tmp_path / "town", tmp_path / "clean")

    row = aside(done.folder, "links")[0]
    assert dict(done.set_aside) == {"links": 1}
    assert (row["lantu_row"], row["fault_record"]) == ("21", ragged)
    assert row["fault_rule"] == "csv.ragged"


def test_a_cycle_loses_the_link_that_closes_it(tmp_path: Path) -> None:
    town.put(town.copy_to(tmp_path / "town"), "links", 20, role="material")
    done = quarantine(tmp_path / "town", tmp_path / "clean")
    assert [row["link_id"] for row in aside(done.folder, "links")] == ["K19"]


def test_a_clean_workspace_loses_nothing(tmp_path: Path) -> None:
    done = quarantine(town.PATH, tmp_path / "clean")
    assert dict(done.set_aside) == {}
    assert not (done.folder / "quarantine").exists()
    assert done.workspace.content_hash == open_workspace(town.PATH).content_hash


def test_a_fault_of_a_whole_file_cannot_be_set_aside(tmp_path: Path) -> None:
    (town.copy_to(tmp_path / "town") / "facts" / "links.csv").write_bytes(b"\xff\xfea")
    with pytest.raises(FactsError) as caught:
        quarantine(tmp_path / "town", tmp_path / "clean")
    assert caught.value.faults
    assert not (tmp_path / "clean").exists()


def test_a_folder_in_use_is_not_overwritten(broken: Path, tmp_path: Path) -> None:
    (tmp_path / "clean").mkdir()
    (tmp_path / "clean" / "mine.txt").write_text("keep")
    with pytest.raises(PlaceError, match="not empty"):
        quarantine(broken, tmp_path / "clean")
    assert [p.name for p in (tmp_path / "clean").iterdir()] == ["mine.txt"]


def test_a_database_is_not_set_aside(tmp_path: Path) -> None:
    with pytest.raises(CallerError, match="database"):
        quarantine("postgresql://nowhere/base?schema=town", tmp_path / "clean")


def test_a_declared_encoding_does_not_outlive_its_files(tmp_path: Path) -> None:
    path = town.copy_to(tmp_path / "town")
    text = (path / "lantu.toml").read_text(encoding="utf-8")
    (path / "lantu.toml").write_text(text + 'encoding = "gb18030"\n', encoding="utf-8")
    for file in (path / "facts").glob("*.csv"):
        file.write_bytes(file.read_text(encoding="utf-8").encode("gb18030"))
    original = open_workspace(path)
    assert original.content_hash == open_workspace(town.PATH).content_hash

    done = quarantine(path, tmp_path / "clean")

    assert "encoding" not in (done.folder / "lantu.toml").read_text(encoding="utf-8")
    assert done.workspace.content_hash == original.content_hash
