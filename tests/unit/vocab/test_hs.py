from __future__ import annotations

import pytest

from lantu.vocab.code_error import CodeError
from lantu.vocab.hs import HsCode, format_hs, is_hs, parse_hs


@pytest.mark.parametrize(
    ("text", "code", "written", "depth"),
    [
        ("85", "85", "85", "chapter"),
        ("8517", "8517", "8517", "heading"),
        ("8517.62", "851762", "8517.62", "subheading"),
        ("851762", "851762", "8517.62", "subheading"),
        ("8517.6229", "85176229", "8517.62.29", "national"),
        (" 8517.62.29.90 ", "8517622990", "8517.62.29.90", "national detail"),
        ("0101.21", "010121", "0101.21", "subheading"),
        ("97", "97", "97", "chapter"),
    ],
)
def test_a_code_is_read_with_or_without_dots(
    text: str, code: str, written: str, depth: str
) -> None:
    parsed = parse_hs(text)
    assert (parsed.code, format_hs(parsed), parsed.depth) == (code, written, depth)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("77", "no chapter 77"),
        ("98", "no chapter 98"),
        ("00", "no chapter 00"),
        ("8500", "headings"),
        ("851", "leading zero"),
        ("85.17", "wrong length or signs"),
        ("85１７６", "wrong length or signs"),
        ("", "wrong length or signs"),
        ("85176229901", "wrong length or signs"),
    ],
)
def test_a_wrong_code_is_refused(text: str, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        parse_hs(text)
    assert not is_hs(text)


def test_a_record_made_by_hand_is_checked_too() -> None:
    with pytest.raises(CodeError, match="wrong length"):
        HsCode(code="8517.62")
    with pytest.raises(CodeError, match="wrong length"):
        HsCode(code="８５")


def test_a_heading_covers_its_subheadings() -> None:
    assert parse_hs("8517").covers(parse_hs("8517.62"))
    assert not parse_hs("8517.62").covers(parse_hs("8517"))
    assert is_hs("8517.62")
