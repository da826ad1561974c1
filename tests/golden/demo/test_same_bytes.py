"""Same input, same bytes; the order of rows decides nothing; class D can be left out."""

from __future__ import annotations

import csv
import os
import random
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from golden.demo.walking import Parts
from lantu.evidence.source import Citation
from lantu.facts import demo_path
from lantu.vocab.words import Grade, State
from lantu.workbench import Workbench, open_workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from lantu.evidence.exhibits import Blueprint

TELL = """
import hashlib, json, lantu
from lantu.reports.document import document
told = json.dumps(document(lantu.demo().blueprint()), ensure_ascii=False)
print(hashlib.sha256(told.encode()).hexdigest())
"""


def start(seed: str) -> subprocess.Popen[str]:
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONWARNINGS": "ignore"}
    return subprocess.Popen(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", TELL], stdout=subprocess.PIPE, text=True, env=environment
    )


def test_two_processes_tell_the_same_bytes() -> None:
    told = [process.communicate()[0].strip() for process in [start("1"), start("2")]]
    assert told[0] == told[1]
    assert len(told[0]) == 64


@pytest.fixture(scope="module")
def shuffled(tmp_path_factory: pytest.TempPathFactory) -> Blueprint:
    folder: Path = tmp_path_factory.mktemp("shuffled") / "hubei"
    shutil.copytree(demo_path(), folder)
    dice = random.Random(20201120)  # noqa: S311 - rows are shuffled, nothing is kept secret
    for path in sorted((folder / "facts").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            header, *rows = list(csv.reader(lines))
        dice.shuffle(rows)
        with path.open("w", encoding="utf-8", newline="") as lines:
            csv.writer(lines, lineterminator="\n").writerows([header, *rows])
    return open_workspace(folder).blueprint()


def ranks(drawn: Blueprint, key: str) -> Mapping[str, tuple[object, ...]]:
    found = next(each for each in drawn.ledgers if each.key == key)
    return {
        row.key: tuple(getattr(cell, "value", cell) for cell in row.cells) for row in found.rows
    }


def chain_of(row: str) -> str:
    return row.split(":", 1)[0]


def test_the_order_of_rows_changes_no_state_and_no_hash(
    drawn: Blueprint, shuffled: Blueprint
) -> None:
    assert {c.product: c.state.value for c in shuffled.cards} == {
        c.product: c.state.value for c in drawn.cards
    }
    assert shuffled.facts_hash == drawn.facts_hash


@pytest.mark.parametrize(
    "key",
    ["gaps", "weak", "extend", "strong", "building", "unknown", "leaders", "attract", "couplings"],
)
def test_the_order_of_rows_changes_no_list(drawn: Blueprint, shuffled: Blueprint, key: str) -> None:
    one, other = ranks(drawn, key), ranks(shuffled, key)
    assert one == other
    by_chain = key == "leaders"  # chains stand in the order of their own rows
    assert (
        sorted(one, key=chain_of) == sorted(other, key=chain_of)
        if by_chain
        else (list(one) == list(other))
    )


def test_the_order_of_rows_changes_no_map_and_no_conflict(
    drawn: Blueprint, shuffled: Blueprint
) -> None:
    assert [p.nodes for p in shuffled.panoramas] == [
        p.nodes
        for p in (next(q for q in drawn.panoramas if q.key == p.key) for p in shuffled.panoramas)
    ]
    assert {(f.code, f.value.value) for m in shuffled.region_maps for f in m.figures} == {
        (f.code, f.value.value) for m in drawn.region_maps for f in m.figures
    }
    said = [[getattr(cell, "value", cell) for cell in row.cells] for row in drawn.conflicts.rows]
    told = [[getattr(cell, "value", cell) for cell in row.cells] for row in shuffled.conflicts.rows]
    assert told == said


@pytest.fixture(scope="module")
def without_d(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    folder: Path = tmp_path_factory.mktemp("without") / "hubei"
    shutil.copytree(demo_path(), folder)
    with (folder / "lantu.toml").open("a", encoding="utf-8") as settings:
        settings.write("\n[confidence]\nuse_d = false\n")
    return open_workspace(folder)


def test_without_class_d_no_row_of_class_d_speaks_of_a_maker(without_d: Workbench) -> None:
    spoken = {
        row.table
        for _, row in Parts(without_d.blueprint().cards).of(Citation)
        if row.grade is Grade.D and row.table not in {"products", "links"}
    }
    assert not spoken


def test_without_class_d_presence_rests_on_firm_and_second_hand_rows(
    drawn: Blueprint, without_d: Workbench
) -> None:
    before = {card.product: card for card in drawn.cards}
    for card in without_d.blueprint().cards:
        presence = next(f for f in card.figures if f.method.key == "presence")
        was = next(f for f in before[card.product].figures if f.method.key == "presence")
        assert presence.interval is not None
        assert was.interval is not None
        assert presence.interval.lower <= presence.value <= presence.interval.upper
        assert presence.interval == was.interval  # bounds never rest on class D
        assert presence.value <= was.value
        assert {c.key for c in presence.citations} == {
            c.key for c in was.citations if c.grade is not Grade.D
        }
        assert (presence.value > 0) == bool(presence.citations)


def test_without_class_d_no_map_counts_what_it_said(drawn: Blueprint, without_d: Workbench) -> None:
    with_d = {f.code: f for f in drawn.region_maps[0].figures}
    for figure in without_d.blueprint().region_maps[0].figures:
        assert figure.value.value <= with_d[figure.code].value.value
        assert all(c.grade is not Grade.D for c in figure.value.citations)


def test_without_class_d_less_is_known_and_nothing_new_is_strong(
    drawn: Blueprint, without_d: Workbench
) -> None:
    before = {card.product: card.state.value for card in drawn.cards}
    after = {card.product: card.state.value for card in without_d.blueprint().cards}
    assert {p for p, s in after.items() if s is State.STRONG} <= {
        p for p, s in before.items() if s is State.STRONG
    }
    assert sum(s is State.UNKNOWN for s in after.values()) > sum(
        s is State.UNKNOWN for s in before.values()
    )


def test_the_settings_say_that_class_d_is_off(without_d: Workbench) -> None:
    assert dict(without_d.blueprint().settings)["confidence.use_d"].lower() == "false"
