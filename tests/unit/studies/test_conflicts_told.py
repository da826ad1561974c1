from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from lantu.evidence.source import Citation
from lantu.studies.conflicts import conflict_ledger
from lantu.studies.doubt import doubted, settled, unfit, warning
from lantu.studies.statements import Statement, disagreeing, elsewhen, naming
from lantu.vocab.text import Text
from lantu.vocab.words import Grade
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.evidence.exhibits import Ledger
    from lantu.workbench import Workbench


def row(row_id: str, note: str = "", table: str = "indicators") -> Citation:
    return Citation(
        table=table, row_id=row_id, line=2, reading="", note=note, grade=Grade.B, source=None
    )


def says(
    row_id: str,
    number: str,
    unit: str = "亿元",
    *,
    thing: str = "营收",
    period: str = "2024",
    note: str = "",
) -> Statement:
    return Statement(
        thing=("东山", thing),
        about=Text(thing, thing),
        name=thing,
        period=period,
        number=number,
        unit=unit,
        citation=row(row_id, note),
    )


def pairs(*statements: Statement) -> list[tuple[str, str]]:
    return [(one.citation.row_id, other.citation.row_id) for one, other in disagreeing(statements)]


def test_two_figures_of_one_thing_and_time_that_differ_disagree() -> None:
    assert pairs(says("D2", "110"), says("D1", "100")) == [("D1", "D2")]


def test_three_that_differ_disagree_two_by_two() -> None:
    assert pairs(says("D3", "120"), says("D1", "100"), says("D2", "110")) == [
        ("D1", "D2"),
        ("D1", "D3"),
        ("D2", "D3"),
    ]


@pytest.mark.parametrize(
    "other",
    [
        says("D2", "100"),
        says("D2", "100.0"),
        says("D2", "0.01", "万亿元"),
        says("D2", "1000000", "万元"),
        says("D2", "110", period="2023"),
        says("D2", "110", thing="产值"),
        says("D2", "110", "亿美元"),
        says("D2", "7", "%"),
        says("D2", "110", note="白皮书口径,与 100 亿元一致"),
    ],
    ids=[
        "equal",
        "equal with more digits",
        "equal in a greater unit",
        "equal in a smaller unit",
        "another year",
        "another thing",
        "another currency",
        "a growth rate",
        "settled by its note",
    ],
)
def test_what_agrees_or_cannot_be_compared_does_not_disagree(other: Statement) -> None:
    assert pairs(says("D1", "100"), other) == []


def test_either_note_settles_a_pair() -> None:
    noted, plain = says("D1", "100", note="与 110 亿元口径一致"), says("D2", "110")
    assert pairs(noted, plain) == []
    assert pairs(plain, noted) == []


def test_an_unknown_unit_is_compared_with_itself_only() -> None:
    assert pairs(says("D1", "5", "批次"), says("D2", "6", "批次")) == [("D1", "D2")]
    assert pairs(says("D1", "5", "批次"), says("D2", "6", "亿元")) == []


def test_an_amount_is_exact() -> None:
    assert says("D1", "0.1").amount == says("D2", "1000", "万元").amount
    assert says("D1", "约百").amount == ("亿元", "约百")


def test_a_doubted_figure_that_names_another_stands_beside_it() -> None:
    one = says("D021", "7441.7", note="另有7566 亿元口径(D081),引用前须核对")
    other = says("D081", "7566", thing="产值", note="与 D021 的营收口径并列")
    assert naming([other, one]) == ((one, other),)
    assert naming([one]) == ()
    assert naming([says("D021", "1", note="见 D081"), other]) == ()  # names it, doubts nothing


def test_figures_of_other_times_are_found_by_time() -> None:
    asked = says("N2", "74", "万次", period="2021-10")
    others = [
        says("N3", "464", "万次", period="2021-12"),
        says("N1", "3", "百万次", period="2021-06"),
        says("N4", "5", "%", period="2021-11"),
        says("N5", "7", "万次", period="2021-10"),
    ]
    assert [s.citation.row_id for s in elsewhen(asked, others)] == ["N1", "N3"]


