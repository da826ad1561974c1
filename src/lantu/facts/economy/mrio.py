"""Published multi-regional databases, read by pymrio and turned into one table.

pymrio (LGPL) knows the files of WIOD, the OECD's ICIO, EXIOBASE 3, Eora26 and GLORIA, and
what it saved itself. It is optional: ``pip install 'lantu[mrio]'``.
"""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING, Any, Literal, get_args

import numpy as np

from lantu.errors import CallerError, DataError, PlaceError
from lantu.facts.economy.draft import TableDraft
from lantu.facts.economy.purposes import UNITS, purpose_of
from lantu.model.accounts import Satellite
from lantu.model.roster import Roster, roster
from lantu.vocab.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

Database = Literal["", "pymrio", "wiod", "icio", "exiobase3", "eora26", "gloria"]
"""Databases that pymrio reads; ``pymrio`` is what it saved itself."""

TOLERANCE = 1e-4
"""World tables are rounded, and some keep discrepancies out of the table."""

FACTORS = ("factor inputs", "factor_inputs", "value added", "value_added", "va", "primary inputs")
"""Names under which the databases keep value added among their extensions."""


def read_mrio(path: Path, database: str, year: str) -> TableDraft:
    """A database at ``path``.

    Args:
        path: Its folder or file.
        database: Which one; what pymrio saved where left out.
        year: The year, for databases that keep several in one folder.

    Raises:
        CallerError: pymrio is not installed, or there is no such database.
        DataError: pymrio cannot read the files.
        PlaceError: Nothing is there.
    """
    if not path.exists():
        raise PlaceError(f"there is nothing at {path}", hint="check the path")
    if database not in get_args(Database):
        offered = ", ".join(name for name in get_args(Database) if name)
        raise CallerError(f"there is no database {database!r}", hint=f"one of {offered}, figaro")
    system = _parsed(_pymrio(), path, database or "pymrio", year)
    return draft_of_system(system, source=str(path), year=year)


def _pymrio() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import pymrio  # noqa: PLC0415 - optional and heavy
    except ImportError as error:
        raise CallerError(
            "this database is read by pymrio, which is not installed",
            hint="pip install 'lantu[mrio]'",
        ) from error
    return pymrio


def _parsed(pymrio: Any, path: Path, database: str, year: str) -> Any:
    dated = {"year": int(year)} if year.isdigit() else {}
    readers = {
        "pymrio": lambda: pymrio.load_all(path),
        "wiod": lambda: pymrio.parse_wiod(path, **dated),
        "icio": lambda: pymrio.parse_oecd(path, **dated),
        "exiobase3": lambda: pymrio.parse_exiobase3(path),
        "eora26": lambda: pymrio.parse_eora26(path, **dated),
        "gloria": lambda: pymrio.parse_gloria(path, **dated),
    }
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of the library's own making, on every file
            return readers[database]()
    except (KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        first = str(error).partition("\n")[0]
        raise DataError(
            f"{path}: pymrio cannot read it as {database}: {first}",
            hint="see that the files are those the database publishes; name it with --database",
        ) from error


def draft_of_system(system: Any, *, source: str = "", year: str = "") -> TableDraft:
    """The table of a pymrio ``IOSystem``.

    Categories of ``Y`` get their purpose by their names. Value added is the extension that
    adds up to what output leaves after inputs, or else that remainder itself; every other
    extension becomes rows of the satellite, called ``extension:row``.

    Raises:
        DataError: The system has no flows, or its arrays do not fit together.
    """
    if system.Z is None or system.Y is None:
        raise DataError(
            f"{source}: the system has no flows Z or no final demand Y",
            hint="calculate it with pymrio's calc_all before saving it",
        )
    Z, Y = _array(system.Z), _array(system.Y)
    regions = [str(each) for each in system.get_regions()]
    sectors = [str(each) for each in system.get_sectors()]
    finals = [str(each) for each in system.get_Y_categories()]
    x = Z.sum(axis=1) + Y.sum(axis=1) if system.x is None else _array(system.x).ravel()
    extensions = list(_extensions(system))
    left = x - Z.sum(axis=0)
    factors = next((each for each in extensions if _is_value_added(each, left)), None)
    V, primaries = (factors[1], factors[2]) if factors else (left[None, :], ["VA"])
    unit = str(np.asarray(system.unit).ravel()[0]) if system.unit is not None else "1"
    name = str(getattr(system, "name", "") or "MRIO")
    return TableDraft(
        regions=roster("region", regions),
        sectors=roster("sector", sectors),
        finals=roster("final use", finals),
        uses=tuple(purpose_of(each) for each in finals),
        primaries=roster("primary input", primaries),
        Z=Z,
        Y=Y,
        V=V,
        x=x,
        imports=np.zeros(len(x)),
        residual=np.zeros(len(x)),
        unit=UNITS.get(unit, unit),
        period=year,
        title=Text(f"{name} 投入产出表", f"{name} input–output table"),
        source=source,
        satellite=_satellite([each for each in extensions if each is not factors]),
        tolerance=TOLERANCE,
    )


Extension = tuple[str, "Floats", list[str], list[str], "Floats | None"]
"""Name, direct amounts ``F``, rows, unit of each, and amounts of final use ``F_Y``."""


def _extensions(system: Any) -> Iterator[Extension]:
    for extension in system.get_extensions(data=True):
        if extension.F is None:
            continue
        F = _array(extension.F)
        rows = [_row_name(each) for each in extension.F.index]
        units = getattr(extension, "unit", None)
        told = [""] * len(rows) if units is None else [str(u) for u in np.asarray(units)[:, 0]]
        F_Y = getattr(extension, "F_Y", None)
        yield str(extension.name), F, rows, told, None if F_Y is None else _array(F_Y)


def _row_name(index: Any) -> str:
    return "|".join(map(str, index)) if isinstance(index, tuple) else str(index)


def _is_value_added(extension: Extension, left: Floats) -> bool:
    name, F = extension[0].casefold(), extension[1]
    scale = TOLERANCE * float(np.abs(left).max(initial=0.0))
    return name in FACTORS and bool((np.abs(F.sum(axis=0) - left) <= scale).all())


def _satellite(extensions: Sequence[Extension]) -> Satellite | None:
    if not extensions:
        return None
    codes = [f"{name}:{row}" for name, _, rows, _, _ in extensions for row in rows]
    names = tuple(Text(code, code) for code in codes)
    known = next((F_Y for *_, F_Y in extensions if F_Y is not None), None)
    used = None
    if known is not None:
        blocks = [
            np.zeros((len(rows), known.shape[1])) if F_Y is None else F_Y
            for _, _, rows, _, F_Y in extensions
        ]
        used = np.vstack(blocks)
    return Satellite(
        stressors=Roster("stressor", tuple(codes), names),
        units=tuple(unit for *_, units, _ in extensions for unit in units),
        F=np.vstack([F for _, F, *_ in extensions]),
        F_Y=used,
    )


def _array(frame: Any) -> Floats:
    values: Floats = np.asarray(frame, dtype=np.float64)
    return values
