"""What anybody can say without a model: what a prediction of entry has to beat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from lantu.complexity.presence import presence_of
from lantu.complexity.relatedness import relatedness

if TYPE_CHECKING:
    from lantu.complexity.arrays import Floats
    from lantu.complexity.presence import Presence
    from lantu.model.activity_matrix import ActivityMatrix

Baseline = Literal["ubiquity", "density", "initial"]
"""A score that needs no training.

==============  ===================================================================
``"ubiquity"``  ``u_a = Σ_c M_ca``: enter what most others do
``"density"``   ``ω_ca``: enter what is related to what one does
``"initial"``   ``RCA_ca`` at the start: go on with what one nearly does
==============  ===================================================================
"""


def baselines(given: ActivityMatrix | Presence, start: str) -> dict[Baseline, Floats]:
    """Every baseline score at a period, each of shape ``(C, A)``.

    Args:
        given: Amounts, or presence under a test and rules of one's own.
        start: The period.

    Raises:
        CallerError: No such period.
    """
    found = presence_of(given)
    at = found.periods.at(start)
    shape = found.present.shape[1:]
    scores = (
        np.broadcast_to(found.ubiquity[at].astype(np.float64), shape),
        relatedness(found).density[at],
        found.advantage.values[at],
    )
    return dict(zip(get_args(Baseline), scores, strict=True))
