"""Where a firm is, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.studies.survey import Survey


def place_name(survey: Survey, firm: int) -> Text | None:
    """Where a firm is: its prefecture in the region, else its country; None if unknown."""
    code = int(survey.graph.firms.place[firm])
    for place in survey.directory.places:
        if place.code == code:
            return place.name
    if code:
        name = region_name(code)
        return Text(name, name)
    country = survey.graph.firms.country[firm]
    return Text(country, country) if country else None


def region_name(code: int) -> str:
    """Name of a GB/T 2260 region; its code where the table does not hold it."""
    from lantu.vocab.region import known_regions  # noqa: PLC0415 - a table read on first use

    region = known_regions().get(f"{code:06d}")
    return region.name if region else f"{code:06d}"
