"""The product graph in its one canonical form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.facts.assemble.figures import figure_rows
from lantu.facts.assemble.library import name_of
from lantu.facts.localness import firm_codes
from lantu.model.axis import Axis
from lantu.model.chain_graph import (
    NO_GRADE,
    NO_GROUP,
    ChainGraph,
    Figures,
    Firms,
    Links,
    Makers,
    Products,
)
from lantu.vocab.words import (
    RETURN_FLOWS,
    Activity,
    Essentiality,
    FirmRole,
    Grade,
    LinkRole,
)

if TYPE_CHECKING:
    from enum import StrEnum

    from numpy.typing import NDArray

    from lantu.facts.assemble.library import Library
    from lantu.vocab.text import Text

_AT = "at"


def chain_graph(library: Library) -> ChainGraph:
    """The product graph of a workspace's tables."""
    products = _products(library)
    firms = _firms(library)
    return ChainGraph(
        chain_names=_chain_names(library),
        products=products,
        links=_links(library, products.ids),
        firms=firms,
        makers=_makers(library, products.ids, firms.ids),
        figures=_figures(library, products.ids, firms.ids),
    )


def codes(column: pl.Series, words: type[StrEnum]) -> NDArray[np.int8]:
    """Each word as its position in the enumeration; -1 where there is none."""
    places = {word.value: at for at, word in enumerate(words)}
    found = column.replace_strict(places, default=-1, return_dtype=pl.Int8)
    return np.array(found.fill_null(-1).to_numpy(), dtype=np.int8)


def positions(column: pl.Series, axis: Axis) -> NDArray[np.int32]:
    """Each label's place on ``axis``; -1 where there is none."""
    places = pl.DataFrame(
        {"label": pl.Series(axis.labels, dtype=pl.String), _AT: range(len(axis))},
        schema={"label": pl.String, _AT: pl.Int32},
    )
    asked = pl.DataFrame({"label": column})
    found = asked.join(places, on="label", how="left", maintain_order="left")
    return np.array(found.get_column(_AT).fill_null(-1).to_numpy(), dtype=np.int32)


def _rows(frame: pl.DataFrame) -> NDArray[np.int32]:
    return np.arange(len(frame), dtype=np.int32)


def _names(frame: pl.DataFrame) -> tuple[Text, ...]:
    return tuple(name_of(zh, en) for zh, en in frame.select("name_zh", "name_en").iter_rows())


def _texts(column: pl.Series) -> tuple[str, ...]:
    return tuple(column.fill_null("").to_list())


def _flags(column: pl.Series) -> NDArray[np.bool_]:
    return np.array(column.fill_null(value=False).to_numpy(), dtype=np.bool_)


def _chain_names(library: Library) -> dict[str, Text]:
    chains = library.tables["chains"].frame
    return dict(zip(chains.get_column("chain_id"), _names(chains), strict=True))


def _products(library: Library) -> Products:
    frame = library.by_key("products")
    return Products(
        ids=Axis("product", tuple(frame.get_column("product_id"))),
        names=_names(frame),
        chains=_texts(frame.get_column("chain_id")),
        segments=_texts(frame.get_column("segment")),
        stages=_texts(frame.get_column("stage")),
        classes=_texts(frame.get_column("class_zh")),
        industries=_texts(frame.get_column("industry_code")),
        outside_stated=_flags(frame.get_column("outside_supplier")),
        confirmed_absent=np.where(
            frame.get_column("confirmed_absent").is_null().to_numpy(),
            np.int8(NO_GRADE),
            codes(frame.get_column("confirmed_absent"), Grade),
        ).astype(np.int8),
        grade=codes(frame.get_column("confidence"), Grade),
        rows=_rows(frame),
        book=library.book("products", frame),
    )


def _firms(library: Library) -> Firms:
    frame = library.by_key("firms")
    place = firm_codes(frame, library.places).replace("", "0").cast(pl.Int32)
    held = frame.get_column("roles").fill_null("").str.split(";")
    roles = [held.list.contains(role.value).to_numpy() for role in FirmRole]
    return Firms(
        ids=Axis("firm", tuple(frame.get_column("firm_id"))),
        names=_names(frame),
        place=np.array(place.to_numpy(), dtype=np.int32),
        country=_texts(frame.get_column("country")),
        roles=np.stack(roles, axis=1).astype(np.bool_),
        grade=codes(frame.get_column("confidence"), Grade),
        rows=_rows(frame),
        book=library.book("firms", frame),
    )


def _links(library: Library, ids: Axis) -> Links:
    frame = library.by_key("links")
    source = positions(frame.get_column("input_product"), ids)
    target = positions(frame.get_column("output_product"), ids)
    order = np.lexsort((source, target))
    ordered = frame[order.tolist()]
    group, names = _groups(target[order], ordered.get_column("alt_group").to_list())
    returning = ordered.get_column("role").is_in([role.value for role in RETURN_FLOWS])
    return Links(
        source=source[order],
        target=target[order],
        essentiality=codes(ordered.get_column("essentiality"), Essentiality),
        group=group,
        group_names=names,
        role=codes(ordered.get_column("role"), LinkRole),
        returning=_flags(returning),
        grade=codes(ordered.get_column("confidence"), Grade),
        rows=order.astype(np.int32),
        book=library.book("links", frame),
    )


def _groups(
    targets: NDArray[np.int32], groups: list[str | None]
) -> tuple[NDArray[np.int32], tuple[str, ...]]:
    """Groups numbered by (target, name); a name under two targets is two groups."""
    keys = list(zip(targets.tolist(), groups, strict=True))
    known = sorted({(target, name) for target, name in keys if name is not None})
    number = {key: at for at, key in enumerate(known)}
    found = [NO_GROUP if name is None else number[target, name] for target, name in keys]
    return np.array(found, dtype=np.int32), tuple(name for _, name in known)


def _makers(library: Library, products: Axis, firms: Axis) -> Makers:
    frame = library.by_key("firm_products")
    product = positions(frame.get_column("product_id"), products)
    firm = positions(frame.get_column("firm_id"), firms)
    order = np.lexsort((np.arange(len(frame)), firm, product))
    return Makers(
        product=product[order],
        firm=firm[order],
        activity=codes(frame.get_column("activity"), Activity)[order],
        grade=codes(frame.get_column("confidence"), Grade)[order],
        rows=order.astype(np.int32),
        book=library.book("firm_products", frame),
    )


def _figures(library: Library, products: Axis, firms: Axis) -> Figures:
    found = figure_rows(library)
    frame = found.frame
    value = frame.get_column("fraction")
    return Figures(
        product=positions(frame.get_column("product_id"), products),
        firm=positions(frame.get_column("firm_id"), firms),
        kind=np.array(frame.get_column("kind").to_numpy(), dtype=np.int8),
        value=np.array(value.fill_null(0.0).to_numpy(), dtype=np.float64),
        has_value=np.array(value.is_not_null().to_numpy(), dtype=np.bool_),
        grade=codes(frame.get_column("confidence"), Grade),
        rows=np.array(frame.get_column("position").to_numpy(), dtype=np.int32),
        book=found.book,
    )
