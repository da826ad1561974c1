"""Small product graphs, written as one would say them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from lantu.model.axis import Axis
from lantu.model.chain_graph import (
    FIGURE_KINDS,
    NO_GRADE,
    NO_GROUP,
    ChainGraph,
    Figures,
    Firms,
    Links,
    Makers,
    Products,
)
from lantu.vocab.text import Text
from lantu.vocab.words import Activity, Essentiality, FirmRole, Grade, LinkRole

if TYPE_CHECKING:
    from lantu.evidence.source import Citation

HERE = 420000
TOWN = 420100
ELSEWHERE = 440000


@dataclass(frozen=True)
class Rows:
    length: int

    def __len__(self) -> int:
        return self.length

    def cite(self, position: int) -> Citation:
        raise AssertionError(f"row {position} of a graph without rows was cited")


@dataclass
class Facts:
    """Facts to make a graph of.

    ``products``: id to (chain, segment). ``links``: (input, user, need) with need
    ``essential``, ``optional``, ``returning`` or ``alternative:GROUP``. ``firms``: id to
    (place, roles). ``makers``: (firm, product, activity, grade). ``figures``: (product, firm
    or "", kind, value or None, grade).
    """

    products: dict[str, tuple[str, str]] = field(default_factory=dict)
    links: list[tuple[str, str, str]] = field(default_factory=list)
    firms: dict[str, tuple[int, str]] = field(default_factory=dict)
    makers: list[tuple[str, str, str, str]] = field(default_factory=list)
    figures: list[tuple[str, str, str, float | None, str]] = field(default_factory=list)
    outside: set[str] = field(default_factory=set)
    confirmed: dict[str, str] = field(default_factory=dict)
    link_grade: str = "B"
    product_grade: str = "B"
    firm_grade: str = "B"

    def graph(self) -> ChainGraph:
        for source, target, _ in self.links:
            self.products.setdefault(source, ("C", "S"))
            self.products.setdefault(target, ("C", "S"))
        for firm, product, *_ in self.makers:
            self.products.setdefault(product, ("C", "S"))
            self.firms.setdefault(firm, (TOWN, ""))
        products = Axis("product", tuple(sorted(self.products)))
        firms = Axis("firm", tuple(sorted(self.firms)))
        return ChainGraph(
            chain_names={c: Text(c, c) for c in sorted({c for c, _ in self.products.values()})},
            products=self._products(products),
            links=self._links(products),
            firms=self._firms(firms),
            makers=self._makers(products, firms),
            figures=self._figures(products, firms),
        )

    def _products(self, ids: Axis) -> Products:
        grades = [self.confirmed.get(each) for each in ids]
        return Products(
            ids=ids,
            names=tuple(Text(each, each) for each in ids),
            chains=tuple(self.products[each][0] for each in ids),
            segments=tuple(self.products[each][1] for each in ids),
            stages=("",) * len(ids),
            classes=("",) * len(ids),
            industries=("",) * len(ids),
            outside_stated=np.array([each in self.outside for each in ids], dtype=np.bool_),
            confirmed_absent=codes([NO_GRADE if g is None else grade_code(g) for g in grades]),
            grade=codes([grade_code(self.product_grade)] * len(ids)),
            rows=np.arange(len(ids), dtype=np.int32),
            book=Rows(len(ids)),
        )

    def _links(self, ids: Axis) -> Links:
        groups = sorted(
            {(ids.at(t), need) for _, t, need in self.links if need.startswith("alternative")}
        )
        number = {group: at for at, group in enumerate(groups)}
        rows = sorted(
            (
                ids.at(target),
                ids.at(source),
                Essentiality(need.split(":")[0] if need != "returning" else "optional"),
                number.get((ids.at(target), need), NO_GROUP),
                need == "returning",
            )
            for source, target, need in self.links
        )
        return Links(
            source=ints([row[1] for row in rows]),
            target=ints([row[0] for row in rows]),
            essentiality=codes([list(Essentiality).index(row[2]) for row in rows]),
            group=ints([row[3] for row in rows]),
            group_names=tuple(f"{target}:{need}" for target, need in groups),
            role=codes([list(LinkRole).index(LinkRole.MATERIAL)] * len(rows)),
            returning=np.array([row[4] for row in rows], dtype=np.bool_),
            grade=codes([grade_code(self.link_grade)] * len(rows)),
            rows=np.arange(len(rows), dtype=np.int32),
            book=Rows(len(rows)),
        )

    def _firms(self, ids: Axis) -> Firms:
        roles = np.zeros((len(ids), len(FirmRole)), dtype=np.bool_)
        for at, each in enumerate(ids):
            for role in filter(None, self.firms[each][1].split(";")):
                roles[at, list(FirmRole).index(FirmRole(role))] = True
        return Firms(
            ids=ids,
            names=tuple(Text(each, each) for each in ids),
            place=ints([self.firms[each][0] for each in ids]),
            country=("CN",) * len(ids),
            roles=roles,
            grade=codes([grade_code(self.firm_grade)] * len(ids)),
            rows=np.arange(len(ids), dtype=np.int32),
            book=Rows(len(ids)),
        )

    def _makers(self, products: Axis, firms: Axis) -> Makers:
        rows = sorted(
            (products.at(product), firms.at(firm), list(Activity).index(Activity(what)), grade)
            for firm, product, what, grade in self.makers
        )
        return Makers(
            product=ints([row[0] for row in rows]),
            firm=ints([row[1] for row in rows]),
            activity=codes([row[2] for row in rows]),
            grade=codes([grade_code(row[3]) for row in rows]),
            rows=np.arange(len(rows), dtype=np.int32),
            book=Rows(len(rows)),
        )

    def _figures(self, products: Axis, firms: Axis) -> Figures:
        rows = sorted(
            (
                (
                    products.at(product),
                    firms.at(firm) if firm else -1,
                    FIGURE_KINDS.index(kind),
                    -1.0 if value is None else value,
                    grade,
                )
                for product, firm, kind, value, grade in self.figures
            )
        )
        return Figures(
            product=ints([row[0] for row in rows]),
            firm=ints([row[1] for row in rows]),
            kind=codes([row[2] for row in rows]),
            value=np.array([max(row[3], 0.0) for row in rows], dtype=np.float64),
            has_value=np.array([row[3] >= 0 for row in rows], dtype=np.bool_),
            grade=codes([grade_code(row[4]) for row in rows]),
            rows=np.arange(len(rows), dtype=np.int32),
            book=Rows(len(rows)),
        )


def grade_code(grade: str) -> int:
    return list(Grade).index(Grade(grade))


def ints(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
    return np.array(values, dtype=np.int32)


def codes(values: list[int]) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    return np.array(values, dtype=np.int8)
