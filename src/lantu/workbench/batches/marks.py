"""What tells facts and settings from others: a hash of every value in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

from lantu.errors import InternalError

if TYPE_CHECKING:
    from collections.abc import Iterator


def mark(*values: object) -> str:
    """SHA-256 of records, arrays, mappings, sequences and plain values, whatever holds them.

    Equal values give equal marks on any machine; the order of a mapping does not show.

    Raises:
        InternalError: A value of another kind, which has no one form.
    """
    hashed = sha256()
    for piece in _pieces(values):
        hashed.update(len(piece).to_bytes(8, "big"))
        hashed.update(piece)
    return hashed.hexdigest()


def _pieces(value: object) -> Iterator[bytes]:
    if value is None or isinstance(value, str | bytes | bool | int | float):
        yield f"{type(value).__name__} {value!r}".encode()
    elif isinstance(value, np.ndarray):
        yield f"{value.dtype.str} {value.shape}".encode()
        yield np.ascontiguousarray(value).tobytes()
    elif isinstance(value, tuple | list):
        yield f"of {len(value)}".encode()
        for each in value:
            yield from _pieces(each)
    elif isinstance(value, Mapping | frozenset | set):
        items = list(value.items()) if isinstance(value, Mapping) else list(value)
        yield from _pieces(sorted(mark(each) for each in items))
    elif is_dataclass(value):
        yield type(value).__qualname__.encode()
        for field in fields(value):
            yield from _pieces(getattr(value, field.name))
    else:
        raise InternalError(f"a {type(value).__name__} has no mark")
