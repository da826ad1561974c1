"""What surrounds the chains, as lists: projects, platforms, infrastructure, indicators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.evidence.exhibits import Column, Ledger, Row
from lantu.evidence.finding import Finding
from lantu.studies.doubt import unfit, warning
from lantu.studies.methods import RECORD
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.model.directory import Observation, Platform, Project
    from lantu.studies.survey import Survey


def project_ledger(survey: Survey) -> Ledger:
    """重点项目清单: announced projects, with what is missing said."""
    projects = survey.counted.projects
    priced = sum(p.investment is not None for p in projects)
    return Ledger(
        key="projects",
        title=Text("重点项目清单", "announced projects"),
        headline=Text(
            f"在案项目 {len(projects)} 个,其中 {priced} 个载明人民币计划投资",
            f"{len(projects)} announced projects on record, {priced} with a planned investment in yuan",
        ),
        about=Text(
            "按原文照录;“—”为原文未载,不等于零。投资为报道口径,非完成额。",
            "As recorded; a dash means that the page gives none, not zero. Investment is as announced, "
            "not as spent.",
        ),
        columns=(
            Column(key="name", title=Text("项目", "project"), kind="text"),
            Column(key="class", title=Text("类别", "class"), kind="text"),
            Column(key="field", title=Text("领域", "field"), kind="text"),
            Column(key="chain", title=Text("产业链", "chain"), kind="text"),
            Column(key="product", title=Text("环节", "product"), kind="text"),
            Column(key="city", title=Text("城市", "city"), kind="text"),
            Column(
                key="investment",
                title=Text("计划投资", "planned investment"),
                kind="number",
                unit=Text("亿元", "100 million yuan"),
            ),
            Column(key="capacity", title=Text("规模", "capacity"), kind="text"),
            Column(key="status", title=Text("状态(原文)", "status as written"), kind="text"),
            Column(key="date", title=Text("状态日期", "status date"), kind="date"),
        ),
        rows=tuple(_project_row(survey, project) for project in projects),
    )


def _project_row(survey: Survey, project: Project) -> Row:
    products = survey.graph.products
    product = products.names[products.ids.at(project.product)] if project.product else None
    investment = (
        None
        if project.investment is None
        else Finding(
            value=project.investment,
            method=RECORD,
            unit=Text("亿元", "100 million yuan"),
            citations=(project.citation,),
            caveats=_bracket(project.investment_note),
        )
    )
    return Row(
        key=project.id,
        cells=(
            Finding(value=project.name, method=RECORD, citations=(project.citation,)),
            project.product_class or None,
            project.field or None,
            survey.graph.chain_names.get(project.chain),
            product,
            project.city or None,
            investment,
            project.capacity or None,
            project.status or None,
            project.status_date or None,
        ),
    )


def _bracket(note: str) -> tuple[Text, ...]:
    return (Text(note, f"Note in the facts: {note}"),) if note else ()


def platform_ledger(survey: Survey) -> Ledger:
    """创新平台清单: centres, laboratories, consortia, parks."""
    platforms = survey.counted.platforms
    national = sum(p.level == "国家级" for p in platforms)
    return Ledger(
        key="platforms",
        title=Text("创新平台清单", "innovation platforms"),
        headline=Text(
            f"在案创新与公共平台 {len(platforms)} 个,其中国家级 {national} 个",
            f"{len(platforms)} platforms on record, {national} of them national",
        ),
        about=Text(
            "按事实表顺序;并非全省名录。",
            "In the order of the facts; not a register of the province.",
        ),
        columns=(
            Column(key="name", title=Text("平台", "platform"), kind="text"),
            Column(key="level", title=Text("级别", "level"), kind="text"),
            Column(key="kind", title=Text("类型", "kind"), kind="text"),
            Column(key="field", title=Text("领域", "field"), kind="text"),
            Column(key="operator", title=Text("依托单位", "operator"), kind="text"),
            Column(key="city", title=Text("城市", "city"), kind="text"),
            Column(key="chain", title=Text("产业链", "chain"), kind="text"),
        ),
        rows=tuple(_platform_row(survey, i, p) for i, p in enumerate(platforms)),
    )


def _platform_row(survey: Survey, index: int, platform: Platform) -> Row:
    places = {place.code: place.name for place in survey.directory.places}
    return Row(
        key=platform.citation.row_id or f"{index:03d}",
        cells=(
            Finding(value=platform.name, method=RECORD, citations=(platform.citation,)),
            platform.level or None,
            platform.kind or None,
            platform.field or None,
            platform.operator or None,
            places.get(platform.place),
            survey.graph.chain_names.get(platform.chain),
        ),
    )


def series_ledger(survey: Survey, series: str) -> Ledger:
    """Indicators or infrastructure counts, as recorded.

    Args:
        survey: The facts.
        series: ``indicators`` or ``infrastructure``.
    """
    shown = [o for o in survey.counted.observations if o.series == series and not unfit(o.citation)]
    name = _SERIES[series]
    return Ledger(
        key=series,
        title=name,
        headline=Text(
            f"在案数据 {len(shown)} 条,逐条可溯源",
            f"{len(shown)} figures on record, each with its page",
        ),
        about=Text(
            "口径以原文为准,不同口径不可相加或相除;原注“不宜引用”者移入数据冲突清单。",
            "Definitions as the pages give them; figures of different definitions cannot be added or "
            "divided. Those whose note warns against quoting stand among the conflicts.",
        ),
        columns=(
            Column(key="region", title=Text("地区", "region"), kind="text"),
            Column(key="sector", title=Text("行业", "sector"), kind="text"),
            Column(key="indicator", title=Text("指标", "indicator"), kind="text"),
            Column(key="period", title=Text("时期", "period"), kind="date"),
            Column(key="value", title=Text("数值", "value"), kind="number"),
            Column(key="unit", title=Text("单位", "unit"), kind="text"),
            Column(key="grade", title=Text("证据等级", "grade"), kind="grade"),
        ),
        rows=tuple(_series_row(o) for o in shown),
    )


_SERIES = {
    "indicators": Text("经济指标", "indicators"),
    "infrastructure": Text("新型基础设施", "new infrastructure"),
}


def _series_row(observation: Observation) -> Row:
    value = (
        None
        if observation.value is None
        else Finding(
            value=observation.value,
            method=RECORD,
            unit=Text(observation.unit, observation.unit) if observation.unit else None,
            citations=(observation.citation,),
            caveats=warning(observation.citation),
        )
    )
    grade = observation.citation.grade
    return Row(
        key=observation.citation.row_id,
        cells=(
            observation.region,
            observation.sector or None,
            observation.name,
            observation.period,
            value,
            observation.unit or None,
            None if grade is None else grade.value,
        ),
    )
