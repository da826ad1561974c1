"""Why a product is in its state, in words, with rows; and what to do next."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from lantu.chains import ReasonCode
from lantu.chains.dependence import outside_figures
from lantu.evidence.exhibits import Reason
from lantu.evidence.finding import Finding
from lantu.studies.figures import own_row
from lantu.studies.makers import (
    building_rows,
    input_links,
    kindred_rows,
    local_user_links,
    maker_rows,
    making_rows,
    needed_links,
    user_links,
)
from lantu.studies.methods import STATE
from lantu.studies.survey import cite
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from lantu.evidence.source import Citation
    from lantu.studies.survey import Survey

    Rows = Callable[[Survey, int], tuple[Citation, ...]]


UNCONFIRMED = Text(
    "尚无人工确认,不得据此对外称本地没有。",
    "No person has confirmed it: do not say that the region lacks it.",
)
NO_ROWS = Text(
    "事实库中没有本地记录;没有记录不等于没有。",
    "The facts hold no local row; no record is not absence.",
)


def _makers(survey: Survey, rows: Sequence[int]) -> tuple[Citation, ...]:
    return cite(survey.graph.makers.book, survey.graph.makers.rows, rows)


def _links(survey: Survey, links: Sequence[int]) -> tuple[Citation, ...]:
    return cite(survey.graph.links.book, survey.graph.links.rows, links)


def _now(survey: Survey, product: int) -> tuple[Citation, ...]:
    return _makers(survey, making_rows(survey, product, local=True))


def _later(survey: Survey, product: int) -> tuple[Citation, ...]:
    return _makers(survey, building_rows(survey, product))


def _share(survey: Survey, product: int) -> tuple[Citation, ...]:
    figures = survey.graph.figures
    return cite(figures.book, figures.rows, [int(survey.diagnosis.strength.figure[product])])


def _standing(survey: Survey, product: int) -> tuple[Citation, ...]:
    firms = survey.graph.firms
    firm = int(survey.diagnosis.strength.firm[product])
    return cite(firms.book, firms.rows, [firm]) if firm >= 0 else ()


def _attained(survey: Survey, product: int) -> tuple[Citation, ...]:
    """The share or the standing reached, and who makes it."""
    shared = int(survey.diagnosis.strength.figure[product]) >= 0
    reached = _share(survey, product) if shared else _standing(survey, product)
    return tuple({row.key: row for row in (*reached, *_now(survey, product))}.values())


def _outside_makers(survey: Survey, product: int) -> tuple[Citation, ...]:
    return _makers(survey, making_rows(survey, product, local=False))


def _contested(survey: Survey, product: int) -> tuple[Citation, ...]:
    return (*_now(survey, product), *own_row(survey, product))


def _figures(survey: Survey, product: int) -> tuple[Citation, ...]:
    figures = survey.graph.figures
    told = outside_figures(survey.graph, survey.directory.region, survey.rules)
    rows = [at for at in survey.figures_of(product).tolist() if bool(told[at])]
    return cite(figures.book, figures.rows, rows)


def _users(survey: Survey, product: int) -> tuple[Citation, ...]:
    return _links(survey, local_user_links(survey, product))


def _inputs(survey: Survey, product: int) -> tuple[Citation, ...]:
    return _links(survey, needed_links(survey, product))


def _kindred(survey: Survey, product: int) -> tuple[Citation, ...]:
    return _makers(survey, kindred_rows(survey, product))


def _strong_links(survey: Survey, product: int) -> tuple[Citation, ...]:
    links = survey.graph.links
    strong = survey.diagnosis.state == list(State).index(State.STRONG)
    beside = [
        *(k for k in input_links(survey, product) if strong[int(links.source[k])]),
        *(k for k in user_links(survey, product) if strong[int(links.target[k])]),
    ]
    return _links(survey, beside)


def _projects(survey: Survey, product: int) -> tuple[Citation, ...]:
    name = survey.graph.products.ids.labels[product]
    return tuple(
        p.citation for p in survey.counted.projects if p.product == name and not p.finished
    )


def _none(_survey: Survey, _product: int) -> tuple[Citation, ...]:
    return ()


_SAID: Mapping[ReasonCode, tuple[Text, Rows]] = MappingProxyType(
    {
        ReasonCode.MADE_HERE: (Text("本地有企业在产", "made in the region now"), _now),
        ReasonCode.STRONG_SHARE: (
            Text(
                "在案市场份额达到锻长板门槛", "a recorded market share reaches the strong threshold"
            ),
            _share,
        ),
        ReasonCode.STRONG_STANDING: (
            Text("有链主、单项冠军或龙头企业在产", "a chain master, champion or leader makes it"),
            _standing,
        ),
        ReasonCode.SINGLE_MAKER: (Text("在案仅一家企业", "a single maker on record"), _now),
        ReasonCode.FAR_FROM_STRONG: (
            Text("无份额记录,企业亦无领先称号", "no share on record, and no maker of standing"),
            _attained,
        ),
        ReasonCode.NEARLY_STRONG: (
            Text(
                "有一定地位,尚未达到锻长板门槛", "of some standing, short of the strong threshold"
            ),
            _attained,
        ),
        ReasonCode.SOFT_EVIDENCE: (
            Text("证据多为 C、D 级,须核实", "evidence is mostly class C or D: check it"),
            _now,
        ),
        ReasonCode.BUILDER: (
            Text("本地有企业在建、在研或规划", "local firms build or plan it"),
            _later,
        ),
        ReasonCode.PROJECT: (
            Text("有未投产的公开项目", "an announced project, not producing yet"),
            _projects,
        ),
        ReasonCode.NO_LOCAL_ROW: (
            Text("事实库中无本地生产记录", "no local maker in the facts"),
            _none,
        ),
        ReasonCode.LOCAL_LEAD: (
            Text("仅有待核实的本地线索", "only leads that need checking"),
            _now,
        ),
        ReasonCode.USED_HERE: (Text("本地下游在用", "used by local products"), _users),
        ReasonCode.NOT_USED_HERE: (Text("本地下游无在案使用", "no local user on record"), _none),
        ReasonCode.OUTSIDE_MAKER: (
            Text("外部供应商在案", "outside suppliers on record"),
            _outside_makers,
        ),
        ReasonCode.OUTSIDE_STATED: (
            Text("事实表载明有外部供应商", "the facts state an outside supplier"),
            own_row,
        ),
        ReasonCode.OUTSIDE_FIGURE: (
            Text("外部依赖数字在案", "dependence figures on record"),
            _figures,
        ),
        ReasonCode.OUTSIDE_LEADS: (
            Text("国内外供给集中于外部企业", "supply is held largely by outside firms"),
            _figures,
        ),
        ReasonCode.NO_OUTSIDE: (
            Text("无外部供给证据", "no evidence of outside supply"),
            _none,
        ),
        ReasonCode.CONFIRMED: (
            Text("已由人工确认本地没有", "a person confirmed that nobody makes it here"),
            own_row,
        ),
        ReasonCode.CONTESTED: (
            Text(
                "本地生产记录与“确认本地没有”相矛盾,须核实",
                "rows of local production contradict the confirmation that there is none: check",
            ),
            _contested,
        ),
        ReasonCode.INPUTS_AT_HAND: (
            Text("必需投入多数本地可得", "most essential inputs are at hand"),
            _inputs,
        ),
        ReasonCode.INPUTS_UNKNOWN: (
            Text("无投入记录,配套无从判断", "no input on record, so its supply cannot be judged"),
            _none,
        ),
        ReasonCode.RELATED: (
            Text("与本地现有产品关联密切", "closely related to what is made here"),
            _kindred,
        ),
        ReasonCode.BESIDE_STRONG: (
            Text("紧邻本地强项", "next to a strong local link"),
            _strong_links,
        ),
    }
)


def reasons_for(survey: Survey, product: int) -> tuple[Reason, ...]:
    """Every reason the rule met, in the order in which it asks.

    That no input is on record matters only where nothing else decides.
    """
    if product not in survey.reasons:
        survey.reasons[product] = _met(survey, product)
    return survey.reasons[product]


def _met(survey: Survey, product: int) -> tuple[Reason, ...]:
    held = survey.diagnosis.reasons_of(product)
    if survey.diagnosis.state_of(product) is not State.UNKNOWN:
        held &= ~ReasonCode.INPUTS_UNKNOWN
    return tuple(
        Reason(text=_with_count(code, text, survey, product), citations=rows(survey, product))
        for code, (text, rows) in _SAID.items()
        if code in held
    )


def cited_by(reasons: Iterable[Reason]) -> tuple[Citation, ...]:
    """Every row behind some reasons, once, by table and row."""
    cited = {citation.key: citation for reason in reasons for citation in reason.citations}
    return tuple(cited[key] for key in sorted(cited))


def state_finding(survey: Survey, product: int) -> Finding[State]:
    """The state with every row behind its reasons, and what may not be concluded from it."""
    state = survey.diagnosis.state_of(product)
    caveats = []
    if state is State.GAP and not bool(survey.diagnosis.confirmed[product]):
        caveats.append(UNCONFIRMED)
    if state is State.UNKNOWN and not maker_rows(survey, product, local=True):
        caveats.append(NO_ROWS)
    return Finding(
        value=state,
        method=STATE,
        citations=cited_by(reasons_for(survey, product)),
        caveats=tuple(caveats),
    )


def _with_count(code: ReasonCode, text: Text, survey: Survey, product: int) -> Text:
    """Adds how many, where that is what a reader asks next."""
    found = survey.diagnosis
    if code is ReasonCode.MADE_HERE:
        n = int(found.presence.makers_now[product])
        return Text(f"本地有 {n} 家企业在产", f"{n} local maker{'s' if n > 1 else ''} on record")
    if code is ReasonCode.USED_HERE:
        n = int(found.demand.local_uses[product])
        if n:
            need = "products need" if n > 1 else "product needs"
            return Text(f"{n} 个本地产品必需", f"{n} local {need} it")
    if code is ReasonCode.OUTSIDE_MAKER:
        n = int(found.dependence.outside_makers[product])
        return Text(
            f"外部供应商 {n} 家在案", f"{n} outside supplier{'s' if n > 1 else ''} on record"
        )
    if code is ReasonCode.OUTSIDE_LEADS:
        held = float(found.dependence.share[product])
        return Text(
            f"在案数字表明供给以外部为主(最高 {held:.1%})",
            f"figures say that supply is held outside (up to {held:.1%})",
        )
    if code is ReasonCode.FAR_FROM_STRONG and float(found.strength.share[product]) > 0:
        share = float(found.strength.share[product])
        return Text(
            f"在案份额最高 {share:.1%},离锻长板门槛尚远",
            f"greatest recorded share {share:.1%}, far below the strong threshold",
        )
    return text


_STEPS: Mapping[State, Text] = MappingProxyType(
    {
        State.STRONG: Text(
            "巩固:盯住其必需投入中的补链环节,防止被上游卡住。",
            "Keep it strong: watch the gaps among its essential inputs.",
        ),
        State.WEAK: Text(
            "强链:核实在案企业的产能与份额,补充 A、B 级证据,再定扶持对象。",
            "Strengthen it: verify the makers' capacity and share with class A or B evidence, then "
            "choose whom to support.",
        ),
        State.BUILDING: Text(
            "跟踪项目进度,投产后以公告或政府页面更新事实表。",
            "Follow the project; once it produces, update the facts from a filing or official page.",
        ),
        State.EXTENDABLE: Text(
            "延链:约谈相邻环节的本地企业,评估进入条件。",
            "Extend: ask the local makers next door what entry would take.",
        ),
        State.UNKNOWN: Text(
            "待核:向行业协会和重点企业核实有无本地生产,补充来源后再定。",
            "Check with associations and key firms whether it is made here; add a source, then decide.",
        ),
    }
)


def next_step(survey: Survey, product: int) -> Text:
    """What to do now."""
    found = survey.diagnosis
    state = found.state_of(product)
    if state is State.UNKNOWN and ReasonCode.LOCAL_LEAD in found.reasons_of(product):
        return Text(
            "核实本地线索:把 D 级记录换成有页面的证据,或删除。",
            "Check the local lead: replace the class D row by one with a page, or remove it.",
        )
    if state is not State.GAP:
        return _STEPS[state]
    if bool(found.confirmed[product]):
        return Text(
            "已确认:列入招商与攻关备选,测算省内需求后立项。",
            "Confirmed: consider attracting a supplier or a research project; estimate local demand first.",
        )
    return Text(
        "请业务处室核实省内确无生产,在事实表“产品”的“确认本地没有”栏签认;同时评估招商对象。",
        "Have the office verify that nobody makes it in the province and sign in column "
        "“Confirmed absent” of table Products; weigh suppliers to attract meanwhile.",
    )
