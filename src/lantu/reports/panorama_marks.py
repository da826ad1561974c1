"""What stands on a panorama: boxes with names, links, and the marks where links enter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.reports.picture_css import state_fill
from lantu.reports.svg import element, number, route_path, words
from lantu.vocab.text import Text
from lantu.vocab.words import Essentiality, State, label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.evidence.exhibits import Edge, Node, Panorama
    from lantu.reports.layered.drawing import Box, Drawing, Route
    from lantu.vocab.text import Language

RETURNING = "returning"
_RADIUS = 3.5
SIZE = 9.4
"""Text size of a product's name: 7.05 pt."""
LEADING = 10.2
_ORDER = {
    Essentiality.OPTIONAL.value: 0,
    RETURNING: 1,
    Essentiality.ALTERNATIVE.value: 2,
    Essentiality.ESSENTIAL.value: 3,
}
_ALARM = 4
_SINGLE = Text("本地仅一家企业", "one local maker only")
_GUEST = Text("其他产业链", "of another chain")
_COMMA = Text("、", ", ")


def port_name(edge: Edge) -> str:
    """Which port of its target an edge enters: one per kind, one per alternative group."""
    if edge.returning:
        return RETURNING
    return f"{edge.essentiality.value}:{edge.group}" if edge.group else edge.essentiality.value


def links(panorama: Panorama, drawing: Drawing, language: Language) -> tuple[str, ...]:
    """All links, the weightiest drawn last, then the marks of all ports."""
    nodes = {node.product: node for node in panorama.nodes}
    drawn = []
    for route in drawing.routes:
        alarm = _alarming(route, nodes)
        drawn.append((_ALARM if alarm else _ORDER[kind(route)], _link(route, nodes, language)))
    drawn.sort(key=lambda pair: pair[0])
    return (*(markup for _, markup in drawn), *_ports(drawing, nodes))


def kind(route: Route) -> str:
    """Essential, alternative, optional or returning."""
    return RETURNING if route.backward else route.port.split(":")[0]


def _alarming(route: Route, nodes: Mapping[str, Node]) -> bool:
    """Whether a gap is needed at the other end: an essential link out of a gap."""
    needed = kind(route) == Essentiality.ESSENTIAL.value
    return needed and nodes[route.source].state is State.GAP


def _link(route: Route, nodes: Mapping[str, Node], language: Language) -> str:
    """One link with its tooltip."""
    ends = (nodes[route.source].name.say(language), nodes[route.target].name.say(language))
    classes = f"link {kind(route)}" + (" alarm" if _alarming(route, nodes) else "")
    return element(
        "path",
        element("title", words(f"{ends[0]} → {ends[1]}")),
        d=route_path(route.points, _RADIUS),
        class_=classes,
        data_source=route.source,
        data_target=route.target,
    )


def _ports(drawing: Drawing, nodes: Mapping[str, Node]) -> list[str]:
    """One mark for every port: arrow, bracket, ring or open arrow."""
    ports: dict[tuple[str, str, float, float], tuple[str, bool]] = {}
    for route in drawing.routes:
        x, y = route.points[-1]
        where = (route.target, kind(route), x, y)
        before = ports.get(where, ("", False))[1]
        ports[where] = (kind(route), before or _alarming(route, nodes))
    return [
        port_mark(mark, x, y, alarm=alarm)
        for (_, _, x, y), (mark, alarm) in sorted(ports.items(), key=lambda pair: pair[1][1])
    ]


def port_mark(mark: str, x: float, y: float, *, alarm: bool = False) -> str:
    """The mark of one kind of link where it meets the box whose left side is at ``x``."""
    classes = "port alarm" if alarm else "port"
    if mark == Essentiality.OPTIONAL.value:
        return element("circle", cx=x - 2.2, cy=y, r=1.7, class_=f"{classes} hollow")
    if mark == Essentiality.ALTERNATIVE.value:
        path = f"M{number(x - 2.2)} {number(y - 3.2)}h-2v6.4h2"
        return element("path", d=path, class_=f"{classes} open bracket")
    path = f"M{number(x - 0.6)} {number(y)}l-4.2 -1.9v3.8z"
    return element("path", d=path, class_=f"{classes} hollow" if mark == RETURNING else classes)


def boxes(
    panorama: Panorama,
    drawing: Drawing,
    names: Mapping[str, tuple[str, ...]],
    language: Language,
) -> tuple[str, ...]:
    """All products."""
    nodes = {node.product: node for node in panorama.nodes}
    return tuple(
        _product(panorama.key, nodes[box.key], box, names[box.key], language)
        for box in drawing.boxes
    )


def _product(picture: str, node: Node, box: Box, lines: tuple[str, ...], language: Language) -> str:
    """One product: box, name, dot where one maker stands alone, tooltip."""
    parts = [
        element("title", words(about(node, language))),
        element(
            "rect",
            x=box.x,
            y=box.y,
            width=box.width,
            height=box.height,
            rx=box.height / 2 if node.guest else 3,
            class_="box",
            fill=state_fill(picture, node.state),
        ),
        *_lines(box, lines),
    ]
    if node.single_maker:
        parts.append(
            element("circle", cx=box.x + box.width - 1.5, cy=box.y + 1.5, r=2.8, class_="dot")
        )
    return element("g", *parts, class_=f"product {node.state.value}", data_product=node.product)


def _lines(box: Box, lines: tuple[str, ...]) -> list[str]:
    """A name, centred in its box."""
    middle = box.x + box.width / 2
    first = box.y + box.height / 2 + 0.36 * SIZE - (len(lines) - 1) / 2 * LEADING
    return [
        element("text", words(line), x=middle, y=first + place * LEADING, class_="name")
        for place, line in enumerate(lines)
    ]


def about(node: Node, language: Language) -> str:
    """The tooltip: name, state, and what the marks mean."""
    notes = [label(node.state).say(language), label(node.stage).say(language)]
    if node.single_maker:
        notes.append(_SINGLE.say(language))
    if node.guest:
        notes.append(_GUEST.say(language))
    return f"{node.name.say(language)} ({_COMMA.say(language).join(notes)})"
