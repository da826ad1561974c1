"""What the facts of Hubei show, product by product; every line has its page in the facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from golden.demo.walking import Parts
from lantu.evidence.source import Citation
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lantu.evidence.exhibits import Blueprint, Ledger, ProductCard

Cards = dict[str, "ProductCard"]


def ledger(drawn: Blueprint, key: str) -> Ledger:
    return next(found for found in (*drawn.ledgers, drawn.conflicts) if found.key == key)


def cells(found: Ledger, row: str) -> dict[str, Any]:
    at = next(r for r in found.rows if r.key == row)
    return dict(zip([c.key for c in found.columns], at.cells, strict=True))


def rows(citations: Iterable[Citation]) -> set[str]:
    return {citation.row_id for citation in citations}


@pytest.mark.parametrize(
    ("product", "state"),
    [
        ("IC35", State.STRONG),  # 3D NAND
        ("OF11", State.STRONG),  # optical fibre
        ("OC32", State.STRONG),  # 400G and 800G modules
        ("IC13", State.STRONG),  # electronic phosphoric acid
        ("PC01", State.STRONG),  # phosphate rock
        ("OC01", State.GAP),  # indium phosphide substrate
        ("IC24", State.GAP),  # immersion and EUV scanners
        ("OC19", State.GAP),  # DSP of optical modules
        ("IC01", State.GAP),  # EDA
        ("OF03", State.GAP),  # helium
        ("DP12", State.GAP),  # OLED evaporators
        ("AU01", State.BUILDING),  # vehicle MCU
    ],
)
def test_the_states_that_the_facts_prove(cards: Cards, product: str, state: State) -> None:
    assert cards[product].state.value is state


def test_photoresist_made_in_hubei_is_no_gap(cards: Cards) -> None:
    assert cards["IC05"].state.value is State.WEAK  # KrF, in Qianjiang
    assert cards["IC06"].state.value is not State.GAP  # ArF
    assert cards["IC05"].local_makers


OUTSIDE = {"OC01": {"E002", "E003"}, "IC24": {"E011"}, "OC19": {"E039", "E040"}, "IC01": {"E005", "E006"}, "OF03": {"E037"}}  # fmt: skip


@pytest.mark.parametrize(("product", "figures"), OUTSIDE.items())
def test_a_gap_shows_its_outside_evidence_and_its_local_use(
    drawn: Blueprint, cards: Cards, product: str, figures: set[str]
) -> None:
    card = cards[product]
    assert figures <= rows(card.state.citations)
    told = {reason.text.zh: reason for reason in card.reasons}
    assert any(said.startswith("外部") and told[said].citations for said in told)
    assert any(said.endswith("个本地产品必需") and told[said].citations for said in told)
    listed = cells(ledger(drawn, "gaps"), product)
    assert listed["sources"].value >= 3
    assert listed["stopped"].value > 0
    assert "确认本地没有" in card.next_step.zh
    assert card.state.caveats


def test_no_gap_is_confirmed_and_the_list_says_so(drawn: Blueprint) -> None:
    assert ledger(drawn, "gaps").headline.zh.endswith("其中经人工确认 0 个")


@pytest.mark.parametrize("word", ["缺失", "missing"])
def test_nothing_is_ever_called_missing(parts: Parts, word: str) -> None:
    said = [(way, text) for way, text in parts.of(str) if word in text]
    assert not said


def test_phosphorus_reaches_memory_chips(drawn: Blueprint) -> None:
    """兴发 → 兴福 → 长江存储: the coupling that one chain alone would miss."""
    couplings = ledger(drawn, "couplings")
    paths = {row.key: cells(couplings, row.key) for row in couplings.rows}
    found = [c for c in paths.values() if c["path"].value.zh.startswith("黄磷 → 电子级磷酸")]
    assert len(found) == 1
    assert found[0]["path"].value.zh == "黄磷 → 电子级磷酸 → 三维闪存(3D NAND)芯片"
    assert found[0]["path"].value.en.endswith("3D NAND flash memory")
    assert len(found[0]["path"].citations) == 2
    assert (found[0]["source_chain"].zh, found[0]["target_chain"].zh) == (
        "磷化工与磷基新能源材料",
        "光芯屏端网(光电子信息)",
    )
    assert found[0]["impact"].value > 10


def test_two_counts_of_5g_stations_stand_side_by_side(drawn: Blueprint) -> None:
    conflicts = ledger(drawn, "conflicts")
    told = [cells(conflicts, row.key) for row in conflicts.rows]
    stations = next(t for t in told if t["about"].zh == "湖北 · 5G 基站数")
    assert stations["period"] == "2021-09"
    assert stations["one"].value == "5G 基站数(宏站):4.45 万个"
    assert stations["other"].value == "5G 基站数:4.76 万个"
    assert rows(stations["one"].citations) == {"N002"}
    assert rows(stations["other"].citations) == {"N003"}
    series = {row.key for row in ledger(drawn, "infrastructure").rows}
    assert {"N002", "N003"} <= series  # neither is dropped


def test_a_count_that_must_not_be_quoted_stands_among_the_conflicts_only(
    drawn: Blueprint, parts: Parts
) -> None:
    where = {
        way.split("[", 1)[0].split(".")[1]
        for way, row in parts.of(Citation)
        if row.row_id == "N028"
    }
    assert where == {"conflicts"}
    told = [cells(drawn.conflicts, row.key) for row in drawn.conflicts.rows]
    resolutions = next(t for t in told if t["about"].zh == "湖北 · 日均解析量")
    assert resolutions["one"].value == "74 万次"
    assert resolutions["other"].value == "300 万次(2021-06)、464 万次(2021-12)"
    assert "不宜引用" in resolutions["note"]
    shown = {row.key for found in drawn.ledgers for row in found.rows}
    assert "N028" not in shown


def test_a_note_that_names_another_row_brings_the_two_together(drawn: Blueprint) -> None:
    told = [cells(drawn.conflicts, row.key) for row in drawn.conflicts.rows]
    both = [{*rows(t["one"].citations), *rows(t["other"].citations)} for t in told if t["other"]]
    assert {"D021", "D081"} in both


def test_what_a_note_says_agrees_is_no_conflict(drawn: Blueprint) -> None:
    cited = {row.row_id for _, row in Parts(drawn.conflicts).of(Citation)}
    assert not {"D012", "D080"} & cited  # 8200 and 8209: 与突破8200亿元一致


def test_a_share_that_another_page_puts_higher_says_so(cards: Cards) -> None:
    share = next(f for f in cards["IC13"].dependence if rows(f.citations) == {"M0106"})
    assert share.value.zh == "湖北兴福电子材料股份有限公司 国内份额 69.69 %(2023)"
    assert "超80%" in share.caveats[0].zh


def test_announced_capacity_is_being_built_and_not_there(cards: Cards) -> None:
    for product in ("AU01", "DP21", "IC37"):  # vehicle MCU, printed OLED, DRAM
        card = cards[product]
        assert card.state.value is State.BUILDING
        presence = next(f for f in card.figures if f.method.key == "presence")
        assert presence.value == 0
        assert not presence.citations
        assert presence.interval is not None
        assert presence.interval.width == 1
        assert card.projects or card.local_makers


def test_every_chain_names_its_leaders_with_their_doubt(drawn: Blueprint) -> None:
    leaders = ledger(drawn, "leaders")
    for summary in drawn.summaries:
        chain = [row for row in leaders.rows if row.key.startswith(f"{summary.chain}:")]
        assert 1 <= len(chain) <= 10
        for row in chain:
            rank = cells(leaders, row.key)["rank"]
            assert rank.interval.lower <= rank.interval.upper


def test_wuhan_leads_the_map(drawn: Blueprint) -> None:
    whole = next(m for m in drawn.region_maps if m.key == "region")
    assert len(whole.outlines) == 17
    most = max(whole.figures, key=lambda figure: figure.value.value)
    assert most.code == "420100"
    assert "武汉最多" in whole.headline.zh


def test_firms_to_attract_make_what_is_lacking_and_fit_a_place(drawn: Blueprint) -> None:
    attract = ledger(drawn, "attract")
    gaps = {row.key for row in ledger(drawn, "gaps").rows}
    assert {row.key.split(":")[0] for row in attract.rows} <= gaps
    sumitomo = [row.key for row in attract.rows if row.key.startswith("OC01:")]
    assert sumitomo
    for row in attract.rows:
        told = cells(attract, row.key)
        assert told["firm"].citations
        assert told["city"] is None or told["city"].citations
