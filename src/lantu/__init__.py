"""lantu 蓝图: from a province's industrial facts to a tested blueprint.

``lantu.open(path)`` opens a workspace, ``lantu.demo()`` the packaged facts of Hubei. The
analysis rooms stand on their own: ``lantu.chains``, ``lantu.flows``,
``lantu.complexity``, ``lantu.digital``, ``lantu.ranking``, ``lantu.shocks``. Nothing heavy is
loaded before it is used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from lantu.workbench import Workbench

__all__ = ["__version__", "demo", "open"]

__version__ = "0.1.0"

_ROOMS = frozenset(
    {
        "chains",
        "complexity",
        "digital",
        "errors",
        "evidence",
        "facts",
        "flows",
        "model",
        "ranking",
        "reports",
        "shocks",
        "studies",
        "vocab",
    }
)


def open(  # noqa: A001 - lantu.open reads as what it does
    address: str | Path,
    *,
    table: Path | None = None,
    activities: Path | None = None,
    place: str = "",
) -> Workbench:
    """Open a workspace folder, a snapshot, or ``postgresql://…?schema=…``.

    Args:
        address: Where the facts are.
        table: File of an input–output table of one region to set beside them.
        activities: File of activities to tell from what the region may do next.
        place: The region's code or name in that file.

    Raises:
        CallerError: Activities without a place, or a place that they have not.
        FactsError: The facts or the files have faults; all of them are carried.
        PlaceError: The folder or a file is not there or cannot be read.
        PeerError: The database fails.
    """
    from lantu.workbench import open_workspace  # noqa: PLC0415 - importing lantu stays light

    return open_workspace(address, table=table, activities=activities, place=place)


def demo(
    *, table: Path | None = None, activities: Path | None = None, place: str = ""
) -> Workbench:
    """Open the packaged facts of Hubei, beside a user's own files where given; see :func:`open`."""
    from lantu.workbench import open_demo  # noqa: PLC0415

    return open_demo(table=table, activities=activities, place=place)


def __getattr__(name: str) -> Any:
    """Load a room on first use, so that ``lantu.chains`` works after ``import lantu``."""
    if name in _ROOMS:
        return import_module(f"lantu.{name}")
    raise AttributeError(f"module 'lantu' has no attribute {name!r}")
