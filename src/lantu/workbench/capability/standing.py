"""Questions about where places and activities stand: advantage, complexity, fitness."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from lantu import complexity
from lantu.vocab.text import Text
from lantu.workbench.answers import SHARE, Column, Figure, Label
from lantu.workbench.capability.opened import Opened, descending
from lantu.workbench.capability.subject import PRESENT

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.complexity import Presence
    from lantu.workbench.answers import Answer

    Floats = NDArray[np.float64]
    Longs = NDArray[np.int64]

ADVANTAGE = Text("比较优势", "advantage")
DIVERSITY = Text("多样性", "diversity")
UBIQUITY = Text("普遍性", "ubiquity")


class Standing(Opened):
    """Questions about where places and activities stand."""

    __slots__ = ()

    def advantage(self, place: str = "", activity: str = "") -> Answer:
        """Advantage of one place in every activity, of every place in one, or how many each has.

        Raises:
            CallerError: No such place, activity or period; the test needs a population.
        """
        found = self.present()
        if place:
            return self._advantage(found, (self.place(place), slice(None)))
        if activity:
            return self._advantage(found, (slice(None), self.activity(activity)))
        diversity = found.diversity[0].astype(np.float64)
        total = self.amounts().sum(axis=1)
        at = descending(diversity, found.kept_places[0])
        columns = [Column(key="diversity", name=DIVERSITY, values=diversity[at])]
        if self.matrix.weights is None:
            columns += [self.amount_column(total[at]), _share(total, at)]
        return self.answer(
            "rca",
            columns,
            labels=self.rows(self.matrix.places, at),
            found=found,
            notes=[_PRESENCE],
            formula=_RCA,
        )

    def _advantage(self, found: Presence, cells: tuple[int | slice, int | slice]) -> Answer:
        """The known cells of one row or column, the greatest advantage first."""
        across = isinstance(cells[0], int)
        axis = self.matrix.activities if across else self.matrix.places
        values, present = found.advantage.values[0][cells], found.present[0][cells]
        at = descending(values, found.advantage.known[0][cells])
        amounts = self.amounts()
        part = amounts[cells]
        columns = [
            Column(key="advantage", name=ADVANTAGE, values=values[at]),
            self.amount_column(part[at]),
        ]
        if self.matrix.weights is None:
            columns.append(_share(part, at))
        said = self.name_of(cells)
        return self.answer(
            "rca",
            columns,
            labels=[*self.rows(axis, at), present_label(present[at])],
            found=found,
            notes=[Text(f"{said.zh}的各项", f"of {said.en}"), _PRESENCE],
            formula=_RCA,
        )

    def name_of(self, cells: tuple[int | slice, int | slice]) -> Text:
        """What people call the place or the activity of a row or column of cells."""
        place, activity = cells
        if isinstance(place, int):
            return self.matrix.name(self.matrix.places.labels[place])
        assert isinstance(activity, int)  # noqa: S101 - one of the two is
        return self.matrix.name(self.matrix.activities.labels[activity])

    def eci(self) -> Answer:
        """Complexity of places, the most complex first.

        Raises:
            CallerError: No such period; the test needs a population.
        """
        found = self.present()
        index = complexity.eci(found, convention=self.counting.convention)
        at = descending(index.eci[0], found.kept_places[0])
        common = mean_ubiquity(found.present[0], found.ubiquity[0])
        return self.answer(
            "eci",
            [
                Column(key="eci", name=Text("复杂度 ECI", "ECI"), values=index.eci[0, at]),
                Column(key="diversity", name=DIVERSITY, values=found.diversity[0, at] * 1.0),
                Column(
                    key="mean_ubiquity", name=Text("平均普遍性", "mean ubiquity"), values=common[at]
                ),
            ],
            labels=self.rows(self.matrix.places, at),
            found=found,
            notes=self.doubt(index),
            formula="ECI = k_c: M̃·k = λ₂·k, M̃ = D⁻¹·M·U⁻¹·M'",
        )

    def pci(self) -> Answer:
        """Complexity of activities, the most complex first.

        Raises:
            CallerError: No such period; the test needs a population.
        """
        found = self.present()
        index = complexity.eci(found, convention=self.counting.convention)
        at = descending(index.pci[0], found.kept_activities[0])
        columns = [
            Column(key="pci", name=Text("复杂度 PCI", "PCI"), values=index.pci[0, at]),
            Column(key="ubiquity", name=UBIQUITY, values=found.ubiquity[0, at] * 1.0),
        ]
        if self.matrix.weights is None:
            columns.append(self.amount_column(self.amounts().sum(axis=0)[at]))
        return self.answer(
            "pci",
            columns,
            labels=self.rows(self.matrix.activities, at),
            found=found,
            notes=self.doubt(index),
            formula="PCI = k_p: k_p = Σ_c M_cp·k_c / u_p",
        )

    def fitness(self, of: Literal["places", "activities"] = "places", steps: int = 0) -> Answer:
        """Fitness of places or complexity of activities, the greatest first.

        Args:
            of: Whose.
            steps: How many iterations; until ranks settle where 0.

        Raises:
            CallerError: No such period; the test needs a population; steps below 0.
        """
        found = self.present()
        stop = complexity.Steps(iterations=steps) if steps else None
        index = complexity.fitness(found, stop=stop, convention=self.counting.convention)
        if of == "places":
            axis, values, kept = self.matrix.places, index.fitness[0], found.kept_places[0]
            count = Column(key="diversity", name=DIVERSITY, values=found.diversity[0] * 1.0)
            name, drift = Text("适应度 F", "fitness F"), index.drift[0]
        else:
            axis, values, kept = (
                self.matrix.activities,
                index.complexity[0],
                found.kept_activities[0],
            )
            count = Column(key="ubiquity", name=UBIQUITY, values=found.ubiquity[0] * 1.0)
            name, drift = Text("复杂度 Q", "complexity Q"), None
        at = descending(values, kept)
        columns = [
            Column(key="fitness" if of == "places" else "complexity", name=name, values=values[at]),
            Column(key=count.key, name=count.name, values=np.asarray(count.values)[at]),
        ]
        if drift is not None:
            columns.append(Column(key="drift", name=Text("漂移 α", "drift α"), values=drift[at]))
        return self.answer(
            "fitness",
            columns,
            labels=self.rows(axis, at),
            found=found,
            figures=[
                Figure(
                    key="iterations",
                    name=Text("迭代次数", "iterations"),
                    value=float(index.iterations[0]),
                )
            ],
            notes=[] if index.converged[0] else [_UNSETTLED],
            formula="F_c ← Σ_p M_cp·Q_p, Q_p ← 1 / Σ_c M_cp/F_c",
        )

    def doubt(self, index: complexity.Eci) -> list[Text]:
        """That ECI is not one thing here, where it is not."""
        return [] if index.determined[0] else [_UNDETERMINED]


def present_label(present: NDArray[np.bool_]) -> Label:
    """Whether each is present, in words."""
    return Label(
        key="present",
        name=Text("已有", "present"),
        values=[PRESENT[bool(each)] for each in present],
    )


def mean_ubiquity(present: NDArray[np.bool_], ubiquity: Longs) -> Floats:
    """Mean ubiquity of what each place does, ``Σ_p M_cp u_p / k_c``; 0 where it does nothing."""
    held = present.astype(np.float64)
    many = held.sum(axis=1)
    mean: Floats = np.divide(held @ ubiquity, many, out=np.zeros(many.shape), where=many > 0)
    return mean


def _share(values: Floats, at: Longs) -> Column:
    total = float(values.sum())
    parts = values[at] / total if total else np.zeros(len(at))
    return Column(key="share", name=Text("占全部", "share of all"), values=parts, unit=SHARE)


_RCA = "RCA_ca = (x_ca/Σ_a x_ca) / (Σ_c x_ca/Σ_ca x_ca)"
_PRESENCE = Text(
    "多样性：达到门槛的活动数；门槛见 --test、--threshold",
    "diversity: activities that reach the threshold, see --test and --threshold",
)
_UNDETERMINED = Text(
    "ECI 在这里不唯一：地区分成互不相干的几组，或第二、三特征值相等，或与多样性无关；名次不可用",
    "ECI is not one thing here: places fall into groups with nothing in common, two eigenvalues"
    " are equal, or it goes neither with nor against diversity; do not use the ranks",
)
_UNSETTLED = Text(
    "迭代没有收敛到判据；名次可能再变", "the iteration did not settle; ranks may still change"
)
