"""Import dependence: how much of what a sector takes, and of what it sells, comes from elsewhere.

With ``M`` imported inputs by product and user (``S × n``) and ``A_d`` the region's own input
coefficients::

    direct      M·diag(x)⁻¹                per unit of output; over all inputs, the share of inputs
    total       M·diag(x)⁻¹·(I - A_d)⁻¹    per unit of final use: with what suppliers import
    VS          1'·total·e                 imported content of exports (Hummels, Ishii & Yi 2001)
    VS1         what others' VS comes from: exports that end up in other regions' exports

Total imported and domestic content make up the whole: ``1'·total + v'·(I - A_d)⁻¹ = 1'``.
Every region's VS is another's VS1 or comes from outside them all.
A competitive table does not tell who uses imports; then every user of a product is taken to
buy the same share abroad, and the record says so. Miller & Blair (2009), §4.2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import CallerError
from lantu.flows.arrays import freeze, ratio, region_sums
from lantu.flows.national import national
from lantu.model.frames import frame
from lantu.vocab.text import Text

if TYPE_CHECKING:
    import polars as pl
    from numpy.typing import NDArray

    from lantu.flows.coefficients import Production
    from lantu.model.input_output_table import InputOutputTable

    Floats = NDArray[np.float64]

PROPORTIONAL = Text(
    "进口按比例分摊：假定每种产品的各个国内用户，进口占比相同；出口不含进口品",
    "imports by proportionality: every domestic user of a product buys the same share abroad; "
    "exports none",
)
"""What is assumed of a table that does not tell who uses imports."""


@dataclass(frozen=True, slots=True)
class ImportedProduct:
    """One imported product behind a sector's dependence.

    Attributes:
        product: Code of the product.
        direct: Bought by the sector itself, per unit of its output.
        total: Bought by it and its suppliers, per unit of its final use.
        share: Part of the sector's total import content.
    """

    product: str
    direct: float
    total: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Dependence:
    """What every sector owes to imports; ``n`` sectors, ``S`` products, ``R`` regions.

    Attributes:
        production: The flows behind it.
        assumption: What had to be assumed to part imports; None where the table tells.
        direct: Imported inputs per unit of output, by product, shape ``(S, n)``.
        total: Imported content per unit of final use, by product, ``(S, n)``.
        sources: The same by where it is bought: the regions, then outside, ``(R + 1, n)``.
        inputs: All inputs, imported or not, ``(n,)``.
        use: Use at home of each product, wherever it comes from, ``(n,)``.
        imports: Imports of each product for use at home, ``(n,)``; re-exports are not.
        exports: Exports of what the region makes, ``(n,)``.
    """

    production: Production
    assumption: Text | None
    direct: Floats
    total: Floats
    sources: Floats
    inputs: Floats
    use: Floats
    imports: Floats
    exports: Floats

    def __post_init__(self) -> None:
        """Make the arrays read-only."""
        freeze(self)

    @property
    def of_output(self) -> Floats:
        """``1'·direct``: imported inputs per unit of output, ``(n,)``."""
        summed: Floats = self.direct.sum(axis=0)
        return summed

    @property
    def of_inputs(self) -> Floats:
        """Imported share of all inputs, ``(n,)``; 0 for a sector without inputs."""
        return ratio(self.of_output * self.production.x, self.inputs)

    @property
    def content(self) -> Floats:
        """``1'·total = m'(I - A_d)⁻¹``: imported content of a unit of final use, ``(n,)``."""
        summed: Floats = self.total.sum(axis=0)
        return summed

    @property
    def penetration(self) -> Floats:
        """``m / use``: share of imports in the use at home, ``(n,)``; 0 where nothing is used."""
        return ratio(self.imports, self.use)

    @property
    def self_sufficiency(self) -> Floats:
        """``x / use``: above 1 a net exporter, ``(n,)``.

        ``inf`` for a product that is made but not used at home, 0 for one neither made nor used.
        """
        none = np.where(self.production.x > 0, np.inf, 0.0)
        return np.where(self.use > 0, ratio(self.production.x, self.use), none)

    @property
    def vertical_specialisation(self) -> Floats:
        """``VS_j = content_j·e_j``: imported content of exports, ``(n,)``."""
        embodied: Floats = self.content * self.exports
        return embodied

    @property
    def vertical_share(self) -> Floats:
        """``VS / e`` of each region, ``(R,)``; 0 for one that exports nothing."""
        regions = len(self.production.table.regions)
        return ratio(
            region_sums(self.vertical_specialisation, regions), region_sums(self.exports, regions)
        )

    @property
    def vertical_supply(self) -> Floats:
        """``VS1_r = Σ_s sources_rs·e_s``: what other regions' exports take from each, ``(R,)``."""
        supplied: Floats = self.sources[:-1] @ self.exports
        return supplied

    def behind(self, sector: str, region: str = "", *, count: int = 5) -> list[ImportedProduct]:
        """The imported products that a sector depends on most, greatest total first.

        Args:
            sector: Code of the sector.
            region: Code of its region; the only one where left out.
            count: Products at most; those without any part are left out.

        Raises:
            CallerError: No such sector or region, no region of several named, or a count
                below 1.
        """
        table = self.production.table
        if count < 1:
            raise CallerError(f"{count} products asked for", hint="ask for 1 or more")
        if not region and len(table.regions) > 1:
            raise CallerError(
                f"sector {sector} of which region?", hint=f"such as {table.regions.codes[0]}"
            )
        at = table.at(sector, region)
        total, whole = self.total[:, at], float(self.content[at])
        order = [int(k) for k in np.argsort(-total, kind="stable")[:count] if total[k] > 0]
        return [
            ImportedProduct(
                table.sectors.codes[k],
                float(self.direct[k, at]),
                float(total[k]),
                float(total[k]) / whole,
            )
            for k in order
        ]

    def to_polars(self) -> pl.DataFrame:
        """One row per sector, with the imported product that it depends on most."""
        codes = np.array([*self.production.table.sectors.codes, ""])
        most = np.where(self.content > 0, self.total.argmax(axis=0), -1)
        return frame(
            {"sector": self.production.labels},
            {
                "imported_of_inputs": self.of_inputs,
                "imported_of_output": self.of_output,
                "imported_content": self.content,
                "penetration": self.penetration,
                "self_sufficiency": self.self_sufficiency,
                "exports": self.exports,
                "vertical_specialisation": self.vertical_specialisation,
                "first_product": codes[most],
            },
        )


def dependence(table: InputOutputTable) -> Dependence:
    """Import dependence of every sector, from one solve for each region.

    In a table of many regions each is a country of its own: what another region sells to it
    is imported, as is what comes from outside.

    Args:
        table: The table.

    Raises:
        DataError: A region is not productive, or imports of a product exceed its use at home.
    """
    parted = national(table)
    made, regions = parted.production, len(table.regions)
    direct = parted.imported * made.per_output
    content = parted.content(np.vstack([direct, parted.sources * made.per_output]))
    own = parted.Z.sum(axis=2).reshape(-1)
    bought = region_sums(parted.imported, regions).T.reshape(-1) + parted.imported_final
    return Dependence(
        production=made,
        assumption=PROPORTIONAL if table.competitive else None,
        direct=direct,
        total=content[: len(direct)],
        sources=content[len(direct) :],
        inputs=parted.Z.sum(axis=1).reshape(-1) + parted.imported.sum(axis=0),
        use=own + parted.final + bought,
        imports=bought,
        exports=parted.exports,
    )
