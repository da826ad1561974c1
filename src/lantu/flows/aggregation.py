"""Tables told by other sectors: summed, or split by given shares."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from lantu.model.accounts import Imported, Satellite
from lantu.vocab.text import Text, together

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from lantu.model.concordance import Concordance
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]


def aggregate(table: InputOutputTable, by: Concordance) -> InputOutputTable:
    """The table by the targets of a concordance: ``C'ZC``, ``C'Y``, ``VC``, ``C'x``, in every region.

    Flows, final uses, primary inputs, imports, the discrepancy and satellites are summed;
    balance is kept. Where the concordance splits a sector by shares, its row and column are
    split in proportion, and the table says so in ``estimate``.

    Args:
        table: Any table; its sectors must be sources of the concordance, which is restricted
            to them.
        by: ``C``.

    Raises:
        DataError: A sector of the table has no pair.
    """
    shares = by.restricted(table.sectors.codes)
    C = _in_every_region(shares.matrix, len(table.regions))
    kept_apart = table.imported and Imported(
        Z=shares.matrix.T @ table.imported.Z @ C, Y=shares.matrix.T @ table.imported.Y
    )
    return replace(
        table,
        sectors=shares.targets,
        Z=C.T @ table.Z @ C,
        Y=C.T @ table.Y,
        V=table.V @ C,
        x=table.x @ C,
        imports=table.imports @ C,
        residual=table.residual @ C,
        imported=kept_apart,
        satellite=table.satellite and _summed(table.satellite, C),
        estimate=_told(table, shares),
    )


def _in_every_region(matrix: Floats, regions: int) -> Floats:
    blocks: Floats = np.kron(np.eye(regions), matrix).astype(np.float64, copy=False)
    return blocks


def _summed(satellite: Satellite, C: Floats) -> Satellite:
    return replace(satellite, F=satellite.F @ C)


def _told(table: InputOutputTable, shares: Concordance) -> Text | None:
    """How a table with split sectors is labelled: it is no longer as published."""
    parts = np.bincount(shares.source[shares.share > 0], minlength=len(shares.sources))
    count = int((parts > 1).sum())
    split = Text(f"按给定份额拆分 {count} 个部门", f"{count} sectors split by given shares")
    return together(table.estimate, split if count else None)
