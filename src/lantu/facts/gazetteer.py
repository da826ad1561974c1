"""Which place a code or a name means in this workspace: its own places first, then GB/T 2260."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.vocab.code_error import CodeError
from lantu.vocab.region import known_regions, region_by_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lantu.facts.settings import Settings

NATION = "000000"
"""The code that statistics use for the whole country."""

_SUFFIXES = ("省", "市", "自治区", "特别行政区", "州", "地区", "盟", "县", "区", "林区")


@dataclass(frozen=True, slots=True, kw_only=True)
class Gazetteer:
    """The places a workspace knows.

    Attributes:
        region: Code of the region it is about.
        region_name: Its Chinese name.
        places: Its own places, code to Chinese name.
    """

    region: str
    region_name: str
    places: Mapping[str, str]

    def knows(self, code: str) -> bool:
        """Whether ``code`` means a place."""
        return code in self.places or code in (self.region, NATION) or code in known_regions()

    def inside(self, code: str) -> bool:
        """Whether the place ``code`` lies in the workspace's region."""
        return code.startswith(self._stem())

    def agrees(self, name: str, code: str) -> bool:
        """Whether ``name`` is a name of the place ``code``."""
        return _bare(name) in {_bare(known) for known in self.names(code)}

    def names(self, code: str) -> tuple[str, ...]:
        """The names of the place ``code``; empty where it is unknown."""
        names = [self.places[code]] if code in self.places else []
        if code == self.region:
            names.append(self.region_name)
        official = known_regions().get(code)
        if official is not None:
            names += [official.short_name, official.name]
        return tuple(dict.fromkeys(names))

    def province(self, name: str) -> str:
        """Code of the province called ``name``; ``""`` where there is none."""
        if self.region.endswith("0000") and _bare(name) == _bare(self.region_name):
            return self.region
        try:
            found = region_by_name(name)
        except CodeError:
            return ""
        return found.code if found.level == "province" else ""

    def _stem(self) -> str:
        for width in (2, 4):
            if set(self.region[width:]) == {"0"}:
                return self.region[:width]
        return self.region


def gazetteer(settings: Settings, places: Mapping[str, str]) -> Gazetteer:
    """The gazetteer of a workspace.

    Args:
        settings: The workspace's settings.
        places: Its own places, code to Chinese name.
    """
    return Gazetteer(region=settings.region, region_name=settings.name.zh, places=places)


def _bare(name: str) -> str:
    """A name without the word for its kind: 武汉市 and 武汉 are one."""
    for suffix in _SUFFIXES:
        if len(name) > len(suffix) + 1 and name.endswith(suffix):
            return name.removesuffix(suffix)
    return name
