"""SVG as text: elements, escaped words, short numbers, rounded routes."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

Value = str | float | int | None


def number(value: float) -> str:
    """``value`` to a tenth of a px, without needless zeros or a minus before zero."""
    text = f"{value:.1f}"
    text = text.removesuffix(".0")
    return "0" if text == "-0" else text


def element(name: str, *children: str, **attributes: Value) -> str:
    """One element; attributes keep their order, ``_`` in a name stands for ``-``.

    A trailing ``_`` is dropped, as in ``class_``; an attribute of None is left out.
    Children are markup already; use `words` for text.
    """
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            text = number(value) if isinstance(value, int | float) else escape(value)
            parts.append(f'{key.rstrip("_").replace("_", "-")}="{text}"')
    opening = " ".join(parts)
    return f"<{opening}>{''.join(children)}</{name}>" if children else f"<{opening}/>"


def words(text: str) -> str:
    """Text for between tags."""
    return escape(text, quote=False)


def label(x: float, y: float, text: str, class_: str, anchor: str | None = None) -> str:
    """One line of text, its baseline at ``y``."""
    return element("text", words(text), x=x, y=y, class_=class_, text_anchor=anchor)


def route_path(points: Sequence[tuple[float, float]], radius: float) -> str:
    """Path data of a line with corners rounded by quarter circles of at most ``radius``."""
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        bend = min(radius, _gap(before, corner) / 2, _gap(corner, after) / 2)
        start, end = _toward(corner, before, bend), _toward(corner, after, bend)
        parts.append(f"L{number(start[0])} {number(start[1])}")
        parts.append(f"Q{number(corner[0])} {number(corner[1])} {number(end[0])} {number(end[1])}")
    parts.append(f"L{number(points[-1][0])} {number(points[-1][1])}")
    return "".join(parts)


def _gap(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Distance along the axes."""
    return abs(a[0] - b[0]) + abs(a[1] - b[1])


def _toward(
    corner: tuple[float, float], other: tuple[float, float], distance: float
) -> tuple[float, float]:
    """The point ``distance`` from ``corner`` on the way to ``other``."""
    share = distance / max(_gap(corner, other), 1e-9)
    x, y = corner
    return (x + (other[0] - x) * share, y + (other[1] - y) * share)


def document(size: tuple[float, float], key: str, about: str, *content: str) -> str:
    """A whole picture of ``size`` (width, height) in px, with its name for screen readers."""
    width, height = size
    return element(
        "svg",
        element("title", words(about)),
        *content,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {number(width)} {number(height)}",
        width=width,
        height=height,
        class_="lantu-picture",
        role="img",
        data_picture=key,
    )
