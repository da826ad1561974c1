from __future__ import annotations

import numpy as np
import pytest

from lantu.model.frames import frame


def test_labels_stand_beside_their_values() -> None:
    table = frame({"sector": ("a", "b")}, {"output": np.array([1.0, 2.0])})
    assert table.rows() == [("a", 1.0), ("b", 2.0)]


def test_lengths_must_agree() -> None:
    with pytest.raises(ValueError, match=r"\[1, 2\]"):
        frame({"sector": ("a",)}, {"output": np.array([1.0, 2.0])})
