from __future__ import annotations

import pytest

from lantu.facts.settings import in_utf8, known_place, line_of, read_settings
from lantu.vocab.text import Text

GOOD = '[workspace]\nname_zh = "东山省"\nregion = "990000"\n'


def faults(text: str) -> list[tuple[str, int, str]]:
    return [(f.rule, f.row, f.column) for f in read_settings(text.encode())[1]]


def test_settings_are_read() -> None:
    found, wrong = read_settings((GOOD + "[confidence]\nd = 0.1\n").encode())
    assert wrong == []
    assert found is not None
    assert (found.name, found.region, found.encoding) == (
        Text("东山省", "东山省"),
        "990000",
        "utf-8",
    )
    assert found.sections["confidence"] == {"d": 0.1}


def test_a_byte_order_mark_is_no_fault() -> None:
    assert read_settings(b"\xef\xbb\xbf" + GOOD.encode())[1] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (GOOD + "[confidence]\n\nx = 1\n", ("settings.unknown_key", 6, "confidence.x")),
        (GOOD + "[colours]\nred = 1\n", ("settings.unknown_key", 5, "colours.red")),
        (GOOD + "[confidence]\nuse_d = 1\n", ("settings.type", 5, "confidence.use_d")),
        (GOOD + "[confidence]\na = nan\n", ("settings.type", 5, "confidence.a")),
        (GOOD + "[confidence]\na = inf\n", ("settings.type", 5, "confidence.a")),
        (GOOD + "[confidence]\na = true\n", ("settings.type", 5, "confidence.a")),
        (GOOD + f"[confidence]\na = {'9' * 400}\n", ("settings.range", 5, "confidence.a")),
        (GOOD + "[confidence]\nb = 0.99\n", ("settings.order", 5, "confidence.b")),
        (GOOD + "[confidence]\na = 0.5\n", ("settings.order", 5, "confidence.a")),
        (GOOD + 'encoding = "latin-1"\n', ("settings.type", 4, "workspace.encoding")),
        (GOOD + "[workspace.more]\nx = 1\n", ("settings.unknown_key", 5, "workspace.more.x")),
        (GOOD + "[ranking]\ndraws = 1.5\n", ("settings.type", 5, "ranking.draws")),
        (GOOD + "[diagnosis.roles]\nleader = 2\n", ("settings.range", 5, "diagnosis.roles.leader")),
        (GOOD + "a = 1\na = 2\n", ("settings.syntax", 5, "")),
        ('workspace = "x"\n', ("settings.missing", 0, "")),
        (GOOD + f"x = {'9' * 5000}\n", ("settings.syntax", 0, "")),
        (GOOD + f"x = {'[' * 5000}\n", ("settings.syntax", 0, "")),
    ],
)
def test_a_wrong_setting_is_found_on_its_line(text: str, fault: tuple[str, int, str]) -> None:
    found = faults(text)
    assert fault[:1] + fault[2:] in [f[:1] + f[2:] for f in found]
    assert fault[1] in {f[1] for f in found if f[0] == fault[0]}


def test_all_wrong_settings_are_found_at_once() -> None:
    assert len(faults(GOOD + "[confidence]\na = 2\nb = 2\nzz = 2\n")) == 3


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("420000", True),
        ("420100", True),
        ("990000", True),
        ("990100", True),
        ("429999", False),
        ("42", False),
        ("湖北", False),
    ],
)
def test_a_region_is_a_known_one_or_of_no_province(code: str, *, known: bool) -> None:
    assert known_place(code) is known


@pytest.mark.parametrize(
    ("text", "key", "line"),
    [
        ("[a]\nb = 1\n[c]\nb = 2", "c.b", 4),
        ("[a]\n'b' = 1", "a.b", 2),
        ("[ a . d ]\nb = 1", "a.d.b", 2),
        ("a.b = 1", "a.b", 1),
        ("[a]\n", "a", 1),
        ("", "a.b", 0),
    ],
)
def test_the_line_of_a_key(text: str, key: str, line: int) -> None:
    assert line_of(text, key) == line


def test_an_encoding_is_left_out_where_tables_are_written_in_utf8() -> None:
    assert in_utf8(GOOD + 'encoding = "gb18030"\n[confidence]\na = 1\n') == (
        GOOD + "[confidence]\na = 1\n"
    )
    assert in_utf8(GOOD) == GOOD
