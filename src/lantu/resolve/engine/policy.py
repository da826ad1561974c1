"""What a node is and allows: its site, its administrators, its patience."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from lantu.resolve.wire.values import Reference

HALF_A_DAY = 43_200


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """Settings of a node.

    Attributes:
        site: HS_SITE that it tells of itself, as octets.
        site_serial: Serial of that site.
        admins: Keys whose owners may do everything here.
        challenge_seconds: For how long a challenge may be answered.
        reply_seconds: For how long a reply may be heeded.
        list_handles: Whether administrators of a prefix may list its handles.
        weak: Whether proofs by MD5 and SHA-1 count; no new client needs them.
        sign: Makes the signature of some octets with the site's key, by a hash of some name;
            None where replies are not signed.
    """

    site: bytes
    site_serial: int = 1
    admins: tuple[Reference, ...] = ()
    challenge_seconds: int = 60
    reply_seconds: int = HALF_A_DAY
    list_handles: bool = True
    weak: bool = False
    sign: Callable[[bytes, str], bytes] | None = field(default=None, repr=False)
