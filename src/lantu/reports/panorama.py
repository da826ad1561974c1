"""The chain panorama (产业链全景图): every product of a chain on one sheet of A3.

It reads from left to right, upstream to downstream; segments are bands of rows; colour and
pattern say the state. The sheet is A3 landscape at 96 px to the inch; a chain that needs
more room gets a larger sheet, and one with more than `PRODUCT_LIMIT` products is shown as
an overview without links, for no reader could follow one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.reports.panorama_frame import column_letter, foot, ground, head
from lantu.reports.panorama_marks import boxes, links
from lantu.reports.panorama_overview import overview_svg
from lantu.reports.panorama_sheet import lay_out_panorama
from lantu.reports.picture_css import hatches, picture_css
from lantu.reports.svg import document, element, number

if TYPE_CHECKING:
    from lantu.evidence.exhibits import Panorama
    from lantu.vocab.text import Language

PRODUCT_LIMIT = 400
"""Most products that are drawn with their links."""


def panorama_svg(panorama: Panorama, language: Language = "zh") -> str:
    """The panorama as an SVG picture that can stand alone.

    Every product is a ``g.product`` with ``data-product``; every link a ``path.link`` with
    ``data-source`` and ``data-target``; both have tooltips. A page marks what the reader
    chooses with the classes ``on``, ``off`` and ``chosen``.

    Args:
        panorama: What to draw; the order of its nodes and edges does not matter.
        language: Language of all words.
    """
    if len(panorama.nodes) > PRODUCT_LIMIT:
        return overview_svg(panorama, language)
    sheet = lay_out_panorama(panorama, language)
    x, y = sheet.origin
    return document(
        sheet.size,
        panorama.key,
        f"{panorama.title.say(language)}: {panorama.headline.say(language)}",
        element("style", picture_css()),
        hatches(panorama.key),
        element("rect", width=sheet.size[0], height=sheet.size[1], class_="paper"),
        *head(panorama, language, sheet.size[0]),
        element(
            "g",
            *ground(sheet),
            *links(panorama, sheet.drawing, language),
            *boxes(panorama, sheet.drawing, sheet.names, language),
            transform=f"translate({number(x)} {number(y)}) scale({number(sheet.scale)})",
        ),
        *foot(sheet),
    )


def panorama_index(panorama: Panorama, language: Language = "zh") -> dict[str, str]:
    """Where each product stands on the panorama, such as ``C4``, by product id.

    Letters count columns from the left, numbers count rows from the top, as printed on the
    picture's edges. Empty where the panorama is shown as an overview.

    Args:
        panorama: The panorama.
        language: Language of the picture the index is for; boxes may stand elsewhere in
            the other.
    """
    if len(panorama.nodes) > PRODUCT_LIMIT:
        return {}
    drawing = lay_out_panorama(panorama, language).drawing
    return {box.key: f"{column_letter(box.column)}{box.row + 1}" for box in drawing.boxes}
