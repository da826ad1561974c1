from __future__ import annotations

import numpy as np

from lantu.complexity import activity_matrix, rca, relatedness
from lantu.complexity.baselines import baselines


def test_baselines_are_the_measures_of_the_start() -> None:
    rng = np.random.default_rng(2)
    matrix = activity_matrix(rng.gamma(0.4, size=(2, 12, 7)), periods=("1", "2"))
    found = baselines(matrix, "2")
    assert list(found) == ["ubiquity", "density", "initial"]
    assert (found["initial"] == rca(matrix).values[1]).all()
    assert (found["density"] == relatedness(matrix).density[1]).all()
    assert (found["ubiquity"] == (rca(matrix).values[1] >= 1).sum(axis=0)).all()
    assert found["ubiquity"].shape == (12, 7)
