"""What any answer is: rows that agree, a ranking, and JSON values with every digit."""

from __future__ import annotations

import json

import numpy as np
import pytest

from lantu.errors import CallerError, InternalError
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Answer, Column, Figure, Label, Subject, scale_of

WORD = Text("词", "word")


def answer(**changed: object) -> Answer:
    given: dict[str, object] = {
        "question": "ask",
        "about": Subject(said=("2020", WORD), record={"year": "2020"}),
        "labels": [
            Label(key="code", name=WORD, values=("a", "b", "c")),
            Label(
                key="city", name=WORD, values=(Text("甲", "A"), Text("乙", "B"), Text("丙", "C"))
            ),
        ],
        "columns": [
            Column(key="size", name=WORD, values=[1.0, None, 3.0], unit="万元"),
            Column(key="part", name=WORD, values=np.array([1 / 3, 0.0, 1.0]), unit=SHARE),
        ],
    }
    return Answer(**(given | changed))  # type: ignore[arg-type]


def test_rows_keep_their_order_unless_some_are_asked_for() -> None:
    assert answer().ranked() == [0, 1, 2]
    assert answer().ranked(1) == [2]


def test_a_row_without_the_first_figure_comes_last() -> None:
    assert answer().ranked(3) == [2, 0, 1]


def test_rows_are_called_by_code_or_name_in_either_language() -> None:
    assert answer().ranked(only=["c", "A"]) == [0, 2]
    assert answer().ranked(only=["a:甲"]) == [0]
    assert answer().ranked(1, only=["a", "b"]) == [0]
    with pytest.raises(CallerError, match="no row is called 'a:B'"):
        answer().ranked(only=["a:B"])


def test_equal_rows_keep_their_order() -> None:
    alike = Column(key="size", name=WORD, values=[2.0, 1.0, 2.0])
    assert answer(columns=[alike]).ranked(3) == [0, 2, 1]


def test_json_keeps_every_digit_and_says_where_there_is_none() -> None:
    record = json.loads(json.dumps(answer().record()))
    assert record["about"] == {"year": "2020"}
    assert record["rows"][0] == {
        "code": "a",
        "city": {"zh": "甲", "en": "A"},
        "size": 1.0,
        "part": 1 / 3,
    }
    assert record["rows"][1]["size"] is None
    assert [(each["key"], each["unit"]) for each in record["columns"]] == [
        ("size", "万元"),
        ("part", "share"),
    ]


def test_figures_about_the_whole_are_told_by_key() -> None:
    told = answer(figures=[Figure(key="mean", name=WORD, value=0.5)]).record()["figures"]
    assert told == {"mean": {"name": {"zh": "词", "en": "word"}, "value": 0.5, "unit": "1"}}


@pytest.mark.parametrize(
    "columns",
    [
        [Column(key="size", name=WORD, values=[1.0])],
        [Column(key="code", name=WORD, values=[1.0, 2.0, 3.0])],
    ],
)
def test_rows_and_keys_that_do_not_agree_are_refused(columns: list[Column]) -> None:
    with pytest.raises(InternalError):
        answer(columns=columns)


@pytest.mark.parametrize(
    ("unit", "factor", "label"),
    [
        ("万元", 1e4, "元"),
        ("百万美元", 1e6, "美元"),
        ("万人/亿元", 1e4, "人/亿元"),
        ("1", 1.0, ""),
        ("share", 1.0, ""),
        ("TJ of heat", 1.0, "TJ of heat"),
    ],
)
def test_a_units_magnitude_becomes_a_factor(unit: str, factor: float, label: str) -> None:
    scale = scale_of(unit)
    assert (scale.factor, scale.label.zh) == (factor, label)
