"""Confidence classes on arrays: which rows count, and what they count."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from lantu.model.chain_graph import NO_GRADE
from lantu.vocab.words import Grade

if TYPE_CHECKING:
    from lantu.chains.arrays import Codes, Flags, Floats
    from lantu.evidence.confidence import GradeWeights
    from lantu.model.chain_graph import Products

FIRM_EVIDENCE = list(Grade).index(Grade.B)
"""Greatest code of firm evidence: classes A and B make lower bounds, C and D do not."""

_D = list(Grade).index(Grade.D)


def usable(grade: Codes, weights: GradeWeights) -> Flags:
    """Which rows count at all: those with a class, without D where D is switched off."""
    counted: Flags = (grade != NO_GRADE) & ((grade != _D) | weights.use_d)
    return counted


def stated_outside(products: Products, weights: GradeWeights) -> Flags:
    """Which products say themselves, in a row that counts, that somebody outside supplies them."""
    stated: Flags = products.outside_stated & usable(products.grade, weights)
    return stated


def is_firm(grade: Codes) -> Flags:
    """Which rows are class A or B."""
    firm: Flags = (grade != NO_GRADE) & (grade <= FIRM_EVIDENCE)
    return firm


def grade_weights(weights: GradeWeights, grade: Codes) -> Floats:
    """The probability that each row is right; 0 for ``NO_GRADE``."""
    table = np.array([*weights.table(), 0.0])
    return table[grade]


def at_least_one(counts: np.ndarray, weights: GradeWeights, *, scale: float = 1.0) -> Floats:
    """Probability that at least one of several independent statements is right.

    ``1 − Π_g (1 − scale·w_g)^n_g``: by class, so that the order of rows cannot show even
    in the last bit, and by repeated multiplication, since the last bit of a library's power
    function differs between machines.

    Args:
        counts: ``(n, len(Grade))``, how many statements of each class.
        weights: What a statement of each class counts.
        scale: Factor on every weight.
    """
    missed = np.ones(counts.shape[0])
    for grade, weight in enumerate(weights.table()):
        most = int(counts[:, grade].max(initial=0))
        powers = np.multiply.accumulate(np.r_[1.0, np.full(most, 1.0 - scale * weight)])
        missed *= powers[counts[:, grade]]
    return 1.0 - missed
