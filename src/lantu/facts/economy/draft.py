"""What a file says before it has to balance."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from lantu.errors import DataError
from lantu.model.input_output_table import BALANCE, UNTITLED, Balance, InputOutputTable

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from lantu.model.accounts import FinalUse, Imported, Satellite
    from lantu.model.roster import Roster
    from lantu.vocab.text import Text

    Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TableDraft:
    """One table as read, whole and labelled, but not yet held to balance.

    The parts are those of :class:`~lantu.model.input_output_table.InputOutputTable`, with
    the same shapes; a repair works on them, and :meth:`table` makes a table of them.

    Attributes:
        regions: ``R`` regions.
        sectors: ``S`` sectors; ``n = R·S``.
        finals: ``C`` categories of final use.
        uses: What each category is for; ``C``.
        primaries: ``p`` categories of primary input.
        Z: Intermediate flows, ``(n, n)``.
        Y: Final uses, ``(n, R·C)``.
        V: Primary inputs, ``(p, n)``.
        x: Gross output, ``(n,)``.
        imports: Imports taken off the rows, ``(n,)``.
        residual: Published discrepancy, ``(n,)``.
        imported: Imported use, where it is kept apart.
        satellite: Accounts beside the table.
        unit: Unit of every flow.
        period: The year.
        title: What the table is.
        source: Where it comes from.
        estimate: None for a published table; else what was done to it.
        tolerance: Part of the greatest output that its kind of table may be off.
    """

    regions: Roster
    sectors: Roster
    finals: Roster
    uses: tuple[FinalUse, ...]
    primaries: Roster
    Z: Floats
    Y: Floats
    V: Floats
    x: Floats
    imports: Floats
    residual: Floats
    unit: str = "1"
    period: str = ""
    title: Text = UNTITLED
    source: str = ""
    imported: Imported | None = None
    satellite: Satellite | None = None
    estimate: Text | None = None
    tolerance: float = BALANCE

    def gaps(self) -> Balance:
        """How far every row and column is off; columns count only where ``V`` is given."""
        rows = self.Z.sum(axis=1) + self.Y.sum(axis=1) - self.imports + self.residual - self.x
        used = self.Z.sum(axis=0) + (self.imported.Z.sum(axis=0) if self.imported else 0.0)
        off = used + self.V.sum(axis=0) - self.x
        return Balance(rows=rows, columns=off if len(self.V) else off * 0.0)

    def table(self, tolerance: float | None = None) -> InputOutputTable:
        """The table.

        Args:
            tolerance: Part of the greatest output that a row or column may be off; that of
                the table's kind where left out.

        Raises:
            DataError: It does not balance, or cannot be computed on.
        """
        parts = {each.name: getattr(self, each.name) for each in fields(self)}
        if tolerance is not None:
            parts["tolerance"] = tolerance
        try:
            return InputOutputTable(**parts)
        except DataError as error:
            name = f"{self.source}: " if self.source else ""
            raise DataError(f"{name}{error.args[0]}", hint=error.hint) from error


def draft_of(table: InputOutputTable) -> TableDraft:
    """The parts of a table, to be changed and made into another."""
    return TableDraft(**{each.name: getattr(table, each.name) for each in fields(TableDraft)})
