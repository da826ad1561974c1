"""How digital an economy is, asked of figures by industry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.digital import digital_economy
from lantu.facts.digital_economy import digital_industries, read_figures
from lantu.vocab.industry import parse_industry
from lantu.vocab.text import Text
from lantu.workbench.answers import RATIO, SHARE, Answer, Column, Figure, Label, Subject

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lantu.digital import DigitalShare

MOST_NAMED = 6
"""Industries that a note names."""

LOWER, UPPER = Text("至少", "at least"), Text("至多", "at most")


def open_economy(path: Path, *, unit: str = "", title: str = "") -> Answer:
    """Both halves of the digital economy, which are never added, by great class.

    Args:
        path: A CSV file of figures by industry.
        unit: Unit of the figures.
        title: What they are, such as ``湖北 2023 年增加值``.

    Raises:
        CodeError: There is no such industry.
        DataError: Figures overlap, a share is out of bounds, or the like.
        FactsError: The file has faults; all are carried.
        PlaceError: There is no such file.
    """
    figures, classes = read_figures(path), digital_industries()
    found = digital_economy(
        figures.values,
        classes,
        shares=figures.shares,
        digitised_shares=figures.digitised_shares,
    )
    parts = [("core", CORE, found.core), ("digitised", DIGITISED, found.digitised)]
    great = [(part.classes[0], _named(classes.names, part), part) for part in found.great]
    shown = [(key, name, part) for key, name, part in (*parts, *great[:-1])]
    name = title or path.name
    return Answer(
        question="economy",
        about=Subject(
            said=[Text("数字经济及其核心产业统计分类(2021)", "Digital economy (2021)"), name],
            record={"title": title, "source": path.name, "unit": unit, "total": found.core.total},
        ),
        labels=[
            Label(key="part", name=Text("部分", "part"), values=[key for key, _, _ in shown]),
            Label(key="name", name=Text("名称", "name"), values=[name for _, name, _ in shown]),
            Label(
                key="industries",
                name=Text("行业", "industries"),
                values=["、".join(part.industries) or "—" for _, _, part in shown],
                shown=False,
            ),
        ],
        columns=[
            _ends("lower", LOWER, [part.value[0] for _, _, part in shown], unit or RATIO),
            _ends("upper", UPPER, [part.value[1] for _, _, part in shown], unit or RATIO),
            _ends("share_lower", _of(LOWER), [part.share[0] for _, _, part in shown], SHARE),
            _ends("share_upper", _of(UPPER), [part.share[1] for _, _, part in shown], SHARE),
        ],
        figures=[
            Figure(
                key="total",
                name=Text("给出的合计", "total given"),
                value=found.core.total,
                unit=unit or RATIO,
            )
        ],
        notes=[_STARRED, _NEVER, *_unknown(found.core)],
        formula="lower = Σ_c v_c [all of c belongs] + s_c v_c; upper = Σ_c v_c [any of c belongs]",
    )


def _named(names: Mapping[str, str], part: DigitalShare) -> Text:
    return Text(names[part.classes[0]], GREAT[part.classes[0]])


def _ends(key: str, name: Text, values: list[float], unit: str) -> Column:
    return Column(key=key, name=name, values=values, unit=unit)


def _of(end: Text) -> Text:
    return Text(f"占合计{end.zh}", f"share of the total, {end.en}")


def _unknown(core: DigitalShare) -> list[Text]:
    """Industries of which an unknown part belongs to the core."""
    told = [
        code
        for code, low, high in zip(core.industries, core.lower, core.upper, strict=True)
        if high > low
    ]
    if not told:
        return []
    names = "、".join(parse_industry(code).name for code in told[:MOST_NAMED])
    return [
        Text(
            f"比重没有记录的行业 {len(told)} 个：{names}；写在 core_share 列，区间就收窄",
            f"{len(told)} industries whose share is not on record: {', '.join(told[:MOST_NAMED])}; tell it in "
            "column core_share, and the interval closes",
        )
    ]


CORE = Text("数字产业化（核心产业，01–04）", "core industries (01–04)")
DIGITISED = Text("产业数字化（05）", "digitisation of industries (05)")
GREAT = {
    "01": "digital products, made",
    "02": "digital products, served",
    "03": "applications of digital technology",
    "04": "driven by digital factors",
    "05": "digital efficiency",
}
_STARRED = Text(
    "带星号的小类只有一部分属于数字经济，比重没有记录的给区间",
    "starred classes belong in part; where no share is on record the result is an interval",
)
_NEVER = Text("两部分口径不同，从不相加", "the two halves are never added")
