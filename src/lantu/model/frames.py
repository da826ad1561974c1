"""Results as tables: labels beside arrays, for people who go on in Polars or a spreadsheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray


def frame(
    labels: Mapping[str, Sequence[str]], columns: Mapping[str, NDArray[np.generic]]
) -> pl.DataFrame:
    """A Polars table with one row per label.

    Args:
        labels: Columns of codes, such as ``{"sector": …}``, all of one length.
        columns: Arrays of that length.

    Raises:
        ValueError: Lengths differ.
    """
    import polars as pl  # noqa: PLC0415 - heavy, and only people who ask for tables need it

    lengths = {len(codes) for codes in labels.values()} | {len(v) for v in columns.values()}
    if len(lengths) > 1:
        message = f"columns of one table need one length, got {sorted(lengths)}"
        raise ValueError(message)
    return pl.DataFrame({**{k: list(v) for k, v in labels.items()}, **columns})
