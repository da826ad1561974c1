from __future__ import annotations

from itertools import combinations

import pytest

from lantu.reports.panorama import panorama_svg
from lantu.reports.picture_css import hatch_id, hatches, picture_css, state_fill
from lantu.reports.raster import png
from lantu.reports.state_bar import state_bar_svg
from lantu.reports.style import GROUNDS, SEQUENCE, STATE_STYLES, Theme, contrast
from lantu.vocab.words import State
from pictures import chain, parsed

THEMES: tuple[Theme, ...] = ("light", "dark")
TEXT, SHAPE = 4.5, 3.0
"""Least contrasts of WCAG 2.1: 1.4.3 for text, 1.4.11 for shapes."""


def test_contrast_is_twenty_one_for_black_and_white_and_one_for_equals() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#123456", "#123456") == 1


@pytest.mark.parametrize("theme", THEMES)
def test_every_state_is_readable_and_seen(theme: Theme) -> None:
    assert list(STATE_STYLES) == list(State)
    for style in STATE_STYLES.values():
        paint = style.paint(theme)
        assert contrast(paint.text, paint.fill) >= TEXT
        assert contrast(paint.text, paint.hatch) >= TEXT
        assert contrast(paint.stroke, GROUNDS[theme].paper) >= SHAPE


def test_no_two_states_differ_by_colour_alone() -> None:
    """Pattern, outline or a lightness that grey paper keeps tells any two apart."""
    for one, two in combinations(STATE_STYLES.values(), 2):
        pattern = (one.hatch, one.dash) != (two.hatch, two.dash)
        outline = abs(one.width - two.width) >= 1
        lightness = contrast(one.light.fill, two.light.fill) >= SHAPE
        assert pattern or outline or lightness
    assert len({style.mark for style in STATE_STYLES.values()}) == len(State)


@pytest.mark.parametrize("theme", THEMES)
def test_words_are_readable_on_every_ground(theme: Theme) -> None:
    ground = GROUNDS[theme]
    for ink in (ground.ink, ground.text, ground.quiet, ground.accent):
        assert min(contrast(ink, ground.paper), contrast(ink, ground.band)) >= TEXT
    assert contrast(ground.alarm, ground.paper) >= SHAPE


@pytest.mark.parametrize("theme", THEMES)
def test_map_classes_go_one_way_from_the_paper_and_bear_words(theme: Theme) -> None:
    ground = GROUNDS[theme]
    steps = [contrast(colour, ground.paper) for colour in SEQUENCE[theme]]
    assert steps == sorted(steps)
    for colour in SEQUENCE[theme]:
        assert max(contrast(colour, ground.ink), contrast(colour, ground.paper)) >= TEXT


def test_the_sheet_of_a_theme_is_scoped_and_differs_from_the_other() -> None:
    dark = picture_css("dark", "[data-theme=dark] .lantu-picture")
    assert all(line.startswith("[data-theme=dark] .lantu-picture ") for line in dark.splitlines())
    assert picture_css() != picture_css("dark")
    assert GROUNDS["dark"].paper in dark


def test_patterns_are_named_after_their_picture() -> None:
    ids = [each.attrib["id"] for each in parsed(hatches("map-1"))]
    assert ids == [hatch_id("map-1", State.BUILDING), hatch_id("map-1", State.UNKNOWN)]
    assert state_fill("map-1", State.UNKNOWN) == "url(#map-1-unknown)"
    assert state_fill("map-1", State.STRONG) is None


def test_a_png_is_the_same_every_time_and_as_wide_as_asked() -> None:
    svg = panorama_svg(chain())
    one, two = png(svg, 640), png(svg, 640)
    assert one == two
    assert one.startswith(b"\x89PNG")
    assert int.from_bytes(one[16:20]) == 640


def test_a_png_shows_chinese_without_any_font_of_the_system() -> None:
    """A glyph that is missing would leave the two pictures equal."""
    blank = '<svg xmlns="http://www.w3.org/2000/svg" width="40" height="40"></svg>'
    text = '<text x="2" y="30" font-size="30" font-family="Noto Sans CJK SC">{}</text></svg>'
    drawn = [png(blank.replace("</svg>", text.format(each)), 40) for each in ("鄂", "蓝")]
    assert drawn[0] != drawn[1]
    assert png(blank, 40) not in drawn


def test_a_state_bar_shares_its_width_by_count() -> None:
    counts = dict(zip(State, (6, 3, 1, 0, 0, 0), strict=True))
    root = parsed(state_bar_svg("bar", counts))
    boxes = [each for each in root.iter() if each.get("class") == "box"]
    widths = [float(each.attrib["width"]) + 2 for each in boxes]
    assert widths == pytest.approx([384, 192, 64], abs=0.1)


def test_a_state_bar_of_nothing_is_empty() -> None:
    root = parsed(state_bar_svg("bar", dict.fromkeys(State, 0)))
    assert [each for each in root.iter() if each.get("class") == "box"] == []
