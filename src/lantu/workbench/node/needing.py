"""What only a node needs."""

from __future__ import annotations

from importlib.util import find_spec

from lantu.errors import CallerError

_NEEDED = ("cryptography", "lmdb")


def refuse_without_node() -> None:
    """Refuse where what a node stands on is not installed.

    Raises:
        CallerError: Something is missing.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise CallerError(
            f"a node needs {' and '.join(missing)}, which {'is' if len(missing) == 1 else 'are'}"
            " not installed",
            hint="pip install 'lantu[node]'",
        )
