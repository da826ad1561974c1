from __future__ import annotations

import re
from pathlib import Path

from lantu import web
from lantu.studies.plan import CRITERIA, RankingPlan
from lantu.web.words import WORDS

ROOM = Path(web.__file__).parent
SAID = re.compile(r"""word\(["'](\w+)["']\)|"(\w+)"\|word""")


def source() -> str:
    files = [*ROOM.rglob("*.py"), *ROOM.rglob("*.j2")]
    return "\n".join(path.read_text(encoding="utf-8") for path in files if path.stem != "words")


def test_every_word_that_is_said_is_there() -> None:
    said = {word for match in SAID.findall(source()) for word in match if word}
    assert said
    assert said <= set(WORDS)


def test_no_word_lies_idle() -> None:
    text = source()
    built = {"zoom_in", "zoom_out", "zoom_fit"}
    idle = [key for key in WORDS if key not in built and not re.search(f"[\"']{key}[\"']", text)]
    assert idle == []


def test_no_word_of_one_language_stands_for_the_other() -> None:
    chinese = re.compile("[一-鿿]")
    assert [
        key for key, text in WORDS.items() if key != "language" and chinese.search(text.en)
    ] == []
    assert [
        key for key, text in WORDS.items() if not chinese.search(text.zh) and key != "language"
    ] == []


def test_every_criterion_has_a_name() -> None:
    plan = RankingPlan()
    every = (plan.gaps, plan.weak, plan.extend, plan.leaders, plan.attract, plan.places)
    assert {name for weights in every for name in weights} == set(CRITERIA)
