"""Questions about where activities are done: specialisation, localisation, agglomeration."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu import flows
from lantu.errors import CallerError, DataError
from lantu.facts import activities, economy
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Label
from lantu.workbench.capability.opened import Opened, descending

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from lantu.complexity import ActivityMatrix
    from lantu.flows import Agglomeration, Location
    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]
    Longs = NDArray[np.int64]

KNOWN = {"herfindahl": "赫芬达尔指数", "plants": "企业数"}
"""Columns of a file that says what is known of the plants of each activity."""

HIGH, LOW = 0.05, 0.02
"""``γ`` from which an activity is called highly concentrated, and to which weakly so; Ellison
& Glaeser (1997)."""

CHANCE = 2.0
"""Standard deviations from what chance would do that are needed to call it more."""


class Locating(Opened):
    """Questions about where activities are done."""

    __slots__ = ()

    def location(
        self,
        place: str = "",
        activity: str = "",
        *,
        of: Literal["places", "activities"] = "places",
    ) -> Answer:
        """How specialised places are, how localised activities, or the quotients of one.

        Args:
            place: Quotients of one place in every activity.
            activity: Quotients of every place in one activity.
            of: Whose measures, where neither is named.

        Raises:
            CallerError: No such place, activity or period; or shares instead of amounts.
        """
        found = flows.location(self.matrix.period(self.period))
        if place:
            return self._quotients(found, (self.place(place), slice(None)))
        if activity:
            return self._quotients(found, (slice(None), self.activity(activity)))
        axis, size = (
            (self.matrix.places, found.sizes[0])
            if of == "places"
            else (self.matrix.activities, found.usual[0])
        )
        measures = _OF_PLACES if of == "places" else _OF_ACTIVITIES
        values = {key: getattr(found, name)[0] for key, (name, _) in measures.items()}
        at = descending(next(iter(values.values())), size > 0)
        columns = [
            Column(key=key, name=measures[key][1], values=each[at]) for key, each in values.items()
        ]
        return self.answer(
            "location",
            [*columns, Column(key="size", name=_SIZE, values=size[at], unit=SHARE)],
            labels=self.rows(axis, at),
            notes=[_PLACES if of == "places" else _ACTIVITIES],
            formula=_FORMULAS[of],
        )

    def _quotients(self, found: Location, cells: tuple[int | slice, int | slice]) -> Answer:
        """One row or column of quotients, the greatest first."""
        across = isinstance(cells[0], int)
        axis = self.matrix.activities if across else self.matrix.places
        size = found.usual[0] if across else found.sizes[0]
        quotients = found.quotients[0][cells]
        recorded = self.matrix.recorded
        known = (
            np.ones(quotients.shape, dtype=np.bool_)
            if recorded is None
            else recorded[self.matrix.periods.at(self.period)][cells]
        )
        at = descending(quotients, known & (size > 0))
        part = (found.shares if across else found.spread)[0][cells]
        columns = [
            Column(key="quotient", name=_QUOTIENT, values=quotients[at]),
            Column(key="symmetric", name=_SYMMETRIC, values=found.symmetric[0][cells][at]),
            Column(key="share", name=_HERE if across else _THERE, values=part[at], unit=SHARE),
            Column(key="size", name=_USUAL if across else _SIZE, values=size[at], unit=SHARE),
        ]
        return self.answer(
            "location",
            columns,
            labels=self.rows(axis, at),
            notes=[_BALASSA],
            formula="LQ_ca = (x_ca/x_c) / (x_a/x)",
        )

    def agglomeration(self, plants: Path | None = None, herfindahl: Path | None = None) -> Answer:
        """Which activities crowd together more than plants thrown at a map would.

        Args:
            plants: A list of plants: place, activity, and a size above 0 in each row.
            herfindahl: A row for each activity and columns of :data:`KNOWN`: the Herfindahl
                of its plants' sizes, or how many there are.

        Raises:
            CallerError: Neither is given, or both; no such period; shares instead of amounts.
            DataError: Nothing is known of any activity, or what is known cannot be.
            FactsError: A file has faults.
            PlaceError: A file cannot be read.
        """
        now = self.matrix.period(self.period)
        if (plants is None) == (herfindahl is None):
            raise CallerError(
                "nothing is known of the plants" if plants is None else "plants are told twice",
                hint="give --plants FILE with place, activity and size of each plant; where those"
                " are not to be had, --herfindahl FILE with a Herfindahl, or else a count of"
                " plants, for each activity",
            )
        if plants is not None:
            return self._by_plants(now, plants)
        assert herfindahl is not None  # noqa: S101 - one of the two is given
        return self._by_herfindahl(now, herfindahl)

    def _by_plants(self, now: ActivityMatrix, path: Path) -> Answer:
        listed = activities.read_plants(path, period=self.period)
        sizes = dict(zip(now.places, now.values[0].sum(axis=1).tolist(), strict=True))
        if now.weights is not None:
            raise CallerError("shares of places are no sizes", hint="give amounts")
        found = flows.agglomeration(
            listed.sizes, places=listed.places, industries=listed.activities, sizes=sizes
        )
        counts = [float(each) for each in found.plants]
        return self._crowding(found, counts, notes=_left_out(listed.without_size))

    def _by_herfindahl(self, now: ActivityMatrix, path: Path) -> Answer:
        codes = now.activities.labels
        told = economy.read_figures(path, codes, KNOWN, hint=_WAY_OUT)
        known, counted = _herfindahls(codes, told)
        if not known:
            raise DataError(
                f"{path.name} tells neither a Herfindahl nor a count of plants",
                hint=_WAY_OUT,
            )
        found = flows.agglomeration_by_herfindahl(now, known)
        many = dict(zip(codes, told.get("plants", [None] * len(codes)), strict=True))
        counts = [many[code] for code in found.industries]
        notes = [_LEAST_Z] * (len(known) > len(counted))
        notes += [_at_most(len(counted))] * bool(counted)
        return self._crowding(found, counts, notes=notes)

    def _crowding(
        self, found: Agglomeration, counts: Sequence[float | None], *, notes: Sequence[Text]
    ) -> Answer:
        at = descending(found.gamma, found.plants > 1)
        columns = [
            Column(key=key, name=name, values=getattr(found, key)[at])
            for key, name in _CROWDING.items()
        ]
        codes = [found.industries.labels[k] for k in at]
        return self.answer(
            "agglomeration",
            [*columns, Column(key="plants", name=_PLANTS, values=[counts[k] for k in at])],
            labels=[
                Label(key="code", name=Text("代码", "code"), values=codes),
                Label(
                    key="name",
                    name=Text("名称", "name"),
                    values=[self.matrix.name(code) for code in codes],
                ),
                Label(
                    key="class",
                    name=Text("类别", "class"),
                    values=[_class_of(found, int(k)) for k in at],
                ),
            ],
            notes=[*notes, *_alone(found), _CLASSES],
            formula="γ = [G/(1 − Σx²) − H]/(1 − H), G = Σ(s − x)²",
        )


def _herfindahls(
    codes: Sequence[str], told: Mapping[str, Sequence[float | None]]
) -> tuple[dict[str, float], list[str]]:
    """``H`` of each activity of which something is known, and those where it is ``1/N``."""
    nothing = [None] * len(codes)
    known, counted = {}, []
    for code, own, many in zip(
        codes, told.get("herfindahl", nothing), told.get("plants", nothing), strict=True
    ):
        if own is not None:
            known[code] = own
        elif many is not None and many >= 1:
            known[code] = 1 / many
            counted.append(code)
    return known, counted


def _class_of(found: Agglomeration, at: int) -> Text:
    if abs(found.z[at]) < CHANCE:
        return Text("不异于偶然", "as by chance")
    gamma = found.gamma[at]
    if gamma < 0:
        return Text("分散", "dispersed")
    if gamma < LOW:
        return Text("弱", "weakly")
    return Text("高度", "highly") if gamma > HIGH else Text("中等", "somewhat")


def _alone(found: Agglomeration) -> list[Text]:
    count = int((found.plants == 1).sum())
    return [
        Text(f"{count} 项只有一家，没有 γ", f"{count} activities have one plant, and no γ")
    ] * bool(count)


def _left_out(count: int) -> list[Text]:
    return [
        Text(f"{count} 家没有规模，未计入", f"{count} plants without a size are left out")
    ] * bool(count)


def _at_most(count: int) -> Text:
    return Text(
        f"{count} 项只知道企业数：按各家一样大，H = 1/N 是最小的，γ 与 z 因而是上限",
        f"of {count} activities plants are only counted: H = 1/N is as if all were alike, the"
        " least it can be, and γ and z the most",
    )


_OF_PLACES = {
    "specialisation": ("specialisation", Text("专业化 K", "specialisation K")),
    "herfindahl": ("narrowness", Text("集中度 H", "Herfindahl H")),
}
_OF_ACTIVITIES = {
    "localisation": ("localisation", Text("地方化 Λ", "localisation Λ")),
    "gini": ("gini", Text("区位基尼 G", "locational Gini G")),
    "herfindahl": ("concentration", Text("集中度 H", "Herfindahl H")),
}
_CROWDING = {
    "gamma": Text("集聚 γ", "γ"),
    "gamma_weighted": Text("γ（莫雷尔—塞迪约）", "γ (Maurel & Sédillot)"),
    "z": Text("偏离偶然 z", "z"),
    "herfindahl": Text("企业 H", "plants' H"),
}
_PLANTS = Text("企业数", "plants")
_SIZE = Text("占全部", "share of all")
_USUAL = Text("各地的份额", "usual share")
_HERE = Text("本地的份额", "share here")
_THERE = Text("占该项", "share of it")
_QUOTIENT = Text("区位商 LQ", "LQ")
_SYMMETRIC = Text("对称 LQ", "symmetric LQ")
_FORMULAS = {
    "places": "K_c = Σ_a |s_ca − x_a/x|, H_c = Σ_a s_ca²",
    "activities": "Λ_a = ½·Σ_c |t_ca − x_c/x|, G_a = ½·Σ_cd w_c·w_d·|LQ_ca − LQ_da|",
}
_PLACES = Text(
    "专业化 K：本地活动的构成与全部地区相差多少，0 为相同，2 为全不同（克鲁格曼）；"
    "--of activities 看各项活动",
    "K: how far a place's mix is from that of all, 0 the same, 2 nothing in common (Krugman);"
    " --of activities tells activities",
)
_ACTIVITIES = Text(
    "地方化 Λ：要搬动多大份额才与全部活动分布相同（胡佛）；企业少而大的活动本就不匀，"
    "要去掉这一层用 `agglomeration`",
    "Λ: the share that would have to move to be spread as all is (Hoover); what few large plants"
    " do is uneven anyway: `agglomeration` takes that off",
)
_BALASSA = Text(
    "区位商 1 为与各地一样；对称 LQ 在 −1 与 1 之间",
    "a quotient of 1 is usual; the symmetric one lies between −1 and 1",
)
_LEAST_Z = Text(
    "已知 H 而不知各家规模：γ 照旧，z 是绝对值的下限",
    "H is known but not the sizes behind it: γ is as ever, z the least it can be, either way",
)
_CLASSES = Text(
    f"高度：γ 大于 {HIGH:g}；弱：小于 {LOW:g}；不异于偶然：|z| 小于 {CHANCE:g}",
    f"highly: γ above {HIGH:g}; weakly: under {LOW:g}; as by chance: |z| under {CHANCE:g}",
)
_WAY_OUT = (
    "first column: codes of activities; then a column herfindahl (赫芬达尔指数), or plants (企业数)"
)
