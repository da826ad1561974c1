"""Regions whose input coefficients were surveyed, for tests of regional methods."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from lantu.flows import SurveyedRegions

SHARED = Path(__file__).parents[3] / ".." / "shared" / "data"
JAPAN = SHARED / "japan_regional_io" / "japan_regional_io.npz"
WIOD = SHARED / "wiod_2013" / "wiot_2011.npz"

needs_japan = pytest.mark.skipif(
    not JAPAN.is_file(), reason="…/shared/data/japan_regional_io is not beside this checkout"
)
needs_wiod = pytest.mark.skipif(
    not WIOD.is_file(), reason="…/shared/data/wiod_2013 is not beside this checkout"
)

UNION = [
    "AUT",
    "BEL",
    "BGR",
    "CYP",
    "CZE",
    "DEU",
    "DNK",
    "ESP",
    "EST",
    "FIN",
    "FRA",
    "GBR",
    "GRC",
    "HUN",
    "IRL",
    "ITA",
    "LTU",
    "LUX",
    "LVA",
    "MLT",
    "NLD",
    "POL",
    "PRT",
    "ROM",
    "SVK",
    "SVN",
    "SWE",
]
"""The 27 members of 2011, as the database calls them."""


def coefficients(Z: np.ndarray, x: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.divide(
        Z, x[..., None, :], out=np.zeros_like(Z), where=x[..., None, :] > 0
    )
    return found


@cache
def prefectures() -> SurveyedRegions:
    """42 prefectures of Japan, 2015: inputs of all origins, 12 sectors."""
    z = np.load(JAPAN)
    kept = z["is_prefecture"]
    Z, x = z["Z"], z["x"]
    return SurveyedRegions(
        names=tuple(z["area_name"][kept].tolist()),
        A=coefficients(Z[kept], x[kept]),
        x=x[kept],
        A_nation=coefficients(Z[0], x[0]),
        x_nation=x[0],
    )


@cache
def members() -> SurveyedRegions:
    """27 countries of the European Union, 2011: inputs bought inside, 35 industries."""
    z = np.load(WIOD)
    names = z["countries"].tolist()
    at = [names.index(name) for name in UNION]
    n = len(z["industries"])
    x = z["x"].astype(float).reshape(-1, n)[at]
    Z = z["Z"].astype(float).reshape(len(names), n, len(names), n)[at][:, :, at]
    return SurveyedRegions(
        names=tuple(UNION),
        A=coefficients(np.array([Z[k, :, k] for k in range(len(at))]), x),
        x=x,
        A_nation=coefficients(Z.sum(axis=(0, 2)), x.sum(axis=0)),
        x_nation=x.sum(axis=0),
    )
