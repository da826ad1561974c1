"""How figures of an answer are shown: digits, units, noise, what is absent."""

from __future__ import annotations

import pytest

from lantu.cli import answering
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Answer, Column, Figure, Label, Subject

NAME = Text("量", "amount")
ROWS = Label(key="code", name=Text("代码", "code"), values=("a", "b", "c"))


def shown(capsys: pytest.CaptureFixture[str], *columns: Column, **parts: object) -> list[str]:
    answer = Answer(
        question="ask",
        about=Subject(said=("2020", NAME), record={}, notes=[Text("旧表", "old")]),
        labels=[ROWS],
        columns=columns,
        **parts,  # type: ignore[arg-type]
    )
    answering.show(answer, "zh")
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines() if line.strip()]


@pytest.mark.parametrize(
    ("value", "unit", "words"),
    [
        (1235.7, "万元", "1236万"),
        (0.12345, SHARE, "12.3%"),
        (3e-9, SHARE, "<0.001%"),
        (0.0, SHARE, "0%"),
        (None, SHARE, "—"),
        (-2.0, "1", "−2"),
    ],
)
def test_a_figure_is_shown_as_people_read_it(value: float | None, unit: str, words: str) -> None:
    assert answering.said(value, unit, "zh") == words


def test_what_rounding_left_over_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    told = shown(capsys, Column(key="x", name=NAME, values=[5.0, -1e-12, None]))
    assert told[-4:-1] == ["a 5", "b 0", "c —"]


def test_units_stand_above_where_all_share_one_and_in_headers_where_not(
    capsys: pytest.CaptureFixture[str],
) -> None:
    values = [1.0, 2.0, 3.0]
    alike = [Column(key=key, name=NAME, values=values, unit="亿元") for key in ("x", "y")]
    assert shown(capsys, *alike)[1:3] == ["单位：元", "代码 量 量"]
    other = Column(key="z", name=NAME, values=values, unit="万人")
    assert shown(capsys, *alike, other)[1] == "代码 量（元） 量（元） 量（人）"


def test_figures_and_notes_stand_below(capsys: pytest.CaptureFixture[str]) -> None:
    whole = Figure(key="whole", name=NAME, value=12.5, unit="亿元")
    column = Column(key="x", name=NAME, values=[1.0, 2.0, 3.0])
    told = shown(capsys, column, figures=[whole], formula="x = y", notes=[Text("新", "new")])
    assert told[0] == "2020 · 量"
    assert told[-4:] == ["量: 12.5亿元", "x = y", "注：旧表", "注：新"]
