"""The product graph of all chains: what is made of what, and who makes it.

One canonical form: products and firms sorted by id, links by (target, source), makers by
(product, firm, row). Arrays are read-only. Codes stand for words by their position in
the enumeration: ``list(Essentiality)[code]``. Each row of a table knows its place in a
:class:`~lantu.evidence.source.RowBook`, so that any conclusion can cite it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from lantu.vocab.words import Activity, Essentiality, FirmRole, Grade, LinkRole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from lantu.evidence.source import RowBook
    from lantu.model.axis import Axis
    from lantu.vocab.text import Text

    Ints = NDArray[np.int32]
    Codes = NDArray[np.int8]
    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]

NO_GROUP = -1
"""Group of a link that belongs to no alternative group."""

NO_GRADE = -1
"""Grade of a statement nobody made."""


def _code_range(name: str, codes: Codes, words: int, *, lowest: int = 0) -> None:
    if codes.size and not (lowest <= int(codes.min()) and int(codes.max()) < words):
        message = f"{name} codes must lie in [{lowest}, {words})"
        raise ValueError(message)


def _index_range(name: str, positions: Ints, length: int) -> None:
    if positions.size and not (int(positions.min()) >= 0 and int(positions.max()) < length):
        message = f"{name} must lie in [0, {length})"
        raise ValueError(message)


def _freeze(record: object, length: int) -> None:
    """Make every array of a record read-only and check that its first dimension is ``length``."""
    for each in fields(record):  # type: ignore[arg-type]  # any of the records below
        value = getattr(record, each.name)
        if isinstance(value, np.ndarray):
            if value.shape[0] != length:
                message = f"{type(record).__name__}.{each.name} has {value.shape[0]} of {length}"
                raise ValueError(message)
            value.setflags(write=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Products:
    """The products, ``n`` of them.

    Attributes:
        ids: Product ids.
        names: Their names.
        chains: Chain id of each.
        segments: Segment of each, in Chinese; ``""`` where none is given.
        stages: upstream, midstream, downstream, or ``""``.
        classes: One of the programme's classes in Chinese, or ``""``.
        industries: GB/T 4754-2017 code, or ``""``.
        outside_stated: True where the product's own row states an outside supplier.
        confirmed_absent: Grade code of a person's confirmation that no local maker exists;
            ``NO_GRADE`` where nobody confirmed. This alone lets a gap be called missing.
        grade: Codes of :class:`Grade` of the product's own row.
        rows: Position of each product's row in ``book``.
        book: The products table.
    """

    ids: Axis
    names: tuple[Text, ...]
    chains: tuple[str, ...]
    segments: tuple[str, ...]
    stages: tuple[str, ...]
    classes: tuple[str, ...]
    industries: tuple[str, ...]
    outside_stated: Flags
    confirmed_absent: Codes
    grade: Codes
    rows: Ints
    book: RowBook

    def __post_init__(self) -> None:
        """Check lengths and codes.

        Raises:
            ValueError: A column has another length than ``ids``, or a code is unknown.
        """
        _freeze(self, len(self.ids))
        for name in ("names", "chains", "segments", "stages", "classes", "industries"):
            if len(getattr(self, name)) != len(self.ids):
                message = f"Products.{name} needs {len(self.ids)} entries"
                raise ValueError(message)
        _code_range("confirmed_absent", self.confirmed_absent, len(Grade), lowest=NO_GRADE)
        _code_range("grade", self.grade, len(Grade))


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """Inputs: ``source`` is used by ``target``; ``m`` of them.

    Attributes:
        source: Product positions.
        target: Product positions; sorted by (target, source).
        essentiality: Codes of :class:`Essentiality`.
        group: Alternative group, numbered over the whole graph from 0 in canonical order; a
            group has one target; ``NO_GROUP`` for links that are not alternatives.
        group_names: Name of each group.
        role: Codes of :class:`LinkRole`.
        returning: True for by-products and recycling; no analysis walks along them.
        grade: Codes of :class:`Grade`.
        rows: Row positions in ``book``.
        book: The links table.
    """

    source: Ints
    target: Ints
    essentiality: Codes
    group: Ints
    group_names: tuple[str, ...]
    role: Codes
    returning: Flags
    grade: Codes
    rows: Ints
    book: RowBook

    def __post_init__(self) -> None:
        """Check lengths, codes and that exactly the alternatives have a group.

        Raises:
            ValueError: A rule of the attributes does not hold.
        """
        _freeze(self, len(self.source))
        _code_range("essentiality", self.essentiality, len(Essentiality))
        _code_range("role", self.role, len(LinkRole))
        _code_range("grade", self.grade, len(Grade))
        alternative = list(Essentiality).index(Essentiality.ALTERNATIVE)
        if not np.array_equal(self.essentiality == alternative, self.group != NO_GROUP):
            message = "exactly the alternative links must have a group"
            raise ValueError(message)
        if self.group.size and int(self.group.max()) >= len(self.group_names):
            message = f"groups must lie in [0, {len(self.group_names)})"
            raise ValueError(message)

    def __len__(self) -> int:
        return len(self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Firms:
    """The firms, ``k`` of them.

    Attributes:
        ids: Firm ids.
        names: Their names.
        place: GB/T 2260 code as an integer: prefecture where known, else province, else 0
            (abroad or unknown).
        country: ISO 3166 code of each, ``""`` where unknown.
        roles: ``(k, len(FirmRole))`` flags.
        grade: Codes of :class:`Grade` of the firm's own row.
        rows: Row positions in ``book``.
        book: The firms table.
    """

    ids: Axis
    names: tuple[Text, ...]
    place: Ints
    country: tuple[str, ...]
    roles: Flags
    grade: Codes
    rows: Ints
    book: RowBook

    def __post_init__(self) -> None:
        """Check lengths and codes.

        Raises:
            ValueError: A rule of the attributes does not hold.
        """
        _freeze(self, len(self.ids))
        if len(self.names) != len(self.ids) or len(self.country) != len(self.ids):
            message = f"Firms.names and Firms.country need {len(self.ids)} entries"
            raise ValueError(message)
        if self.roles.shape != (len(self.ids), len(FirmRole)):
            message = f"Firms.roles must be {(len(self.ids), len(FirmRole))}"
            raise ValueError(message)
        _code_range("grade", self.grade, len(Grade))

    def within(self, region: int) -> Flags:
        """Which firms lie in a region; shape ``(k,)``.

        Args:
            region: GB/T 2260 code; trailing pairs of zeros widen it (420000 is the province,
                420100 a prefecture).
        """
        step = 10_000 if region % 10_000 == 0 else 100 if region % 100 == 0 else 1
        inside: Flags = (self.place // step == region // step) & (self.place > 0)
        return inside


@dataclass(frozen=True, slots=True, kw_only=True)
class Makers:
    """Who does what with which product; sorted by (product, firm, row).

    Attributes:
        product: Product positions.
        firm: Firm positions.
        activity: Codes of :class:`Activity`.
        grade: Codes of :class:`Grade`.
        rows: Row positions in ``book``.
        book: The firm-products table.
    """

    product: Ints
    firm: Ints
    activity: Codes
    grade: Codes
    rows: Ints
    book: RowBook

    def __post_init__(self) -> None:
        """Check lengths and codes.

        Raises:
            ValueError: A rule of the attributes does not hold.
        """
        _freeze(self, len(self.product))
        _code_range("activity", self.activity, len(Activity))
        _code_range("grade", self.grade, len(Grade))

    def __len__(self) -> int:
        return len(self.product)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Figures on record about products: market shares and dependence.

    Sorted by (product, table, row).

    Attributes:
        product: Product positions.
        firm: Firm position the figure is about, or -1 for the product as a whole.
        kind: Codes of :data:`FIGURE_KINDS`.
        value: The figure as a fraction in [0, 1]; NaN never: a figure without a number has
            ``has_value`` False and value 0.
        has_value: False for statements without a number, such as "two firms dominate".
        grade: Codes of :class:`Grade`.
        rows: Row positions in ``book``.
        book: The rows of the tables they come from.
    """

    product: Ints
    firm: Ints
    kind: Codes
    value: Floats
    has_value: Flags
    grade: Codes
    rows: Ints
    book: RowBook

    def __post_init__(self) -> None:
        """Check lengths, codes and values.

        Raises:
            ValueError: A rule of the attributes does not hold.
        """
        _freeze(self, len(self.product))
        _code_range("kind", self.kind, len(FIGURE_KINDS))
        _code_range("grade", self.grade, len(Grade))
        if not bool(np.all((self.value >= 0) & (self.value <= 1))):
            message = "figures must be fractions in [0, 1]"
            raise ValueError(message)

    def __len__(self) -> int:
        return len(self.product)

    def of_kind(self, kind: str) -> Flags:
        """Which figures are of ``kind``; shape as ``product``."""
        matching: Flags = self.kind == FIGURE_KINDS.index(kind)
        return matching


