"""Economic complexity of places (ECI) and of activities (PCI)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.complexity.arrays import TOLERANCE, freeze, rows, standardised
from lantu.complexity.conventions import convention_of
from lantu.complexity.presence import presence_of

if TYPE_CHECKING:
    import polars as pl

    from lantu.complexity.arrays import Flags, Floats
    from lantu.complexity.conventions import Convention, Method, Named
    from lantu.complexity.presence import Counted, Presence
    from lantu.model.activity_matrix import ActivityMatrix

LARGE = 600
"""From this side on, finding three eigenvectors is quicker than finding all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Eci:
    """Complexity of places and activities.

    Attributes:
        presence: What it was found from; its masks say who is left out.
        eci: Economic complexity, shape ``(T, C)``; 0 for places left out.
        pci: Complexity of activities, shape ``(T, A)``; 0 for activities left out.
        offset: What was taken off PCI: ``pci + offset`` is PCI before, in deviations; ``(T,)``.
        eigenvalues: The second and third eigenvalue of ``M̃``, shape ``(T, 2)``; zeros by
            reflections. The first is 1.
        determined: Whether ECI is one thing: False where the second eigenvalue is 1 (places
            fall into groups with no activity in common: ECI then tells the groups apart and
            nothing else), equals the third, all places come out alike, or ECI goes neither
            with nor against diversity, which leaves its sign to chance. Shape ``(T,)``.
    """

    presence: Presence
    eci: Floats
    pci: Floats
    offset: Floats
    eigenvalues: Floats
    determined: Flags

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    def to_polars(self) -> pl.DataFrame:
        """One row per period and place that counts."""
        kept = self.presence
        columns = {"eci": self.eci, "diversity": kept.diversity}
        return rows((kept.periods, kept.places), kept.kept_places, columns)

    def activities_to_polars(self) -> pl.DataFrame:
        """One row per period and activity that counts."""
        kept = self.presence
        columns = {"pci": self.pci, "ubiquity": kept.ubiquity}
        return rows((kept.periods, kept.activities), kept.kept_activities, columns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """Complexity before sign and scale are chosen.

    Attributes:
        places: ``k_c``, shape ``(c,)``.
        activities: ``k_p``, shape ``(a,)``.
        eigenvalues: The second and third.
        determined: Whether it is one thing.
    """

    places: Floats
    activities: Floats
    eigenvalues: Floats
    determined: bool


def eci(
    given: ActivityMatrix | Presence,
    *,
    convention: Named | Convention = "lantu",
    method: Method | None = None,
) -> Eci:
    """Economic complexity index of places and activities, each period by itself.

    ``k_c = (1/d_c) Σ_p M_cp k_p`` and ``k_p = (1/u_p) Σ_c M_cp k_c`` up to a factor:
    eigenvectors of ``M̃ = D⁻¹ M U⁻¹ M'`` to its second eigenvalue, standardised. It is found
    from the symmetric ``D^-½ M U⁻¹ M' D^-½`` or its twin, whichever is smaller: for ``C``
    places and ``A > C`` activities at ``C²·A`` multiplications, where the ``A × A`` matrix
    takes ``A³``.

    Args:
        given: Amounts, or presence under a test and rules of one's own.
        convention: Sign and scale, by name or by value, see :mod:`lantu.complexity.conventions`.
        method: ``"eigenvector"`` or ``"reflections"`` where not the convention's own.

    Reference:
        Hidalgo & Hausmann (2009), PNAS 106:10570–10575; Hausmann et al. (2014), The Atlas of
        Economic Complexity; Mealy, Farmer & Teytelboym (2019), Science Advances 5:eaau1705.
    """
    found, rule = presence_of(given), convention_of(convention)
    rule = rule if method is None else replace(rule, method=method)
    shape = found.present.shape
    places, activities = np.zeros(shape[:2]), np.zeros((shape[0], shape[2]))
    offset, values = np.zeros(shape[0]), np.zeros((shape[0], 2))
    determined = np.zeros(shape[0], dtype=np.bool_)
    for at in range(shape[0]):
        counted = found.counted(at)
        raw = _raw(counted, rule)
        kc, kp, offset[at] = _scaled(raw, counted, rule)
        places[at], activities[at] = counted.along_places(kc), counted.along_activities(kp)
        signed = rule.sign == "none" or _rises_with(kc, counted.diversity) != 0
        values[at], determined[at] = raw.eigenvalues, raw.determined and signed and bool(kc.any())
    return Eci(
        presence=found,
        eci=places,
        pci=activities,
        offset=offset,
        eigenvalues=values,
        determined=determined,
    )


def _raw(counted: Counted, rule: Convention) -> Raw:
    if not counted.m.size:
        nothing = np.zeros(len(counted.places)), np.zeros(len(counted.activities))
        return Raw(
            places=nothing[0], activities=nothing[1], eigenvalues=np.zeros(2), determined=False
        )
    return _by_eigenvector(counted) if rule.method == "eigenvector" else _reflected(counted, rule)


def _by_eigenvector(counted: Counted) -> Raw:
    """From the eigenvectors of ``W W'`` or ``W' W``, ``W = D^-½ M U^-½``."""
    m, d, u = counted.m, counted.diversity, counted.ubiquity
    w = m / np.sqrt(d)[:, None] / np.sqrt(u)
    tall = m.shape[0] > m.shape[1]
    values, q = _second(w.T @ w if tall else w @ w.T)
    kp = (q if tall else q @ w) / np.sqrt(u)
    norm = float(np.linalg.norm(kp))
    kp = kp / norm if norm > TOLERANCE else np.zeros(kp.shape)
    return Raw(
        places=m @ kp / d,
        activities=kp,
        eigenvalues=values,
        determined=bool(1 - values[0] > TOLERANCE and values[0] - values[1] > TOLERANCE),
    )


def _second(gram: Floats) -> tuple[Floats, Floats]:
    """The second and third eigenvalue of a symmetric matrix, and the vector of the second."""
    side = len(gram)
    if side == 1:
        return np.zeros(2), np.zeros(1)
    if side < LARGE:
        values, vectors = np.linalg.eigh(gram)
    else:
        from scipy.linalg import eigh  # noqa: PLC0415 - heavy, and only large sides need it

        values, vectors = eigh(gram, subset_by_index=[side - 3, side - 1])
    third = values[-3] if side > 2 else 0.0  # noqa: PLR2004 - two values have no third
    return np.clip([values[-2], third], 0.0, 1.0), vectors[:, -2]


def _reflected(counted: Counted, rule: Convention) -> Raw:
    """``k_{c,n} = (1/d_c) Σ_p M_cp k_{p,n−1}`` and the like, from diversity and ubiquity on."""
    m, d, u = counted.m, counted.diversity, counted.ubiquity
    kc, kp = d, u
    last_c, last_p = rule.reflections
    chosen_c, chosen_p = kc, kp
    for step in range(1, max(rule.reflections) + 1):
        kc, kp = m @ kp / d, kc @ m / u
        chosen_c = kc if step == last_c else chosen_c
        chosen_p = kp if step == last_p else chosen_p
    return Raw(places=chosen_c, activities=chosen_p, eigenvalues=np.zeros(2), determined=True)


def _scaled(raw: Raw, counted: Counted, rule: Convention) -> tuple[Floats, Floats, float]:
    """ECI, PCI and what was taken off PCI, after sign and scale."""
    kc, kp = raw.places, raw.activities
    if rule.sign != "none":
        turn = -1.0 if _rises_with(kc, counted.diversity) < 0 else 1.0
        kc, kp = turn * kc, turn * kp
    if rule.sign == "each" and _rises_with(kp, counted.ubiquity) > 0:
        kp = -kp
    scale = kc if rule.pci_scale == "eci" else kp
    places = standardised(kc, rule.lost)
    if rule.pci_scale == "own":
        spread = float(scale.std(ddof=rule.lost)) if scale.size > rule.lost else 0.0
        return places, standardised(kp, rule.lost), float(scale.mean()) / spread if spread else 0.0
    if not places.any():
        return places, np.zeros(kp.shape), 0.0
    mean, spread = float(kc.mean()), float(kc.std(ddof=rule.lost))
    return places, (kp - mean) / spread, mean / spread


def _rises_with(values: Floats, counts: Floats) -> float:
    """Correlation, of whose sign alone is made use; 0 where it is rounding."""
    if not values.size:
        return 0.0
    one, other = values - values.mean(), counts - counts.mean()
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    rises = float(one @ other) / length if length else 0.0
    return rises if abs(rises) > TOLERANCE else 0.0
