"""The digital economy by the classification of 2021, on figures small enough to check by hand."""

from __future__ import annotations

import pytest

from lantu.digital import digital_economy
from lantu.errors import CallerError, DataError
from lantu.facts.digital_economy import digital_industries
from lantu.model.digital_industries import DigitalIndustries, DigitalPart
from lantu.vocab.code_error import CodeError

ALL = digital_industries()


def test_the_classification_has_its_published_counts() -> None:
    by_length = [sum(len(code) == length for code in ALL.names) for length in (2, 4, 6)]
    assert by_length == [5, 32, 156]


def test_core_by_hand() -> None:
    """3911 is taken whole, 39 only below, 34 not by the core, and 10 by 05 through C."""
    found = digital_economy({"3911": 10.0, "34": 20.0, "10": 5.0}, ALL)
    assert found.core.industries[-1] == "3911"
    assert dict(zip(found.core.industries, found.core.lower, strict=True))["3911"] == 10.0
    assert "10" not in found.core.industries
    assert found.core.total == 35.0
    assert found.digitised.industries == ("10", "34")
    assert found.digitised.value == (0.0, 25.0)
    assert found.digitised.total == 35.0


def test_what_is_taken_below_widens_and_a_share_settles() -> None:
    open_ = digital_economy({"39": 8.0, "A": 2.0}, ALL)
    assert open_.core.value == (0.0, 8.0)
    assert open_.core.share == (0.0, 0.8)
    settled = digital_economy({"39": 8.0, "A": 2.0}, ALL, shares={"39": 0.75})
    assert settled.core.value == (6.0, 6.0)
    assert open_.digitised.value == (0.0, 10.0)
    assert settled.digitised.value == (0.0, 4.0)
    assert settled.core.to_polars().rows() == [("39", 6.0, 6.0)]


def test_an_industry_counts_once_in_the_core() -> None:
    small = DigitalIndustries(
        names={code: code for code in ("01", "02", "03", "04", "05", "010101", "020101")},
        parts=(
            DigitalPart(small="010101", industry="39", starred=True),
            DigitalPart(small="020101", industry="39", starred=True),
        ),
    )
    found = digital_economy({"39": 4.0}, small)
    assert found.core.value == (0.0, 4.0)
    assert [great.value[1] for great in found.great] == [4.0, 4.0, 0.0, 0.0, 0.0]


@pytest.mark.parametrize(
    ("figures", "message"),
    [
        ({}, "no figures"),
        ({"39": -1.0}, "no value added"),
        ({"39": float("nan")}, "no value added"),
        ({"39": 1.0, "3911": 1.0}, "3911 lies in 39"),
        ({"39": 1.0, "C": 1.0}, "39 lies in C"),
        ({"C39": 1.0}, "C39 is written 39"),
    ],
)
def test_figures_that_cannot_be_added_are_refused(figures: dict[str, float], message: str) -> None:
    with pytest.raises(DataError, match=message):
        digital_economy(figures, ALL)


@pytest.mark.parametrize(
    ("shares", "message"),
    [({"39": 1.5}, "share of 1.5"), ({"40": 0.5}, "industry 40"), ({"3911": 0.5}, "all belongs")],
)
def test_shares_that_do_not_fit_are_refused(shares: dict[str, float], message: str) -> None:
    figures = {"3911": 1.0} if "3911" in shares else {"39": 1.0}
    with pytest.raises(DataError, match=message):
        digital_economy(figures, ALL, shares=shares)


def test_unknown_classes_and_industries_are_named() -> None:
    with pytest.raises(CallerError, match="no class '06'"):
        ALL.under("06")
    with pytest.raises(CodeError, match="no such industry"):
        digital_economy({"9999": 1.0}, ALL)
    with pytest.raises(DataError, match="not known"):
        DigitalIndustries(
            names={"01": "一"}, parts=(DigitalPart(small="0x", industry="39", starred=False),)
        )
    twice = DigitalPart(small="01", industry="39", starred=False)
    with pytest.raises(DataError, match="twice"):
        DigitalIndustries(names={"01": "一"}, parts=(twice, twice))
