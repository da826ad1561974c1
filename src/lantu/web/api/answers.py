"""How the API answers: canonical JSON, fingerprints of it, pages of long lists."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Path, Query, Response

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.requests import Request

MOST = 500
"""Items of one page at most."""

PageNumber = Annotated[int, Query(ge=1, le=1_000_000, description="第几页。 Which page, from 1.")]
Name = Annotated[str, Path(max_length=80, pattern=r"^\w[\w.-]*$")]
Tongue = Annotated[Literal["zh", "en"], Query(alias="lang", description="语言。 Language.")]
PageSize = Annotated[int, Query(ge=1, le=MOST, description="每页几条。 Items a page.")]


def answer(request: Request, record: Any, *, status: int = 200) -> Response:
    """A record as JSON with its fingerprint; 304 where the asker has it already (RFC 9110 §13)."""
    body = json.dumps(record, ensure_ascii=False, sort_keys=True, allow_nan=False).encode()
    return fingerprinted(request, body, "application/json", status=status)


def fingerprinted(request: Request, body: bytes, kind: str, *, status: int = 200) -> Response:
    """Bytes with a strong ETag; 304 and no bytes where ``If-None-Match`` names it."""
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {"etag": tag, "cache-control": "no-cache"}
    known = {each.strip().removeprefix("W/") for each in _asked(request).split(",")}
    if tag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(body, status_code=status, media_type=kind, headers=headers)


def _asked(request: Request) -> str:
    return request.headers.get("if-none-match", "")


def paged(items: Sequence[Any], page: int, size: int) -> dict[str, Any]:
    """One page of a list: ``{items, page, size, total}``."""
    start = (page - 1) * size
    return {"items": items[start : start + size], "page": page, "size": size, "total": len(items)}
