"""How an industry did on one measure: figure, cuts and band, as a record and in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lantu.flows.role_rules import BANDS, WORDS, RoleMeasure, reaches
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from lantu.flows.role_rules import Band, Cut

_UNITS = {RoleMeasure.GROWTH: Text(" 个百分点", " points")}


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTest:
    """How one industry did on one measure.

    Attributes:
        measure: Which.
        figure: Its figure; None where there is none.
        band: Where that lies; None where there is no figure.
        cuts: Between which bands.
        asked: Whether the rule that decided looks at it.
        tips: Whether the figure is so near to a cut that the role hangs on it.
    """

    measure: RoleMeasure
    figure: float | None
    band: Band | None
    cuts: tuple[Cut, ...]
    asked: bool
    tips: bool

    @property
    def told(self) -> Text:
        """Figure, cuts and band in words."""
        name = WORDS[self.measure]
        if self.figure is None or self.band is None:
            return Text(f"{name.zh}缺", f"{name.en} absent")
        level = BANDS[self.measure].index(self.band)
        sides = [f"≥ {self._shown(cut.at)}" for cut in self.cuts[:level]][-1:]
        sides += [f"< {self._shown(cut.at)}" for cut in self.cuts[level:]][:1]
        at, band = self._shown(self.figure), WORDS[self.band]
        unit = _UNITS.get(self.measure, Text("", ""))
        near = Text("，接近门槛", ", near a cut") if self.tips else Text("", "")
        return Text(
            f"{name.zh} {at}{unit.zh}（{'，'.join(sides)}）：{band.zh}{near.zh}",
            f"{name.en} {at}{unit.en} ({', '.join(sides)}): {band.en}{near.en}",
        )

    def _shown(self, figure: float) -> str:
        """Three significant digits (conventions §5), or as many as keep it on its side of a cut."""
        growing = self.measure is RoleMeasure.GROWTH
        scaled, scale, sign = (figure * 100, 100, "+") if growing and figure else (figure, 1, "")
        sides = [reaches(figure, cut) for cut in self.cuts]
        texts = (f"{scaled:{sign}.{digits}g}" for digits in range(_whole_digits(scaled), 18))
        faithful = (
            text
            for text in texts
            if [reaches(float(text) / scale, cut) for cut in self.cuts] == sides
        )
        return next(faithful, f"{scaled:{sign}.17g}")


def _whole_digits(figure: float) -> int:
    """Three, or all before the point where there are more."""
    return max(3, len(f"{abs(figure):.0f}"))
