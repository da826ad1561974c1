"""Activities back into a list that reads the same."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from lantu.errors import CallerError
from lantu.facts.activities.columns import LABELS, MEASURES
from lantu.facts.economy.own_writer import Page, workbook
from lantu.facts.writing import whole_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from lantu.facts.activities.columns import Part
    from lantu.model.activity_matrix import ActivityMatrix
    from lantu.vocab.text import Language, Text

    Floats = NDArray[np.float64]

FORMS = (".csv", ".parquet", ".xlsx")


def write_activities(
    matrix: ActivityMatrix,
    path: str | Path,
    *,
    population: Floats | None = None,
    guide: Sequence[Text] = (),
    language: Language = "zh",
) -> Path:
    """Write every cell that is on record as one row.

    Args:
        matrix: What to write.
        population: People of each place and period, shape ``(T, C)``.
        path: Ends in ``.csv``, ``.parquet`` or ``.xlsx``; what stands there is replaced.
        guide: Words for people, on a sheet of their own in a workbook.
        language: Language of the headers and of the guide.

    Raises:
        CallerError: Another ending.
        PlaceError: The place cannot be written.
    """
    target = Path(path)
    form = target.suffix.lower()
    if form not in FORMS:
        raise CallerError(f"cannot write {target.name}", hint=f"end it in {', '.join(FORMS)}")
    frame = rows_of(matrix, population, language)
    if form == ".xlsx":
        rows = [frame.columns, *frame.iter_rows()]
        page = Page(name="activities", rows=rows, frozen=(1, 0))
        whole_file(workbook([page], guide, language), target)
        return target
    packed = io.BytesIO()
    (frame.write_csv if form == ".csv" else frame.write_parquet)(packed)
    whole_file(packed.getvalue(), target)
    return target


def rows_of(
    matrix: ActivityMatrix, population: Floats | None = None, language: Language = "zh"
) -> pl.DataFrame:
    """The list, under lantu's own headers."""
    shape = matrix.values.shape
    known = np.ones(shape, dtype=np.bool_) if matrix.recorded is None else matrix.recorded
    t, c, a = np.nonzero(known)
    axes = {
        "period": (matrix.periods.labels, t),
        "place": (matrix.places.labels, c),
        "activity": (matrix.activities.labels, a),
    }
    columns: dict[Part, pl.Series] = {}
    for part in ("place", "activity", "period"):
        labels, at = axes[part]
        if part == "period" and labels == ("",):
            continue
        columns[part] = pl.Series(np.array(labels, dtype=object)[at], dtype=pl.String)
    columns["value"] = pl.Series(matrix.values[known])
    if matrix.weights is not None:
        columns["size"] = pl.Series(matrix.weights[t, c])
    if population is not None:
        columns["population"] = pl.Series(population[t, c])
    titles = {part: LABELS[part].say(language) for part in columns}
    titles["value"] = _value_title(matrix, language)
    frame = pl.DataFrame({titles[part]: column for part, column in columns.items()})
    return _named(matrix, frame, language)


def _value_title(matrix: ActivityMatrix, language: Language) -> str:
    """What is counted, where its reader knows the word, and its unit."""
    known = [word for word, said in MEASURES.items() if said == matrix.measure]
    own = [word for word in known if word.isascii() == (language == "en")]
    name = own[0] if own else LABELS["value"].say(language)
    opening, closing = ("（", "）") if language == "zh" else (" (", ")")
    return f"{name}{opening}{matrix.unit}{closing}" if matrix.unit else name


def _named(matrix: ActivityMatrix, frame: pl.DataFrame, language: Language) -> pl.DataFrame:
    """The same with names of places and activities; English ones apart where they differ."""
    names = matrix.names or {}
    for part, labels in (("place", matrix.places.labels), ("activity", matrix.activities.labels)):
        said = {label: names[label] for label in labels if label in names}
        if said:
            code = pl.col(LABELS[part].say(language))  # type: ignore[index]  # one of the parts
            columns = {f"{part}_name": {label: name.zh for label, name in said.items()}}
            if any(name.zh != name.en for name in said.values()):
                columns[f"{part}_name_en"] = {label: name.en for label, name in said.items()}
            frame = frame.with_columns(
                code.replace_strict(names, default=None).alias(LABELS[title].say(language))  # type: ignore[index]
                for title, names in columns.items()
            )
    return frame
