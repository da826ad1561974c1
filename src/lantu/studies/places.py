"""Where a firm is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.studies.survey import Survey


def place_name(survey: Survey, firm: int) -> Text | None:
    """Where a firm is: its place in the region, its province and city, its country; or None."""
    from lantu.vocab.country import country_name  # noqa: PLC0415 - tables read on first use

    if code := int(survey.graph.firms.place[firm]):
        return area_name(survey, code)
    country = survey.graph.firms.country[firm]
    return country_name(country) if country else None


def area_name(survey: Survey, code: int) -> Text:
    """Name of a GB/T 2260 code: of a place as the facts call it, else province and city."""
    named = (place.name for place in survey.directory.places if place.code == code)
    return next(named, None) or region_name(code)


def region_name(code: int) -> Text:
    """Province and city of a GB/T 2260 code: 浙江省杭州市, Zhejiang (杭州市)."""
    from lantu.vocab.country import province_in_english  # noqa: PLC0415 - as above
    from lantu.vocab.region import known_regions  # noqa: PLC0415 - as above

    written, known = f"{code:06d}", known_regions()
    own, province = known.get(written), known.get(f"{written[:2]}0000")
    if own is None or province is None:
        return Text(written, written)
    spoken = province_in_english(written) or province.name
    if own == province:
        return Text(own.name, spoken)
    return Text(f"{province.name}{own.name}", f"{spoken} ({own.name})")
