"""The blueprint (蓝图): every map, list and card of a region, composed from the studies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from lantu.evidence.exhibits import Blueprint, ChainSummary, DependenceMap, Ledger
from lantu.studies import lists, maps
from lantu.studies.attraction import attraction_ledger
from lantu.studies.beside import NOTHING, Beside
from lantu.studies.cards import product_card
from lantu.studies.conflicts import conflict_ledger
from lantu.studies.couplings import coupling_ledger, coupling_links
from lantu.studies.figures import completeness
from lantu.studies.leaders import leader_ledger
from lantu.studies.methods import ALL_METHODS
from lantu.studies.programme import platform_ledger, project_ledger, series_ledger
from lantu.vocab.text import Text
from lantu.vocab.words import State

if TYPE_CHECKING:
    from lantu.evidence.courses import Course
    from lantu.evidence.exhibits import ProductCard, RegionMap
    from lantu.evidence.finding import Method
    from lantu.evidence.source import Source
    from lantu.model.directory import Directory
    from lantu.studies.survey import Survey

CAVEATS = (
    Text(
        "本蓝图只说事实表里有的:它不是企业名录,未在案不等于没有。",
        "The blueprint says what the facts hold: it is no register of firms, and no record is not absence.",
    ),
    Text(
        "“补链”指外部供给有据而本地无可靠生产记录,须经人工核实确认后方可对外使用。",
        "补链 means outside supply on record and no solid record of local production; a person must "
        "confirm it before use.",
    ),
    Text(
        "D 级证据是行业常识,没有页面支撑,只作线索;可在 lantu.toml 关闭。",
        "Class D evidence is common knowledge without a page: a lead only; lantu.toml can switch it off.",
    ),
    Text(
        "名次为区间,区间重叠者不宜强分先后。",
        "Ranks are intervals; where they overlap, do not force an order.",
    ),
)


def blueprint(
    survey: Survey,
    *,
    title: Text,
    facts_hash: str,
    settings: tuple[tuple[str, str], ...],
    beside: Beside = NOTHING,
) -> Blueprint:
    """Everything a chain office asks of its facts, in one record.

    Args:
        survey: The diagnosed facts.
        title: Its name.
        facts_hash: Content hash of the facts.
        settings: Every setting that shaped a conclusion.
        beside: What the user set beside the facts.
    """
    links = coupling_links(survey)
    return Blueprint(
        title=title,
        region=survey.directory.region_name,
        facts_date=latest_date(survey.directory.sources),
        facts_hash=facts_hash,
        settings=settings,
        summaries=tuple(chain_summary(survey, chain) for chain in survey.graph.chain_names),
        panoramas=tuple(maps.chain_panorama(survey, chain) for chain in survey.graph.chain_names),
        couplings=maps.coupling_panorama(survey, links),
        region_maps=_region_maps(survey),
        dependence=maps.dependence_map(survey),
        ledgers=_ledgers(survey) + beside.ledgers(),
        cards=tuple(product_card(survey, at) for at in range(len(survey.graph))),
        conflicts=conflict_ledger(survey),
        methods=ALL_METHODS + beside.methods(),
        sources=survey.directory.sources,
        caveats=CAVEATS + beside.caveats(),
        plots=beside.plots(),
        courses=beside.courses(),
        grids=beside.grids(),
    )


def cards_only(
    cards: tuple[ProductCard, ...], directory: Directory, *, facts_hash: str
) -> Blueprint:
    """A blueprint of nothing but cards, for those who ask for some products only."""
    return replace(
        exhibits_only(directory, facts_hash=facts_hash, methods=ALL_METHODS, caveats=CAVEATS),
        cards=cards,
    )


def exhibits_only(
    directory: Directory,
    *,
    facts_hash: str,
    methods: tuple[Method, ...],
    caveats: tuple[Text, ...],
    settings: tuple[tuple[str, str], ...] = (),
    courses: tuple[Course, ...] = (),
    ledgers: tuple[Ledger, ...] = (),
) -> Blueprint:
    """A blueprint of some exhibits and nothing else, for those who ask one question only."""
    nothing = Text("—", "—")
    return Blueprint(
        title=nothing,
        region=directory.region_name,
        facts_date=latest_date(directory.sources),
        facts_hash=facts_hash,
        settings=settings,
        summaries=(),
        panoramas=(),
        couplings=None,
        region_maps=(),
        dependence=DependenceMap(key="dependence", title=nothing, headline=nothing, bars=()),
        ledgers=ledgers,
        cards=(),
        conflicts=Ledger(
            key="conflicts", title=nothing, headline=nothing, about=nothing, columns=(), rows=()
        ),
        methods=methods,
        sources=directory.sources,
        caveats=caveats,
        courses=courses,
    )


def _ledgers(survey: Survey) -> tuple[Ledger, ...]:
    return (
        lists.gap_ledger(survey),
        lists.weak_ledger(survey),
        lists.extend_ledger(survey),
        lists.strong_ledger(survey),
        lists.building_ledger(survey),
        lists.unknown_ledger(survey),
        leader_ledger(survey),
        attraction_ledger(survey),
        coupling_ledger(survey),
        project_ledger(survey),
        platform_ledger(survey),
        series_ledger(survey, "infrastructure"),
        series_ledger(survey, "indicators"),
    )


def _region_maps(survey: Survey) -> tuple[RegionMap, ...]:
    drawn = [maps.region_map(survey)]
    drawn += [maps.region_map(survey, chain) for chain in survey.graph.chain_names]
    return tuple(drawing for drawing in drawn if drawing is not None)


def chain_summary(survey: Survey, chain: str) -> ChainSummary:
    """One chain in a line: states, completeness, the sentence that matters."""
    products = maps.products_of_chain(survey, chain)
    counts = maps.state_counts(survey, products)
    about = dict(survey.directory.chain_about).get(chain, survey.graph.chain_names[chain])
    return ChainSummary(
        chain=chain,
        name=survey.graph.chain_names[chain],
        about=about,
        counts=counts,
        completeness=completeness(survey, chain),
        headline=_headline(survey, products, counts),
    )


def _headline(survey: Survey, products: tuple[int, ...], counts: dict[State, int]) -> Text:
    """Names the strongest link and the most critical gap, where there are any."""
    criticality = survey.diagnosis.criticality.value
    strong = [p for p in products if maps.state_of(survey, p) is State.STRONG]
    gaps = [p for p in products if maps.state_of(survey, p) is State.GAP]
    said = []
    if strong:
        best = survey.name(max(strong, key=lambda p: (*_proof(survey, p), -p)))
        said.append((f"最强环节{best.zh}", f"strongest link {best.en}"))
    if gaps:
        worst = survey.name(max(gaps, key=lambda p: (float(criticality[p]), -p)))
        said.append((f"最要紧的补链环节{worst.zh}", f"most critical gap {worst.en}"))
    if n := counts[State.UNKNOWN]:
        said.append((f"{n} 个环节待核", f"{n} link{'s' if n > 1 else ''} to be checked"))
    if not said:
        said.append((f"{len(products)} 个环节", f"{len(products)} links"))
    spoken = "; ".join(en for _, en in said)
    return Text(";".join(zh for zh, _ in said), spoken[:1].upper() + spoken[1:])


def _proof(survey: Survey, product: int) -> tuple[float, ...]:
    """How strong a link is; among equals a recorded share, then hard evidence, then weight."""
    found = survey.diagnosis
    parts = (
        found.strength.value,
        found.strength.share,
        found.presence.lower,
        found.criticality.impact,
    )
    return tuple(round(float(part[product]), 9) for part in parts)


def latest_date(sources: tuple[Source, ...]) -> str:
    """The latest publication date among the pages that give a plain one; ``""`` if none does."""
    plain = [s.date for s in sources if s.date.replace("-", "").isdigit()]
    return max(plain, default="")
