"""Bounds of what a message may hold, each with its reason."""

from __future__ import annotations

from typing import Final

ENVELOPE: Final = 20
"""Octets of an envelope (RFC 3652, §2.1.2)."""

HEADER: Final = 24
"""Octets of a message header (RFC 3652, §2.2.1)."""

DATAGRAM: Final = 512
"""Octets of a datagram that deployed clients and servers send at most."""

PIECE: Final = DATAGRAM - ENVELOPE
"""Octets of a message that one datagram carries."""

MESSAGE: Final = 262_144
"""Octets of a message; deployed servers refuse longer ones."""

HANDLE: Final = 2_048
"""Octets of a handle: the longest that deployed clients make is far shorter."""

VALUES: Final = 2_048
"""Values of a record: as many as a message of 128 octets a value holds."""

TYPES: Final = 1_024
"""Types or indexes that one request may ask for."""

NESTING: Final = 16
"""Groups within groups that an administrator is looked for in."""
