"""Routes of chains and their products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from lantu.vocab.words import State  # noqa: TC001 - read when routes are made
from lantu.web.api.answers import Name, PageNumber, PageSize, answer, paged
from lantu.web.faults import AbsentError

if TYPE_CHECKING:
    from lantu.web.desk import Counter, Desk


def routes(counter: Counter) -> APIRouter:
    """Chains, products with their evidence."""
    found = APIRouter(tags=["chains"])

    @found.get("/chains", summary="产业链 Chains")
    def chains(request: Request) -> Response:
        return answer(request, {"items": counter.desk.document["summaries"]})

    @found.get("/chains/{chain}", summary="一条链的全景 A chain's panorama")
    def chain_of(request: Request, chain: Name) -> Response:
        return answer(request, _panorama(counter.desk, chain))

    @found.get("/products", summary="环节 Products")
    def products(
        request: Request,
        chain: Annotated[str, Query(max_length=40)] = "",
        state: Annotated[State | None, Query()] = None,
        page: PageNumber = 1,
        size: PageSize = 50,
    ) -> Response:
        return answer(request, paged(_products(counter.desk, chain, state), page, size))

    @found.get("/products/{product}", summary="一个环节,含证据 A product with its evidence")
    def product_of(request: Request, product: Name) -> Response:
        desk = counter.desk
        if product not in desk.cards:
            raise AbsentError(f"no product {product!r}", hint="/products lists them")
        return answer(request, desk.bench.document((desk.cards[product],)))

    return found


def _panorama(desk: Desk, chain: str) -> dict[str, Any]:
    wanted = f"panorama-{chain}"
    for drawn in desk.document["panoramas"]:
        if drawn["key"] == wanted:
            return dict(drawn)
    raise AbsentError(f"no chain {chain!r}", hint="/chains lists them")


def _products(desk: Desk, chain: str, state: State | None) -> list[dict[str, Any]]:
    return [
        {
            "product": card.product,
            "name": {"zh": card.name.zh, "en": card.name.en},
            "chain": card.chain,
            "segment": card.segment,
            "stage": card.stage,
            "state": card.state.value,
        }
        for card in desk.portrait.cards
        if chain in ("", card.chain) and state in (None, card.state.value)
    ]
