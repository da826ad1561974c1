"""The style sheet of every picture, in either theme.

A picture carries the light sheet inside, so that it can stand alone. A page that shows
pictures in the dark adds `picture_css("dark", ...)` under its own selector.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from lantu.reports.style import FONT_FAMILY, GROUNDS, SEQUENCE, STATE_STYLES, contrast
from lantu.reports.svg import element, number

if TYPE_CHECKING:
    from lantu.reports.style import Ground, Theme
    from lantu.vocab.words import State

SCOPE = ".lantu-picture"
_HATCH_STEP = 5


@cache
def picture_css(theme: Theme = "light", scope: str = SCOPE) -> str:
    """CSS rules for pictures, each selector beginning with ``scope``.

    Args:
        theme: Whose colours.
        scope: What every selector starts with, such as ``[data-theme=dark] .lantu-picture``.
    """
    rules = [*_ground_rules(GROUNDS[theme]), *_link_rules(GROUNDS[theme])]
    for state in STATE_STYLES:
        rules += _state_rules(state, theme)
    rules += [*_class_rules(theme), *_plot_rules(GROUNDS[theme]), *_course_rules(GROUNDS[theme])]
    return "\n".join(f"{scope} {rule}" for rule in rules)


def hatch_id(picture: str, state: State) -> str:
    """Id of a state's pattern in one picture; ids must differ between pictures of a page."""
    return f"{picture}-{state.value}"


def hatches(picture: str) -> str:
    """The patterns of one picture, coloured by the sheet."""
    patterns = []
    for state, style in STATE_STYLES.items():
        if style.hatch != "none":
            step = _HATCH_STEP
            patterns.append(
                element(
                    "pattern",
                    element("rect", width=step, height=step, class_=f"ground-{state.value}"),
                    element("path", d=f"M0 0V{step}", class_=f"hatch-{state.value}"),
                    id=hatch_id(picture, state),
                    width=step,
                    height=step,
                    patternUnits="userSpaceOnUse",
                    patternTransform=f"rotate({45 if style.hatch == 'rising' else -45})",
                )
            )
    return element("defs", *patterns)


def state_fill(picture: str, state: State) -> str | None:
    """The ``fill`` attribute a shape of this state needs; None where the sheet fills it."""
    if STATE_STYLES[state].hatch == "none":
        return None
    return f"url(#{hatch_id(picture, state)})"


def _ground_rules(ground: Ground) -> list[str]:
    """Paper, words and hairlines."""
    return [
        f"text {{font-family:{FONT_FAMILY};fill:{ground.text}}}",
        f".paper {{fill:{ground.paper}}}",
        f".headline {{fill:{ground.ink}}}",
        f".title {{font-size:12.5px;fill:{ground.quiet}}}",
        f".heading {{text-anchor:middle;fill:{ground.ink}}}",
        f".segment {{fill:{ground.ink}}}",
        ".key {font-size:11px}",
        ".small {font-size:9.8px}",
        ".name {font-size:9.4px;text-anchor:middle}",
        f".note {{font-size:9.4px;fill:{ground.quiet}}}",
        f".row-name {{font-size:11.5px;fill:{ground.ink}}}",
        f".interval {{stroke:{ground.ink};stroke-width:1.4;fill:none}}",
        f".band {{fill:{ground.band}}}",
        f".plain {{fill:{ground.paper}}}",
        f".stage {{fill:{ground.rule}}}",
        f".rule {{stroke:{ground.rule};stroke-width:1;fill:none}}",
        ".border {stroke-dasharray:2 4}",
    ]


def _link_rules(ground: Ground) -> list[str]:
    """Links at rest, in alarm, and chosen by a reader."""
    return [
        f".link {{fill:none;stroke:{ground.line};stroke-width:0.9;stroke-linecap:round}}",
        ".optional {stroke-dasharray:0.1 2.6}",
        f".returning {{stroke:{ground.line};stroke-dasharray:5 2.5;stroke-width:0.8}}",
        f".alarm {{stroke:{ground.alarm};stroke-width:1}}",
        f".port {{fill:{ground.line};stroke:{ground.line};stroke-width:0.9}}",
        f".dot {{fill:{ground.ink};stroke:{ground.paper};stroke-width:1}}",
        f".hollow {{fill:{ground.paper}}}",
        ".open {fill:none}",
        f".port.alarm {{fill:{ground.alarm};stroke:{ground.alarm}}}",
        f".link.on {{stroke:{ground.accent};stroke-width:1.9}}",
        ".link.off {opacity:0.25}",
        ".product.off {opacity:0.3}",
        f".product.chosen .box {{stroke:{ground.accent};stroke-width:2.6;stroke-dasharray:none}}",
    ]