FIGURE_KINDS = (
    "local_share",  # the region's, or one of its firms', share of the national or world market
    "outside_share",  # share of supply held by one or a few outside suppliers
    "outside_dominance",  # stated without a number
    "import_dependence",  # share of national use that is imported
    "domestic_rate",  # share of national use met by national makers
    "past",  # was true before; shown, never counted
    "other",  # shown, never counted
)
"""What a figure says, in the order of its codes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainGraph:
    """Products, inputs, firms, makers and figures, whole and consistent.

    Attributes:
        chain_names: Chain id to name, in workspace order.
    """

    chain_names: Mapping[str, Text]
    products: Products
    links: Links
    firms: Firms
    makers: Makers
    figures: Figures

    def __post_init__(self) -> None:
        """Check that every position points somewhere.

        Raises:
            ValueError: A link, maker or figure names a product or firm that is not there.
        """
        n, k = len(self.products.ids), len(self.firms.ids)
        _index_range("link sources", self.links.source, n)
        _index_range("link targets", self.links.target, n)
        _index_range("maker products", self.makers.product, n)
        _index_range("maker firms", self.makers.firm, k)
        _index_range("figure products", self.figures.product, n)
        _index_range("figure firms", self.figures.firm + 1, k + 1)

    def __len__(self) -> int:
        return len(self.products.ids)
