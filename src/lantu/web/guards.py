"""What stands before every answer: whose names we answer to, and what a browser may do."""

from __future__ import annotations

import json
from ipaddress import ip_address
from typing import TYPE_CHECKING

from lantu.web.faults import error_record

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})
"""Names this machine calls itself; any other in a Host header is a page of elsewhere that
made its own name point here (DNS rebinding)."""

POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
"""Nothing from anywhere else. The console's framework compiles its templates in the page and
writes its elements as a script, so inline script and eval cannot be closed."""

HEADERS = (
    (b"content-security-policy", POLICY.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=()"),
)
"""Headers of every answer (OWASP Secure Headers)."""


class Guard:
    """Refuses requests that name another host or come from a page of another origin."""

    def __init__(self, app: ASGIApp, *, names: frozenset[str] = LOCAL_NAMES) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is ours, with the headers; answer the rest with 421 or 403."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
        elif refusal := self._refusal(scope):
            await _refuse(scope, send, *refusal)
        else:
            await self._app(scope, receive, _heading(send))

    def _refusal(self, scope: Scope) -> tuple[int, str, str] | None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        host = headers.get(b"host", "")
        if _bare(host) not in self._names:
            return 421, f"this console does not answer to {host!r}", "open http://127.0.0.1"
        origin = headers.get(b"origin")
        changes = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD", "OPTIONS")
        if changes and origin not in (None, f"http://{host}", f"https://{host}"):
            return 403, f"a page of {origin} may not ask this", "open the console itself"
        return None


def _bare(host: str) -> str:
    """A Host header without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def is_loopback(host: str) -> bool:
    """Whether an address is one that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _heading(send: Send) -> Send:
    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *HEADERS]}
        await send(message)

    return headed


async def _refuse(scope: Scope, send: Send, status: int, said: str, hint: str) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008, "reason": said})
        return
    body = json.dumps(error_record("caller", said, hint), ensure_ascii=False).encode()
    headers = [(b"content-type", b"application/json"), *HEADERS]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