def _plot_rules(ground: Ground) -> list[str]:
    """Marks and names of a plot."""
    return [
        f".marked {{fill:{ground.accent};stroke:{ground.paper};stroke-width:1}}",
        f".unmarked {{fill:{ground.paper};stroke:{ground.quiet};stroke-width:1.2}}",
        f".point.chosen circle {{stroke:{ground.alarm};stroke-width:2.4}}",
        f".point-name {{font-size:10.4px;fill:{ground.ink};{_halo(ground)}}}",
        f".faint {{fill:{ground.quiet}}}",
        f".field {{font-size:11px;fill:{ground.quiet}}}",
        f".cut {{stroke:{ground.quiet};stroke-width:1;stroke-dasharray:5 4;fill:none}}",
        f".spread {{stroke:{ground.line};stroke-width:1;fill:none}}",
    ]


def _course_rules(ground: Ground) -> list[str]:
    """Lines over days: each its own colour and dash, the first heavy; bands and named days."""
    looks = (
        (ground.accent, 2.4, ""),
        (ground.alarm, 1.6, "7 4"),
        (ground.ink, 1.6, "2 3"),
        (ground.quiet, 1.6, "10 3 2 3"),
        (ground.line, 1.6, ""),
    )
    return [
        ".course {fill:none;stroke-linejoin:round}",
        *(
            f".course-{n} {{stroke:{colour};stroke-width:{number(width)}"
            + (f";stroke-dasharray:{dash}}}" if dash else "}")
            for n, (colour, width, dash) in enumerate(looks)
        ),
        f".course-band {{fill:{ground.accent};opacity:0.18}}",
        f".course-span {{fill:{ground.band}}}",
    ]


def _halo(ground: Ground) -> str:
    """A rim of paper around words, so that no line crosses them out."""
    return f"paint-order:stroke;stroke:{ground.paper};stroke-width:3;stroke-linejoin:round"


def _class_rules(theme: Theme) -> list[str]:
    """Map classes, and words that stand on them or beside the map."""
    ground = GROUNDS[theme]
    light, dark = (ground.ink, ground.paper) if theme == "dark" else (ground.paper, ground.ink)
    shades = list(enumerate(SEQUENCE[theme], 1))
    inks = {
        n: dark if contrast(colour, dark) >= contrast(colour, light) else light
        for n, colour in shades
    }
    return [
        *(f".class-{n} {{fill:{colour}}}" for n, colour in shades),
        *(f".ink-{n} {{fill:{ink}}}" for n, ink in inks.items()),
        f".ink-0 {{fill:{ground.ink}}}",
        f".quiet {{fill:{ground.quiet}}}",
        f".region path {{stroke:{ground.paper};stroke-width:1.2;stroke-linejoin:round}}",
        f".region.chosen path {{stroke:{ground.accent};stroke-width:2.4}}",
        f".leader-ground {{stroke:{ground.paper};stroke-width:2.6;fill:none;opacity:0.75}}",
        f".leader {{stroke:{ground.quiet};stroke-width:0.8;fill:none}}",
        f".pin {{fill:{ground.quiet}}}",
        ".region-name {text-anchor:middle}",
        f".coast {{fill:none;stroke:{ground.quiet};stroke-width:2.6;stroke-linejoin:round}}",
    ]


def _state_rules(state: State, theme: Theme) -> list[str]:
    """How one state's boxes, words and patterns look."""
    style = STATE_STYLES[state]
    paint = style.paint(theme)
    name = state.value
    fill = f"fill:{paint.fill};" if style.hatch == "none" else ""
    dash = f";stroke-dasharray:{style.dash}" if style.dash else ""
    rules = [
        f".{name} .box {{{fill}stroke:{paint.stroke};stroke-width:{number(style.width)}{dash}}}",
        f".{name} text {{fill:{paint.text}}}",
    ]
    if style.hatch != "none":
        rules += [
            f".ground-{name} {{fill:{paint.fill}}}",
            f".hatch-{name} {{stroke:{paint.hatch};stroke-width:2.4;fill:none}}",
        ]
    return rules
