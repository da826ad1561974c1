"""Networks of firms from lists of sales: right ones whole, wrong ones with row and column."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import polars as pl
import pytest

from lantu.errors import FactsError, PlaceError
from lantu.facts.networks import read_needs, read_network, write_network, write_network_template
from lantu.model.roster import roster

if TYPE_CHECKING:
    from lantu.facts.fault import Fault

FIRMS = "firm,sector,region,output\na,x,N,10\nb,y,S,9\nc,y,N,5\n"
SALES = "seller,buyer,amount\na,b,2\na,b,1\nb,c,4\n"
IHS = Path(__file__).parents[5] / "shared" / "data" / "input_essentiality_ihs"


def kept(folder: Path, sales: str, firms: str = FIRMS) -> tuple[Path, Path]:
    (folder / "sales.csv").write_text(sales, encoding="utf-8")
    (folder / "firms.csv").write_text(firms, encoding="utf-8")
    return folder / "sales.csv", folder / "firms.csv"


def told(error: FactsError) -> tuple[Fault, ...]:
    return cast("tuple[Fault, ...]", error.faults)


def faults(folder: Path, sales: str, firms: str = FIRMS) -> list[tuple[str, int, str]]:
    with pytest.raises(FactsError) as caught:
        read_network(*kept(folder, sales, firms))
    return [(each.rule, each.row, each.column) for each in told(caught.value)]


def test_sales_of_one_pair_are_added_up(tmp_path: Path) -> None:
    network = read_network(*kept(tmp_path, SALES)).network
    assert network.firms == ("a", "b", "c")
    assert network.amount.tolist() == [3.0, 4.0]
    assert network.sectors.codes == ("x", "y")
    assert network.regions is not None
    assert network.regions.codes == ("N", "S")
    assert network.revenue is not None
    assert network.revenue.tolist() == [10.0, 9.0, 5.0]


def test_parquet_and_chinese_headers_say_the_same(tmp_path: Path) -> None:
    plain = read_network(*kept(tmp_path, SALES)).network
    renamed = pl.read_csv(tmp_path / "sales.csv").rename(
        {"seller": "卖方", "buyer": "买方", "amount": "金额"}
    )
    renamed.write_parquet(tmp_path / "sales.parquet")
    packed = read_network(tmp_path / "sales.parquet", tmp_path / "firms.csv").network
    np.testing.assert_array_equal(packed.amount, plain.amount)


def test_own_purchases_and_nothings_are_left_out_and_counted(tmp_path: Path) -> None:
    found = read_network(*kept(tmp_path, SALES + "a,a,7\nb,c,0\n"))
    assert found.network.amount.tolist() == [3.0, 4.0]
    assert [note.en.split()[0] for note in found.notes] == ["1", "1"]


@pytest.mark.parametrize("amount", ["-1", "nan", "", "viel", "inf"])
def test_amounts_that_are_none_are_told_with_their_row(tmp_path: Path, amount: str) -> None:
    assert faults(tmp_path, SALES + f"b,a,{amount}\n") == [("network.amount", 5, "amount")]


def test_unknown_and_blank_firms_are_told_with_their_row(tmp_path: Path) -> None:
    assert faults(tmp_path, SALES + "d,a,1\na,,1\n") == [
        ("network.firm", 5, "seller"),
        ("network.blank", 6, "buyer"),
    ]


@pytest.mark.parametrize(
    ("firms", "fault"),
    [
        (FIRMS + "a,x,N,1\n", ("network.twice", 5, "firm")),
        (FIRMS + "d,,N,1\n", ("network.blank", 5, "sector")),
        (FIRMS + "d,x,N,-1\n", ("network.amount", 5, "output")),
        (FIRMS.replace("a,x,N,10", "a,x,N,2"), ("network.short", 2, "output")),
        ("firm\na\nb\nc\n", ("network.column", 1, "")),
    ],
)
def test_faults_of_the_firms_are_told(
    tmp_path: Path, firms: str, fault: tuple[str, int, str]
) -> None:
    assert faults(tmp_path, SALES, firms) == [fault]


def test_a_list_of_which_nothing_is_left_is_refused(tmp_path: Path) -> None:
    text = "seller,buyer,amount\na,a,7\nb,c,0\n"
    assert faults(tmp_path, text) == [("network.nothing", 1, "")]


def test_firms_without_trade_or_output_stay_and_are_counted(tmp_path: Path) -> None:
    firms = FIRMS + "d,z,N,0\n"
    found = read_network(*kept(tmp_path, SALES, firms))
    assert found.network.firms == ("a", "b", "c", "d")
    assert found.network.sectors.codes == ("x", "y", "z")
    assert [note.en for note in found.notes] == ["1 firms that neither sell nor buy"]


def test_without_firms_the_sector_is_where_it_sells_most(tmp_path: Path) -> None:
    text = "seller,buyer,amount,sector\na,b,2,x\na,b,3,z\nb,c,4,y\n"
    found = read_network(kept(tmp_path, text)[0])
    codes = [found.network.sectors.codes[at] for at in found.network.sector]
    assert codes == ["z", "y", "?"]
    assert [note.en for note in found.notes] == [
        "1 firms that sell in several sectors, put where they sell most"
    ]


def test_without_firms_and_sectors_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FactsError, match="sector"):
        read_network(kept(tmp_path, SALES)[0])


def test_one_period_is_read_by_itself(tmp_path: Path) -> None:
    sales, firms = kept(tmp_path, "seller,buyer,amount,period\na,b,2,2020\na,b,9,2021\n")
    assert read_network(sales, firms, period="2020").network.amount.tolist() == [2.0]
    with pytest.raises(FactsError, match="2021"):
        read_network(sales, firms, period="1999")


def test_what_cannot_be_read_is_told(tmp_path: Path) -> None:
    assert faults(tmp_path, "seller,buyer,amount\na,b,1,2,3\n")[0][0] == "network.unreadable"
    with pytest.raises(PlaceError):
        read_network(tmp_path / "none.csv")


def test_a_network_written_reads_back_equal(tmp_path: Path) -> None:
    folder = write_network_template(tmp_path / "one")
    network = read_network(folder / "sales.csv", folder / "firms.csv").network
    again = write_network(network, tmp_path / "two")
    same = [(folder / name).read_bytes() == (again / name).read_bytes()
            for name in ("sales.csv", "firms.csv")]  # fmt: skip
    assert same == [True, True]


def test_ratings_are_read_for_the_sectors_asked(tmp_path: Path) -> None:
    file = tmp_path / "needs.csv"
    file.write_text("supplier,A,B,9999\nA,2,0,1\nB,1,2,1\n9999,0,1,2\n", encoding="utf-8")
    found = read_needs(file, roster("sector", ["B", "Q"]))
    assert found.tolist() == [[2, 1], [1, 2]]


def test_ratings_that_are_none_are_told(tmp_path: Path) -> None:
    file = tmp_path / "needs.csv"
    file.write_text("supplier,A\nA,5\n", encoding="utf-8")
    with pytest.raises(FactsError) as caught:
        read_needs(file, roster("sector", ["A"]))
    assert [(each.rule, each.cell) for each in told(caught.value)] == [("network.need", "B2")]
    with pytest.raises(FactsError, match="Q"):
        read_needs(file, roster("sector", ["Q"]))


@pytest.mark.skipif(not IHS.is_dir(), reason="…/shared/… is not beside this checkout")
def test_the_survey_of_analysts_is_read() -> None:
    found = read_needs(IHS / "essential_ihs_sectors.csv", roster("sector", ["C26", "C29", "Q99"]))
    frame = pl.read_csv(IHS / "essential_ihs_sectors.csv", infer_schema=False)
    expected = frame.filter(pl.col("supplier") == "C26")["C29"][0]
    assert found[0, 1] == int(expected)
