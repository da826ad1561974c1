from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from lantu.vocab.code_error import CodeError
from lantu.vocab.credit_code import (
    SIGNS,
    CreditCode,
    check_character,
    format_credit_code,
    is_credit_code,
    organisation_check_character,
    parse_credit_code,
)

STANDARD = Path(__file__).parents[3] / "../shared/data/standards/uscc.toml"
VALID = "91420000706803542C"


@pytest.mark.parametrize(
    "code",
    [
        VALID,
        "914403001922038216",
        "9144030071526726XG",
        "91330100799655058B",
        "91110000802100433B",
        "91440300708461136T",
    ],
)
def test_codes_in_use_pass(code: str) -> None:
    assert format_credit_code(parse_credit_code(code)) == code
    assert check_character(code[:17]) == code[17]
    assert organisation_check_character(code[8:16]) == code[16]


def test_the_rule_is_the_collected_one() -> None:
    if not STANDARD.exists():
        pytest.skip("the collected rule is not beside this checkout")
    rule = tomllib.loads(STANDARD.read_text(encoding="utf-8"))
    assert rule["uscc"]["charset"] == SIGNS
    assert [is_credit_code(t["code"]) for t in rule["test"]] == [t["valid"] for t in rule["test"]]


def test_a_code_has_its_parts() -> None:
    code = parse_credit_code(" 9142-0000 7068 03542c ")
    assert code.code == VALID
    assert code.region_code == "420000"
    assert code.organisation_code == "706803542"
    assert code.body is not None
    assert code.body.zh == "企业"


def test_a_kind_of_body_the_standard_does_not_list_has_no_label() -> None:
    first = "97420000706803542"
    assert CreditCode(code=first + check_character(first)).body is None


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("914403001922038217", r"check sign \(sign 18\) is 7.* give 6"),
        ("91420100ACCEPT00001", "19 signs"),
        ("", "0 signs"),
        ("9142OOOO706803542C", "sign 5 is 'O'(.|\n)*misread 0"),
        ("9142000070680354@C", "sign 17 is '@'"),
        ("91A20000706803542C", "signs 3-8"),
    ],
)
def test_a_wrong_code_says_which_sign(code: str, says: str) -> None:
    with pytest.raises(CodeError, match=says):
        parse_credit_code(code)
    assert not is_credit_code(code)


def test_the_organisation_code_has_its_own_check() -> None:
    first = "91420000706803543"
    with pytest.raises(CodeError, match=r"organisation check sign \(sign 17\) is 3.* give 2"):
        parse_credit_code(first + check_character(first))


def test_a_check_sign_needs_what_stands_before_it() -> None:
    with pytest.raises(CodeError, match="17 signs"):
        check_character("91")
    with pytest.raises(CodeError, match="eight"):
        organisation_check_character("7068")


def test_only_the_standard_writing_is_a_code() -> None:
    assert not is_credit_code(VALID.lower())
