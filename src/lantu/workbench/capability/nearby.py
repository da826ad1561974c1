"""Questions about what goes together: proximity of activities, relatedness, outlook."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu import complexity
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Label
from lantu.workbench.capability.opened import Opened, descending
from lantu.workbench.capability.standing import ADVANTAGE, DIVERSITY, UBIQUITY, present_label

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]
    Longs = NDArray[np.int64]

MOST_PAIRS = 200
"""Pairs of activities that are told; there are half as many as the square of activities."""

DENSITY = Text("密度 ω", "density ω")


class Nearby(Opened):
    """Questions about what goes together."""

    __slots__ = ()

    def proximity(self, activity: str = "") -> Answer:
        """What goes together with an activity, or which pairs go together most.

        Raises:
            CallerError: No such activity or period; the test needs a population.
        """
        found = self.present()
        near = complexity.proximity(
            found, kind=self.counting.kind, convention=self.counting.convention
        )
        if not activity:
            return self._pairs(found, near)
        one = self.activity(activity)
        others = near.kept.copy()
        others[one] = False
        at = descending(near.phi[one], others)
        both = (found.present[0] & found.present[0][:, [one]]).sum(axis=0)
        name = self.matrix.name(self.matrix.activities.labels[one])
        return self.answer(
            "proximity",
            [
                Column(key="proximity", name=_PROXIMITY, values=near.phi[one, at]),
                Column(
                    key="both", name=Text("兼有的地区", "places with both"), values=both[at] * 1.0
                ),
                Column(key="ubiquity", name=UBIQUITY, values=found.ubiquity[0, at] * 1.0),
            ],
            labels=self.rows(self.matrix.activities, at),
            found=found,
            notes=[Text(f"与{name.zh}的邻近度", f"proximity to {name.en}")],
            formula=_FORMULAS[self.counting.kind],
        )

    def _pairs(self, found: complexity.Presence, near: complexity.Proximity) -> Answer:
        one, other = np.triu_indices(len(near.phi), 1)
        values = near.phi[one, other]
        count = min(MOST_PAIRS, int((values > 0).sum()))
        most = np.argsort(-values, kind="stable")[:count]
        one, other = one[most], other[most]
        second = self.rows(self.matrix.activities, other)
        return self.answer(
            "proximity",
            [Column(key="proximity", name=_PROXIMITY, values=values[most])],
            labels=[
                *self.rows(self.matrix.activities, one),
                Label(key="other", name=second[0].name, values=second[0].values),
                Label(key="other_name", name=second[1].name, values=second[1].values),
            ],
            found=found,
            notes=[
                Text(
                    f"最邻近的 {count} 对；--activity 看一项活动的全部邻居",
                    f"the {count} nearest pairs; --activity tells all neighbours of one",
                )
            ],
            formula=_FORMULAS[self.counting.kind],
        )

    def density(
        self, place: str = "", activity: str = "", *, nearest: int = 0, every: bool = False
    ) -> Answer:
        """How near activities are to what a place does, or how near places are to an activity.

        Neither: how near each place is, on average, to what it does not do.

        Args:
            place: One place and all activities.
            activity: One activity and all places.
            nearest: Over so many nearest activities alone; over all where 0.
            every: Whether what a place does already is told as well.

        Raises:
            CallerError: No such place, activity or period; the test needs a population.
        """
        found = self.present()
        related = complexity.relatedness(
            found,
            kind=self.counting.kind,
            nearest=nearest or None,
            convention=self.counting.convention,
        )
        if not place and not activity:
            return self._reach(found, related)
        cells = (
            (self.place(place), slice(None)) if place else (slice(None), self.activity(activity))
        )
        kept = found.kept[0] & related.related[0][None, :]
        kept &= every | ~found.present[0]
        density, at = related.density[0][cells], descending(related.density[0][cells], kept[cells])
        relative = complexity.relative_relatedness(related).values[0][cells]
        unit = SHARE if related.convention.density_unit == 1.0 else "1"
        return self.answer(
            "density",
            [
                Column(key="density", name=DENSITY, values=density[at], unit=unit),
                Column(key="relative", name=Text("相对密度", "relative"), values=relative[at]),
                Column(
                    key="advantage", name=ADVANTAGE, values=found.advantage.values[0][cells][at]
                ),
            ],
            labels=[
                *self.rows(self.matrix.activities if place else self.matrix.places, at),
                *[present_label(found.present[0][cells][at])] * every,
            ],
            found=found,
            notes=[_RELATIVE, *[_AHEAD] * (not every)],
            formula=_DENSITY,
        )

    def _reach(self, found: complexity.Presence, related: complexity.Relatedness) -> Answer:
        ahead = found.kept[0] & ~found.present[0] & related.related[0][None, :]
        count = ahead.sum(axis=1)
        total = np.where(ahead, related.density[0], 0.0).sum(axis=1)
        mean = np.divide(total, count, out=np.zeros(total.shape), where=count > 0)
        at = descending(mean, found.kept_places[0])
        unit = SHARE if related.convention.density_unit == 1.0 else "1"
        return self.answer(
            "density",
            [
                Column(
                    key="density",
                    name=Text("对未有活动的平均密度", "mean density ahead"),
                    values=mean[at],
                    unit=unit,
                ),
                Column(key="diversity", name=DIVERSITY, values=found.diversity[0, at] * 1.0),
                Column(
                    key="ahead", name=Text("未有的活动", "activities ahead"), values=count[at] * 1.0
                ),
            ],
            labels=self.rows(self.matrix.places, at),
            found=found,
            notes=[_ONE_PLACE],
            formula=_DENSITY,
        )

    def outlook(self, place: str = "") -> Answer:
        """Complexity within reach of each place, or what each activity would add to one.

        Raises:
            CallerError: No such place or period; the test needs a population.
        """
        found = self.present()
        rule, kind = self.counting.convention, self.counting.kind
        index = complexity.eci(found, convention=rule)
        related = complexity.relatedness(found, kind=kind, convention=rule)
        ahead = complexity.outlook_of(index, related)
        doubt = [] if index.determined[0] else [_NOT_DETERMINED]
        if not place:
            at = descending(ahead.coi[0], found.kept_places[0])
            return self.answer(
                "outlook",
                [
                    Column(key="coi", name=Text("前景 COI", "COI"), values=ahead.coi[0, at]),
                    Column(key="eci", name=Text("复杂度 ECI", "ECI"), values=index.eci[0, at]),
                    Column(key="diversity", name=DIVERSITY, values=found.diversity[0, at] * 1.0),
                ],
                labels=self.rows(self.matrix.places, at),
                found=found,
                notes=doubt,
                formula="COI_c = Σ_q ω_cq·(1 − M_cq)·PCI_q",
            )
        one = self.place(place)
        options = found.kept[0, one] & ~found.present[0, one]
        at = descending(ahead.cog[0, one], options)
        unit = SHARE if related.convention.density_unit == 1.0 else "1"
        return self.answer(
            "outlook",
            [
                Column(key="cog", name=Text("前景增益 COG", "COG"), values=ahead.cog[0, one, at]),
                Column(key="pci", name=Text("复杂度 PCI", "PCI"), values=index.pci[0, at]),
                Column(key="density", name=DENSITY, values=related.density[0, one, at], unit=unit),
                Column(key="advantage", name=ADVANTAGE, values=found.advantage.values[0, one, at]),
            ],
            labels=self.rows(self.matrix.activities, at),
            found=found,
            notes=[*doubt, _OPTIONS],
            formula="COG_cp = Σ_q (1 − M_cq)·φ_pq·PCI_q/S_q − ω_cp·PCI_p",
        )


_PROXIMITY = Text("邻近度 φ", "proximity φ")
_DENSITY = "ω_cq = Σ_p M_cp·φ_pq / Σ_p φ_pq"
_FORMULAS = {
    "conditional": "φ_pq = n_pq / max(u_p, u_q)",
    "largest": "φ_pq = n_pq / min(u_p, u_q)",
    "cosine": "φ_pq = n_pq / √(u_p·u_q)",
    "jaccard": "φ_pq = n_pq / (u_p + u_q − n_pq)",
    "correlation": "φ_pq = (1 + r_pq)/2, r of M",
    "joint": "φ_pq = n_pq / c",
    "advantage-correlation": "φ_pq = (1 + r_pq)/2, r of RCA",
    "advantage-cosine": "φ_pq = cos(RCA_p, RCA_q)",
}
_RELATIVE = Text(
    "相对密度：高于该地各未有活动平均多少个标准差",
    "relative: standard deviations above the place's other options",
)
_AHEAD = Text(
    "只列还没有的；--every 连已有的一起列", "only what is not there yet; --every tells the rest too"
)
_ONE_PLACE = Text(
    "--place 看一地对各活动的密度，--activity 看各地对一项活动的密度",
    "--place tells one place's density of every activity, --activity every place's of one",
)
_OPTIONS = Text(
    "只列该地还没有的活动；COG：若新增此项而其余不变，COI 的增量",
    "only what the place does not do; COG: what COI rises by if it takes up this one",
)
_NOT_DETERMINED = Text(
    "ECI、PCI 在这里不唯一，前景不可用", "ECI and PCI are not one thing here; do not use outlooks"
)
