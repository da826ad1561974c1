"""Who is hit by a scenario: links, firms, places, chains and industries, the hardest first."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from lantu.chains.arrays import NOWHERE
from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies.places import place_name
from lantu.studies.stress_methods import (
    CHANCE,
    DAYS,
    FIRM_DAYS,
    GROUP_DAYS,
    PATH,
    PLACE_DAYS,
    WHEN,
)
from lantu.studies.survey import cite
from lantu.vocab.industry import industry_path
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from lantu.evidence.exhibits import Cell
    from lantu.evidence.finding import Method
    from lantu.evidence.source import Citation
    from lantu.studies.stress_tried import Tried

    Cells: TypeAlias = tuple[Finding[Any] | Cell, ...]

    Floats = NDArray[np.float64]

DAY = Text("天", "days")

_LEAST = 5e-4
"""Days below which a mean is shown as nothing."""

_LOST = Column(key="lost", title=Text("停产天数", "days lost"), kind="number")
_CHANCE = Column(key="chance", title=Text("受影响的可能", "chance"), kind="share")
_SOURCES = Column(key="sources", title=Text("来源", "sources"), kind="source")


def product_ledger(tried: Tried) -> Ledger:
    """受影响环节清单: every link that loses anything, by what its loss weighs."""
    order = [int(at) for at in np.argsort(-tried.weight, kind="stable") if tried.hit[at]]
    hardest = _named([_name(tried, at) for at in order])
    return _ledger(
        "stress-products",
        Text("受影响环节", "links hit"),
        Text(
            f"{len(order)} 个环节受影响{hardest.zh}",
            f"{len(order)} links are hit{hardest.en}",
        ),
        (
            Column(key="product", title=Text("环节", "link"), kind="text"),
            Column(key="chain", title=Text("产业链", "chain"), kind="text"),
            _LOST,
            *((_CHANCE,) if tried.draws else ()),
            Column(key="first", title=Text("首日", "first day"), kind="count"),
            Column(key="back", title=Text("恢复日", "whole again"), kind="count"),
            Column(key="path", title=Text("传导路径", "path"), kind="text"),
        ),
        [Row(key=_label(tried, at), cells=_product(tried, at)) for at in order],
        product_keys=True,
    )


def _product(tried: Tried, at: int) -> Cells:
    graph, rows = tried.survey.graph, path_rows(tried, at)
    own = cite(graph.products.book, graph.products.rows, [at])
    return (
        _name(tried, at),
        graph.chain_names[graph.products.chains[at]],
        tried.finding(tried.lost[:, at], DAYS, unit=DAY, citations=rows or own),
        *((_chance(tried.lost[:, at], rows or own),) if tried.draws else ()),
        _day(tried.point.first[at], rows or own),
        _day(tried.point.back[at], rows or own),
        _path(tried, at, rows or own),
    )


def _chance(lost: Floats, rows: tuple[Citation, ...]) -> Finding[float]:
    return Finding(value=float((lost > 0).mean()), method=CHANCE, citations=rows)


def _day(day: np.signedinteger, rows: tuple[Citation, ...]) -> Finding[int] | None:
    return None if day == NOWHERE else Finding(value=int(day), method=WHEN, citations=rows)


def _path(tried: Tried, at: int, rows: tuple[Citation, ...]) -> Finding[Text] | None:
    steps = tried.point.path(_label(tried, at))
    if not steps:
        return None
    names = [_name(tried, tried.survey.graph.products.ids.at(each)) for each in steps]
    if len(names) == 1:
        said = Text("直接受击", "hit itself")
    else:
        said = Text(" → ".join(each.zh for each in names), " → ".join(each.en for each in names))
    return Finding(value=said, method=PATH, citations=rows)


def path_rows(tried: Tried, at: int) -> tuple[Citation, ...]:
    """The rows of the inputs along which a loss came to a link."""
    graph, survey = tried.survey.graph, tried.survey
    ids = [graph.products.ids.at(each) for each in tried.point.path(_label(tried, at))]
    links = [
        int(link)
        for source, target in itertools.pairwise(ids)
        for link in survey.inputs_of(target)
        if graph.links.source[link] == source and survey.walked[link]
    ]
    return cite(graph.links.book, graph.links.rows, links)


def firm_ledger(tried: Tried) -> Ledger:
    """受影响企业清单: local firms by the days that their links lose."""
    firm = tried.point.ground.supply.firm[tried.local_pairs]
    found = _means(tried, firm, FIRM_DAYS)
    names = tried.survey.graph.firms.names
    return _ledger(
        "stress-firms",
        Text("受影响企业", "firms hit"),
        _counted(found, names.__getitem__, Text("家在案企业受影响", "firms on record are hit")),
        (
            Column(key="firm", title=Text("企业", "firm"), kind="text"),
            Column(key="place", title=Text("所在地", "place"), kind="text"),
            _LOST,
            Column(key="links", title=Text("受影响环节", "links hit"), kind="text"),
        ),
        [
            Row(
                key=tried.survey.graph.firms.ids.labels[key],
                cells=(names[key], place_name(tried.survey, key), days, _links(tried, pairs)),
            )
            for key, days, pairs in found
        ],
    )


def place_ledger(tried: Tried) -> Ledger:
    """受影响地方清单: places by the days that what is made there loses."""
    supply, firms = tried.point.ground.supply, tried.survey.graph.firms
    code = firms.place[supply.firm[tried.local_pairs]]
    found = _means(tried, code, PLACE_DAYS)
    named = {
        int(firms.place[firm]): place_name(tried.survey, int(firm))
        for firm in supply.firm[tried.local_pairs]
    }
    names = {code: name or Text(str(code), str(code)) for code, name in named.items()}
    return _ledger(
        "stress-places",
        Text("受影响地方", "places hit"),
        _counted(found, names.__getitem__, Text("个市州受影响", "places are hit")),
        (
            Column(key="place", title=Text("地方", "place"), kind="text"),
            _LOST,
            Column(key="firms", title=Text("受影响企业", "firms hit"), kind="count"),
            Column(key="links", title=Text("受影响环节", "links hit"), kind="text"),
        ),
        [
            Row(
                key=str(key),
                cells=(
                    names[key],
                    days,
                    len({int(supply.firm[tried.local_pairs[pair]]) for pair in pairs}),
                    _links(tried, pairs),
                ),
            )
            for key, days, pairs in found
        ],
    )


def _means(
    tried: Tried, group: NDArray[np.signedinteger], method: Method
) -> list[tuple[int, Finding[float], list[int]]]:
    """Groups of local pairs that lose anything: key, mean days, pairs hit; hardest first."""
    found = []
    mean = tried.pair_days.mean(axis=0)
    for key in np.unique(group):
        pairs = np.flatnonzero(group == key)
        days = np.add.reduce(tried.pair_days[:, pairs].T, axis=0) / len(pairs)
        hit = [
            int(pair)
            for pair in pairs[np.argsort(-mean[pairs], kind="stable")]
            if mean[pair] > _LEAST
        ]
        if hit:
            rows = _pair_rows(tried, pairs.tolist())
            found.append((int(key), tried.finding(days, method, unit=DAY, citations=rows), hit))
    return sorted(found, key=lambda each: (-each[1].value, each[0]))


def _pair_rows(tried: Tried, pairs: Sequence[int]) -> tuple[Citation, ...]:
    supply, makers = tried.point.ground.supply, tried.survey.graph.makers
    at = tried.local_pairs[pairs]
    wanted = set(zip(supply.product[at].tolist(), supply.firm[at].tolist(), strict=True))
    rows = [
        int(row)
        for row in np.flatnonzero(tried.survey.making)
        if (int(makers.product[row]), int(makers.firm[row])) in wanted
    ]
    return cite(makers.book, makers.rows, rows)


def _links(tried: Tried, pairs: Sequence[int]) -> Text:
    """The links that pairs stand for, hardest first."""
    products = dict.fromkeys(
        int(tried.point.ground.supply.product[tried.local_pairs[pair]]) for pair in pairs
    )
    return _list([_name(tried, at) for at in products])


def chain_ledger(tried: Tried) -> Ledger:
    """受影响产业链: chains by the days that their links lose."""
    names = tried.survey.graph.chain_names
    return _grouped(
        tried,
        "stress-chains",
        Text("受影响产业链", "chains hit"),
        Column(key="chain", title=Text("产业链", "chain"), kind="text"),
        tried.survey.graph.products.chains,
        lambda code: names[code],
    )


def sector_ledger(tried: Tried) -> Ledger:
    """受影响行业: divisions of GB/T 4754 by the days that their links lose."""
    return _grouped(
        tried,
        "stress-sectors",
        Text("受影响行业", "industries hit"),
        Column(key="sector", title=Text("行业大类", "division"), kind="text"),
        tuple(_division(each) for each in tried.survey.graph.products.industries),
        _division_name,
    )


def _division(industry: str) -> str:
    path = industry_path(industry) if industry else ()
    return next((each.code for each in path if each.rank == "division"), "")


def _division_name(code: str) -> Text:
    name = industry_path(code)[-1].name
    return Text(f"{code} {name}", f"{code} {name}")


def _grouped(  # noqa: PLR0917 - one list, described in full by its caller
    tried: Tried,
    key: str,
    title: Text,
    subject: Column,
    groups: Sequence[str],
    name: Callable[[str], Text],
) -> Ledger:
    rows: list[tuple[float, Row]] = []
    of = np.array(groups, dtype=np.str_)
    for group in sorted(set(groups) - {""}):
        inside = of == group
        hit = [int(at) for at in np.flatnonzero(inside & tried.hit)]
        if not hit:
            continue
        hit.sort(key=lambda at: (-float(tried.weight[at]), at))
        cited = cite(tried.survey.graph.products.book, tried.survey.graph.products.rows, hit)
        days = tried.finding(tried.grouped(inside), GROUP_DAYS, unit=DAY, citations=cited)
        cells = (name(group), days, len(hit), _list([_name(tried, at) for at in hit]))
        rows.append((days.value, Row(key=group, cells=cells)))
    rows.sort(key=lambda pair: (-pair[0], pair[1].key))
    said = _named([row.cells[0] for _, row in rows if isinstance(row.cells[0], Text)])
    return _ledger(
        key,
        title,
        Text(f"涉及 {len(rows)} 个{said.zh}", f"{len(rows)} are hit{said.en}"),
        (
            subject,
            _LOST,
            Column(key="hit", title=Text("受影响环节数", "links hit"), kind="count"),
            Column(key="links", title=Text("其中", "among them"), kind="text"),
        ),
        [row for _, row in rows],
    )


def _ledger(
    key: str,
    title: Text,
    headline: Text,
    columns: tuple[Column, ...],
    rows: Sequence[Row],
    *,
    product_keys: bool = False,
) -> Ledger:
    return Ledger(
        key=key,
        title=title,
        headline=headline,
        about=Text("损失大的在前。", "Greatest loss first."),
        columns=columns,
        rows=tuple(rows),
        product_keys=product_keys,
    )


SAID = 3
"""Names that a sentence or a cell tells before it counts the rest."""


def _list(names: Sequence[Text]) -> Text:
    more = len(names) > SAID
    zh = "、".join(each.zh for each in names[:SAID]) + f"等 {len(names)} 个" * more
    en = ", ".join(each.en for each in names[:SAID]) + f" and {len(names) - SAID} more" * more
    return Text(zh, en)


def _named(names: Sequence[Text]) -> Text:
    if not names:
        return Text("", "")
    told = names[:SAID]
    return Text(
        f"，最重的是{'、'.join(each.zh for each in told)}",
        f", hardest {', '.join(each.en for each in told)}",
    )


def _counted(
    found: Sequence[tuple[int, Finding[float], list[int]]], name: Callable[[int], Text], what: Text
) -> Text:
    said = _named([name(key) for key, _, _ in found])
    return Text(f"{len(found)} {what.zh}{said.zh}", f"{len(found)} {what.en}{said.en}")


def _label(tried: Tried, at: int) -> str:
    return tried.survey.graph.products.ids.labels[at]


def _name(tried: Tried, at: int) -> Text:
    return tried.survey.name(at)
