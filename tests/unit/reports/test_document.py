from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from lantu.errors import InternalError
from lantu.evidence.finding import Finding
from lantu.reports.document import document, document_bytes, schema_bytes
from lantu.vocab.text import Text
from lantu.vocab.words import State
from town.blueprint import PRESENCE, RUMOUR, town_blueprint


def _validator() -> Draft202012Validator:
    schema = json.loads(schema_bytes())
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def test_follows_its_published_schema() -> None:
    _validator().validate(json.loads(document_bytes(document(town_blueprint()))))


def test_the_schema_refuses_what_is_not_a_blueprint() -> None:
    told = json.loads(document_bytes(document(town_blueprint())))
    told["cards"][0]["state"]["method"] = None
    told["surprise"] = 1
    assert len(list(_validator().iter_errors(told))) == 2


def test_every_key_a_finding_names_stands_in_a_table() -> None:
    told = document(town_blueprint())
    for finding in _findings(told):
        assert finding["method"] in told["methods"]
        assert set(finding["citations"]) <= set(told["citations"])
    named = {citation["source"] for citation in told["citations"].values()} - {None}
    assert named <= set(told["sources"])


def _findings(node: object) -> list[dict[str, list[str]]]:
    if isinstance(node, list):
        return [found for part in node for found in _findings(part)]
    if isinstance(node, dict):
        own = [node] if "method" in node else []
        return own + [found for part in node.values() for found in _findings(part)]
    return []


def test_same_blueprint_same_bytes_in_canonical_form() -> None:
    first, second = (document_bytes(document(town_blueprint())) for _ in range(2))
    assert first == second
    assert first.endswith(b"}\n")
    told = json.loads(first)
    assert list(told) == sorted(told)
    assert "东山省".encode() in first


def test_floats_keep_six_decimals_and_no_minus_zero() -> None:
    blueprint = town_blueprint()
    completeness = Finding(value=-0.00000001, method=PRESENCE)
    summary = replace(blueprint.summaries[0], completeness=completeness)
    told = document(replace(blueprint, summaries=(summary, *blueprint.summaries[1:])))
    assert str(told["summaries"][0]["completeness"]["value"]) == "0.0"
    gaps = told["ledgers"][0]["rows"][0]["cells"]
    assert gaps[2]["interval"] == [0.0, 0.123457]


def test_absent_is_null_and_not_zero() -> None:
    cells = document(town_blueprint())["ledgers"][0]["rows"][1]["cells"]
    assert cells[3] is None
    assert cells[4] is None


def test_states_count_all_six_even_where_the_study_left_some_out() -> None:
    blueprint = town_blueprint()
    summary = replace(blueprint.summaries[0], counts={State.GAP: 2})
    told = document(replace(blueprint, summaries=(summary,)))
    assert told["summaries"][0]["counts"] == {
        "strong": 0, "weak": 0, "gap": 2, "building": 0, "unknown": 0, "extendable": 0,
    }  # fmt: skip


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_refuses_a_figure_that_is_no_number(value: float) -> None:
    blueprint = town_blueprint()
    summary = replace(blueprint.summaries[0], completeness=Finding(value=value, method=PRESENCE))
    with pytest.raises(InternalError, match="cannot hold"):
        document(replace(blueprint, summaries=(summary,)))


def test_refuses_what_json_cannot_say() -> None:
    blueprint = town_blueprint()
    strange: Finding[float] = Finding(value=object(), method=PRESENCE)  # type: ignore[arg-type]
    with pytest.raises(InternalError, match="object"):
        document(
            replace(blueprint, summaries=(replace(blueprint.summaries[0], completeness=strange),))
        )


def test_refuses_two_rows_of_one_name() -> None:
    blueprint = town_blueprint()
    other = replace(RUMOUR, reading="另一种读法")
    finding = Finding(value=0.5, method=PRESENCE, citations=(other,))
    summaries = (*blueprint.summaries, replace(blueprint.summaries[0], completeness=finding))
    with pytest.raises(InternalError, match="firm_products/M2"):
        document(replace(blueprint, summaries=summaries))


def test_keeps_a_page_and_a_method_only_findings_name() -> None:
    blueprint = replace(town_blueprint(), sources=(), methods=())
    told = document(blueprint)
    assert set(told["sources"]) == {"notice", "repost", "yearbook"}
    assert set(told["methods"]) == {"completeness", "diagnosis", "presence", "recorded"}


def test_tells_what_else_a_page_asks_of_each_finding() -> None:
    told = document(town_blueprint(), also=lambda _, kind: {"kind": kind})
    assert told["summaries"][0]["completeness"]["kind"] == "share"
    assert told["cards"][0]["state"]["kind"] == "state"


def test_a_text_keeps_both_languages() -> None:
    told = document(replace(town_blueprint(), region=Text("甲", "A")))
    assert told["region"] == {"zh": "甲", "en": "A"}


def test_the_schema_is_documented_whole() -> None:
    page = Path(__file__).parents[3] / "docs" / "reference" / "blueprint-json.md"
    told = page.read_text(encoding="utf-8")
    schema = json.loads(schema_bytes())
    names = [*schema["properties"], *schema["$defs"]]
    assert [name for name in names if f"`{name}`" not in told] == []
