from __future__ import annotations

from unit.cli.speech import half_told


def test_a_text_in_the_other_language_is_found() -> None:
    good = {"zh": "按 GRAS 配平，用 --repair gras", "en": "balanced by GRAS"}
    assert half_told({"notes": [good]}) == []
    mixed = {"zh": "配平 balanced", "en": "balanced"}
    assert half_told([{"name": mixed}, good]) == [mixed]
    assert half_told([mixed], names=["balanced"]) == []
    other = {"zh": "配平", "en": "balanced 配平"}
    assert half_told(other) == [other]
