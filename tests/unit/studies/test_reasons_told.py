from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from lantu.chains import ReasonCode
from lantu.studies.reasons import (
    _SAID,
    NO_ROWS,
    UNCONFIRMED,
    cited_by,
    next_step,
    reasons_for,
    state_finding,
)
from lantu.vocab.words import State
from lantu.workbench import open_workspace
from town import workspace

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.studies import Survey
    from lantu.workbench import Workbench


@pytest.fixture(scope="module")
def survey(town: Workbench) -> Survey:
    return town.survey


def told(survey: Survey, product: str) -> dict[str, list[str]]:
    at = survey.graph.products.ids.at(product)
    return {
        reason.text.zh: [citation.row_id for citation in reason.citations]
        for reason in reasons_for(survey, at)
    }


def test_every_reason_of_the_rule_can_be_said() -> None:
    assert set(_SAID) == set(ReasonCode)


@pytest.mark.parametrize(
    ("product", "reasons"),
    [
        (
            "P02",
            {"本地有 2 家企业在产": ["M01", "M02"], "在案市场份额达到锻长板门槛": ["M01"]},
        ),
        (
            "P13",
            {
                "本地有 1 家企业在产": ["M09"],
                "有链主、单项冠军或龙头企业在产": ["F5"],
                "在案仅一家企业": ["M09"],
            },
        ),
        (
            "P05",
            {
                "本地有 1 家企业在产": ["M06"],
                "在案仅一家企业": ["M06"],
                "有一定地位,尚未达到锻长板门槛": ["F4", "M06"],
                "证据多为 C、D 级,须核实": ["M06"],
            },
        ),
        (
            "P10",
            {
                "本地有企业在建、在研或规划": ["M07"],
                "有未投产的公开项目": ["J1"],
                "事实库中无本地生产记录": [],
                "1 个本地产品必需": ["K12"],
                "无外部供给证据": [],
                "紧邻本地强项": ["K12"],
            },
        ),
        (
            "P07",
            {
                "有未投产的公开项目": ["J3"],
                "事实库中无本地生产记录": [],
                "本地下游在用": ["K08"],
                "外部供应商 2 家在案": ["M14", "M13"],
                "事实表载明有外部供应商": ["P07"],
                "外部依赖数字在案": ["E2", "E3"],
                "在案数字表明供给以外部为主(最高 90.0%)": ["E2", "E3"],
                "已由人工确认本地没有": ["P07"],
            },
        ),
        (
            "P15",
            {
                "事实库中无本地生产记录": [],
                "本地下游无在案使用": [],
                "无外部供给证据": [],
                "必需投入多数本地可得": ["K16", "K17"],
                "紧邻本地强项": ["K16"],
            },
        ),
    ],
)
def test_reasons_stand_with_their_rows(
    survey: Survey, product: str, reasons: dict[str, list[str]]
) -> None:
    assert told(survey, product) == reasons


def test_no_input_on_record_matters_only_where_nothing_is_known(survey: Survey) -> None:
    said = "无投入记录,配套无从判断"
    assert said in told(survey, "P01")
    assert said not in told(survey, "P07")  # being built, whatever its inputs


def test_a_state_cites_every_row_of_its_reasons_once(survey: Survey) -> None:
    for at in range(len(survey.graph)):
        found = state_finding(survey, at)
        rows = [citation.key for citation in found.citations]
        assert rows == sorted(set(rows))
        assert set(rows) == {c.key for r in reasons_for(survey, at) for c in r.citations}
        assert found.citations == cited_by(reasons_for(survey, at))


@pytest.mark.parametrize("product", ["P01", "P04", "P06"])
def test_an_unknown_product_without_rows_says_so(survey: Survey, product: str) -> None:
    found = state_finding(survey, survey.graph.products.ids.at(product))
    assert found.value is State.UNKNOWN
    assert found.caveats == (NO_ROWS,)


def test_an_unknown_product_with_a_lead_asks_to_check_it(survey: Survey) -> None:
    tower = survey.graph.products.ids.at("P12")
    assert not state_finding(survey, tower).caveats
    assert "核实本地线索" in next_step(survey, tower).zh


def opened(path: Path) -> Survey:
    return open_workspace(path).survey


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The town with a blade maker at work, so that its carbon fibre is wanted here."""
    path = workspace.copy_to(tmp_path / "town")
    workspace.put(
        path, "firm_products", 8, activity="produces", metric="", value="", unit="", period=""
    )
    workspace.put(path, "products", 11, region_evidence="B")
    return path


def test_a_gap_is_not_called_absent_before_a_person_confirms(copy: Path) -> None:
    survey = opened(copy)
    fibre = survey.graph.products.ids.at("P04")
    found = state_finding(survey, fibre)
    assert found.value is State.GAP
    assert found.caveats == (UNCONFIRMED,)
    assert "确认本地没有" in next_step(survey, fibre).zh


def test_a_confirmed_gap_may_be_acted_on(copy: Path) -> None:
    workspace.put(
        copy, "products", 5, confirmed_absent="A", confirmed_by="经信厅", confirmed_on="2025-05-06"
    )
    survey = opened(copy)
    fibre = survey.graph.products.ids.at("P04")
    assert state_finding(survey, fibre).caveats == ()
    assert next_step(survey, fibre).zh.startswith("已确认")
    assert told(survey, "P04")["已由人工确认本地没有"] == ["P04"]


def test_makers_and_a_confirmation_of_absence_are_contested(copy: Path) -> None:
    workspace.put(
        copy, "products", 6, confirmed_absent="B", confirmed_by="经信厅", confirmed_on="2025-05-06"
    )
    assert told(opened(copy), "P05")["本地生产记录与“确认本地没有”相矛盾,须核实"] == ["M06", "P05"]


def test_a_small_share_is_said_as_it_is(copy: Path) -> None:
    workspace.put(
        copy,
        "firm_products",
        7,
        metric="domestic_market_share",
        value="2",
        unit="%",
        period="2024",
    )
    reasons = told(opened(copy), "P05")
    assert reasons["在案份额最高 2.0%,离锻长板门槛尚远"] == ["M06"]
    assert "无份额记录,企业亦无领先称号" not in reasons


def test_nothing_of_class_d_is_cited_as_a_maker_where_d_is_off(copy: Path) -> None:
    with (copy / "lantu.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[confidence]\nuse_d = false\n")
    survey = opened(copy)
    assert "仅有待核实的本地线索" not in told(survey, "P12")
    assert state_finding(survey, survey.graph.products.ids.at("P12")).caveats == (NO_ROWS,)