@pytest.mark.parametrize(
    ("note", "is_unfit", "is_doubted", "is_settled"),
    [
        ("疑为漏字,不宜引用", True, True, False),
        ("与 2025 年口径矛盾,不宜单独引用", True, True, False),
        ("另有勉强超10%、不足15%口径", False, True, False),
        ("三峡日报2024年口径为超80%", False, True, False),
        ("对应次序存疑", False, True, False),
        ("另有光纤环器件1.24亿元", False, False, False),
        ("白皮书口径,与突破8200亿元一致", False, False, True),
        ("两处说法不一致", False, False, False),
        ("见来源", False, False, False),
        ("", False, False, False),
    ],
)
def test_a_note_speaks_for_its_figure(
    note: str, *, is_unfit: bool, is_doubted: bool, is_settled: bool
) -> None:
    citation = row("D1", note)
    assert (unfit(citation), doubted(citation), settled(citation)) == (
        is_unfit,
        is_doubted,
        is_settled,
    )
    assert bool(warning(citation)) is is_doubted


# In the town


def cells(ledger: Ledger, at: int) -> dict[str, Any]:
    return dict(zip([c.key for c in ledger.columns], ledger.rows[at].cells, strict=True))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return workspace.copy_to(tmp_path / "town")


def test_two_shares_of_one_year_stand_side_by_side(town: Workbench) -> None:
    ledger = conflict_ledger(town.survey)
    assert len(ledger.rows) == 1
    told = cells(ledger, 0)
    assert told["about"].zh == "风机轴承 · 中国 · 东城轴承国内份额"
    assert (told["one"].value, told["other"].value) == ("40 %", "45 %")
    assert [c.row_id for c in (*told["one"].citations, *told["other"].citations)] == ["E4", "E5"]
    assert told["note"] == "年鉴口径;转载口径"


def test_qualified_names_are_one_thing_and_say_their_own(copy: Path) -> None:
    workspace.add(
        copy, "infrastructure", 3, row_id="N3", indicator_zh="5G 基站数(宏站)", value="1.45"
    )
    told = cells(conflict_ledger(open_workspace(copy).survey), 1)
    assert told["about"].zh == "东山 · 5G 基站数"
    assert told["one"].value == "5G 基站数:1.6 万个"
    assert told["other"].value == "5G 基站数(宏站):1.45 万个"


def test_one_figure_in_two_units_is_no_conflict(copy: Path) -> None:
    workspace.add(copy, "infrastructure", 3, row_id="N3", value="16000", unit="个")
    assert len(conflict_ledger(open_workspace(copy).survey).rows) == 1


def test_a_figure_that_must_not_be_quoted_stands_alone_with_other_times(copy: Path) -> None:
    workspace.put(copy, "infrastructure", 2, note="疑为漏字,不宜引用")
    told = cells(conflict_ledger(open_workspace(copy).survey), 1)
    assert told["one"].value == "1.2 万个"
    assert told["other"].value == "1.6 万个(2024-12)"
    assert [c.row_id for c in told["other"].citations] == ["N2"]
    assert told["note"] == "疑为漏字,不宜引用"


def test_large_figures_keep_their_digits(copy: Path) -> None:
    workspace.put(copy, "indicators", 2, value="60012.975")
    workspace.add(copy, "indicators", 2, row_id="D9", value="60012.97")
    told = cells(conflict_ledger(open_workspace(copy).survey), 1)
    assert (told["one"].value, told["other"].value) == ("60012.975 亿元", "60012.97 亿元")


def test_capacities_can_disagree_too(copy: Path) -> None:
    workspace.add(copy, "firm_products", 8, row_id="M16", value="600")
    told = [cells(conflict_ledger(open_workspace(copy).survey), at) for at in (0, 1)]
    assert {(t["one"].value, t["other"].value) for t in told} == {
        ("40 %", "45 %"),
        ("500 套/年", "600 套/年"),
    }
