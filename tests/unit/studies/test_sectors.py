from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest

from lantu.errors import CallerError
from lantu.evidence.finding import Finding
from lantu.model.accounts import Imported
from lantu.model.input_output_table import InputOutputTable, input_output_table
from lantu.model.roster import Roster
from lantu.studies.beside import Beside
from lantu.studies.blueprint import blueprint
from lantu.studies.sector_methods import IMPORT_CONTENT, SECTOR_METHODS
from lantu.studies.sectors import Sectors, position_plot, sector_ledger, sectors_by_industry
from lantu.vocab.correspondence import code_names
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.studies import Survey
    from lantu.workbench import Workbench

ELECTRONICS, MACHINERY = "20", "16"


def table(codes: tuple[str, ...] = ()) -> InputOutputTable:
    """Each sector sells a tenth of its output to the next; electronics alone imports."""
    names = code_names("io42")
    n = len(names)
    Z = np.zeros((n, n))
    Z[np.arange(n - 1), np.arange(1, n)] = 10.0
    imported = np.zeros((n, n))
    at = list(names).index(ELECTRONICS)
    imported[at, at] = 40.0
    made = input_output_table(
        Z,
        100.0 - Z.sum(axis=1),
        sectors=codes or tuple(names),
        imported=Imported(Z=imported, Y=np.zeros((n, 1))),
        unit="万元",
        period="2020",
        source="invented.xlsx",
        title=Text("虚构的表", "an invented table"),
    )
    return replace(made, sectors=Roster("sector", made.sectors.codes, tuple(names.values())))


@pytest.fixture
def survey(town: Workbench) -> Survey:
    return town.survey


@pytest.fixture
def sectors(survey: Survey) -> Sectors:
    return Sectors(survey=survey, table=table())


def test_codes_of_every_length_lead_to_their_sector() -> None:
    matched = sectors_by_industry(table())
    codes = table().sectors.codes
    assert codes[matched["39"]] == ELECTRONICS


def test_a_table_of_other_sectors_marks_nothing(survey: Survey) -> None:
    own = Sectors(survey=survey, table=table(tuple(f"s{n}" for n in range(42))))
    assert own.products == {}
    assert not any(point.marked for point in position_plot(own).points)
    assert "没有可对应" in position_plot(own).headline.zh


def test_import_content_is_what_suppliers_of_suppliers_import(sectors: Sectors) -> None:
    at = sectors.table.sectors.at(ELECTRONICS)
    content = {point.key: point.y.value for point in position_plot(sectors).points}
    assert content[ELECTRONICS] == pytest.approx(0.4)
    assert content[sectors.table.sectors.codes[at + 1]] == pytest.approx(0.04)
    assert content[sectors.table.sectors.codes[at - 1]] == 0


def test_upstreamness_counts_the_stages_to_final_use(sectors: Sectors) -> None:
    up = {point.key: point.x.value for point in position_plot(sectors).points}
    codes = sectors.table.sectors.codes
    assert up[codes[-1]] == pytest.approx(1.0)
    assert up[codes[-2]] == pytest.approx(1.1)
    assert up[codes[-3]] == pytest.approx(1.11)


def test_every_figure_cites_its_row_of_the_table(sectors: Sectors) -> None:
    found = [c for row in sector_ledger(sectors).rows for c in row.cells if isinstance(c, Finding)]
    assert len(found) == 42 * 5
    assert {f.citations[0].source for f in found} == {sectors.source}
    first = position_plot(sectors).points[0].y
    assert first.method is IMPORT_CONTENT
    assert "总产出 100" in first.citations[0].reading


def test_sectors_with_products_stand_first_and_sum_to_all_coded_products(
    sectors: Sectors,
) -> None:
    rows = sector_ledger(sectors).rows
    counts = [row.cells[2] for row in rows]
    held = [count for count in counts if isinstance(count, int)]
    assert counts[: len(held)] == sorted(held, reverse=True)
    assert sum(held) == sum(len(products) for products in sectors.products.values())


def test_a_table_of_many_regions_is_refused(survey: Survey) -> None:
    many = input_output_table(np.zeros((2, 2)), np.eye(2), sectors=["s"], regions=["n", "m"])
    with pytest.raises(CallerError, match="2 regions"):
        Sectors(survey=survey, table=many)


def test_a_blueprint_has_the_plot_the_list_and_their_methods(sectors: Sectors) -> None:
    told = {"title": Text("一", "one"), "facts_hash": "0" * 64, "settings": ()}
    beside = Beside(sectors=sectors)
    whole = blueprint(sectors.survey, **told, beside=beside)  # type: ignore[arg-type]  # a bag
    assert [plot.key for plot in whole.plots] == ["sector-position"]
    assert whole.ledgers[-1].key == "sectors"
    assert set(SECTOR_METHODS) <= set(whole.methods)
    bare = blueprint(sectors.survey, **told)  # type: ignore[arg-type]  # a bag
    assert bare.plots == ()
