"""The scenarios that lie ready in a workspace: ``scenarios/*.toml``, each called by its name."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lantu.errors import CallerError, FactsError, LantuError, PlaceError
from lantu.facts.nearness import nearest
from lantu.facts.scenarios.reading import ENDING, read_scenario

if TYPE_CHECKING:
    from lantu.facts.scenarios.building import Known
    from lantu.model.scenario import Scenario

FOLDER = "scenarios"

MOST_SHELVED = 10_000
"""Files of a shelf: reading more takes longer than a person waits for a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelved:
    """A scenario's file on the shelf.

    Attributes:
        code: What it is called by: the file's name without its ending.
        path: The file.
        scenario: What it says; None where it cannot be read.
        trouble: Why it cannot be read.
    """

    code: str
    path: Path
    scenario: Scenario | None
    trouble: LantuError | None = None


def shelf(folder: str | Path, *, settings: Known | None = None) -> tuple[Shelved, ...]:
    """Every scenario of a workspace's folder, by code; none where it keeps none.

    Args:
        folder: The workspace.
        settings: As for :func:`~lantu.facts.scenarios.read_scenario`.

    Raises:
        CallerError: There are too many.
        PlaceError: The shelf cannot be listed.
    """
    return tuple(_shelved(path, settings) for path in _files(Path(folder)))


def find_scenario(folder: str | Path, name: str, *, settings: Known | None = None) -> Scenario:
    """The scenario of a file's path, or of a code on a workspace's shelf.

    Args:
        folder: The workspace.
        name: A path that ends in ``.toml``, or a code.
        settings: As for :func:`~lantu.facts.scenarios.read_scenario`.

    Raises:
        CallerError: Nothing is called so.
        FactsError: The file has faults.
        PlaceError: It cannot be read.
    """
    if name.lower().endswith(ENDING):
        return read_scenario(name, settings=settings)
    listed = {path.stem: path for path in _files(Path(folder))}
    if name in listed:
        return read_scenario(listed[name], settings=settings)
    near = nearest(name, listed)
    raise CallerError(
        f"{folder} has no scenario {name!r}",
        hint=f"did you mean {near}?" if near else _ways_out(listed),
    )


def _ways_out(listed: dict[str, Path]) -> str:
    if listed:
        return f"it has {', '.join(listed)}; or name a file that ends in {ENDING}"
    return (
        f"name a file that ends in {ENDING}; files in {FOLDER}/ of the workspace are called by name"
    )


def _shelved(path: Path, settings: Known | None) -> Shelved:
    try:
        scenario = read_scenario(path, settings=settings)
    except (FactsError, PlaceError) as error:
        return Shelved(code=path.stem, path=path, scenario=None, trouble=error)
    return Shelved(code=path.stem, path=path, scenario=scenario)


def _files(folder: Path) -> list[Path]:
    place = folder / FOLDER
    if not place.is_dir():
        return []
    try:
        found = sorted(
            path
            for path in place.iterdir()
            if path.suffix.lower() == ENDING and not path.name.startswith(".")
        )
    except OSError as error:
        raise PlaceError(
            f"cannot list {place}: {error.strerror}", hint="check its permissions"
        ) from error
    if len(found) > MOST_SHELVED:
        raise CallerError(
            f"{place} has {len(found)} scenarios, of which at most {MOST_SHELVED} are listed",
            hint="move some elsewhere and name them by path",
        )
    return found
