"""What a scenario's file says, put together: its sections, and what must hold between them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lantu.facts.scenarios.keys import REPEATED, setting
from lantu.facts.scenarios.values import target_of
from lantu.model.scenario import UNDERSTOOD, Blow, Buffer, Engine, Return, Scenario
from lantu.model.spread import bounds

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from lantu.facts.scenarios.keys import Section
    from lantu.facts.scenarios.lines import Place
    from lantu.facts.scenarios.values import Page
    from lantu.model.spread import Amount

    Known = Mapping[Engine, Collection[str]]
    Nodes = Sequence[tuple[Place, Mapping[str, Any]]]

DAYS = 365
"""Days looked at where a file does not say."""


def scenario_of_tree(
    page: Page, tree: Mapping[str, Any], *, code: str, settings: Known | None
) -> Scenario:
    """The scenario that a file's tree tells.

    Args:
        page: Where faults are noted.
        tree: What TOML makes of the file.
        code: The scenario's code.
        settings: Names of the numbers that each engine lets a scenario change; any where None.

    Raises:
        FactsError: The file has faults; all are carried.
    """
    top = page.section(tree, (), "")
    engine = top.get("engine", None if "engine" in tree else Engine.CHAIN)
    blow_nodes, buffer_nodes = _nodes(page, tree, "blow"), _nodes(page, tree, "buffer")
    blows = [_blow(page, place, node) for place, node in blow_nodes]
    buffers = [page.section(node, place, "buffer") for place, node in buffer_nodes]
    doubts = [page.section(node, place, "doubt") for place, node in _nodes(page, tree, "doubt")]
    changed = _settings(page, tree, None if engine is None else (settings or {}).get(engine))
    days = top.get("days", DAYS)
    _refuse_late(page, blows, days)
    if engine is not None:
        _refuse_strangers(page, engine, [(blow_nodes, "hits"), (buffer_nodes, "of")])
    if not tree.get("blow"):
        page.fault("scenario.blow", ())
    page.findings.faults.sort(key=lambda each: each.row)
    page.findings.stop()
    return Scenario(
        code=code,
        name=top["name"],
        about=top.get("about"),
        engine=engine or Engine.CHAIN,
        days=days,
        blows=tuple(Blow(**_renamed(each, hits="targets")) for each in blows),
        buffers=tuple(Buffer(**_renamed(each, of="target")) for each in buffers),
        settings=changed,
        **_renamed(doubts[0] if doubts else {}, evidence="doubt"),
    )


def _nodes(page: Page, tree: Mapping[str, Any], section: Section) -> Nodes:
    """The tables of a section, and where each stands."""
    found = tree.get(section)
    if found is None:
        return ()
    if section not in REPEATED:
        if isinstance(found, dict):
            return (((section,), found),)
        page.fault("scenario.table", (section,), found, section=section)
    elif isinstance(found, list) and all(isinstance(each, dict) for each in found):
        return tuple(((section, at), each) for at, each in enumerate(found))
    else:
        page.fault("scenario.tables", (section,), found, section=section)
    return ()


def _blow(page: Page, place: Place, node: Mapping[str, Any]) -> dict[str, Any]:
    blow = page.section(node, place, "blow")
    if "back_days" in blow and "back" not in node:
        blow["back"] = Return.LINEAR
    back = blow.get("back", Return.AT_ONCE)
    gradual = back not in (Return.NEVER, Return.AT_ONCE)
    unread = "back_days" in node and "back_days" not in blow
    if gradual and not unread and bounds(blow.get("back_days", 0.0))[0] < 1:
        page.fault("scenario.gradual", (*place, "back_days"), node.get("back_days", ""), back=back)
    return blow


def _settings(
    page: Page, tree: Mapping[str, Any], known: Collection[str] | None
) -> dict[str, Amount]:
    found: dict[str, Amount] = {}
    for place, node in _nodes(page, tree, "settings"):
        for name, value in node.items():
            if known is not None and name not in known:
                page.unknown(name, (*place, name), "settings", known)
            elif (amount := page.value(setting(name), value, (*place, name))) is not None:
                found[name] = amount
    return found


def _refuse_late(page: Page, blows: Sequence[Mapping[str, Any]], days: int) -> None:
    for at, blow in enumerate(blows):
        if blow.get("start", 0) >= days:
            page.fault("scenario.late", ("blow", at, "start"), blow["start"], days=str(days))


def _refuse_strangers(page: Page, engine: Engine, told: Sequence[tuple[Nodes, str]]) -> None:
    """Targets of a kind that the engine does not know."""
    understood = UNDERSTOOD[engine]
    for place, each in _told_targets(told):
        target = target_of(each)
        if target is not None and target.kind not in understood:
            words = {"engine": engine.value, "known": ", ".join(sorted(understood))}
            page.fault("scenario.kind", place, str(target), **words)


def _told_targets(told: Sequence[tuple[Nodes, str]]) -> Sequence[tuple[Place, object]]:
    found: list[tuple[Place, object]] = []
    for nodes, key in told:
        for place, node in nodes:
            value = node.get(key)
            if isinstance(value, list):
                found += [((*place, key, at), each) for at, each in enumerate(value)]
            else:
                found.append(((*place, key), value))
    return found


def _renamed(node: Mapping[str, Any], **names: str) -> dict[str, Any]:
    """Keys of the file as the fields they fill."""
    return {names.get(key, key): value for key, value in node.items()}
