"""What an answer about a table says of the table itself, and of its rows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from lantu.facts.economy import TableDraft
from lantu.model.input_output_table import InputOutputTable
from lantu.reports.numbers import quantity
from lantu.vocab.text import Text
from lantu.workbench.answers import Label, Subject, both, scale_of

if TYPE_CHECKING:
    from collections.abc import Sequence

Whole: TypeAlias = InputOutputTable | TableDraft
"""A table, or what was read of one."""

CODE, NAME = Text("代码", "code"), Text("名称", "name")
REGION, REGION_CODE = Text("地区", "region"), Text("地区代码", "region code")

_ESTIMATE = Text("估计", "estimate")

IMPORTS = {
    "apart": Text("进口分开", "imports kept apart"),
    "competitive": Text("进口混合（竞争型）", "competitive imports"),
    "none": Text("无外部进口", "no imports from outside"),
}
"""Where imports stand, in words."""


def subject_of(table: Whole) -> Subject:
    """A table as an answer names it."""
    regions, sectors = len(table.regions), len(table.sectors)
    size = Text(
        f"{regions} 个地区 × {sectors} 个部门",
        f"{regions} region{'s' * (regions > 1)} × {sectors} sectors",
    )
    scale, output = scale_of(table.unit), float(table.x.sum())
    zh, en = (quantity(output * scale.factor, scale.label, each) for each in ("zh", "en"))
    return Subject(
        said=(
            table.title,
            table.period,
            size,
            IMPORTS[imports_of(table)],
            Text(f"总产出 {zh}", f"output {en}"),
            *[_ESTIMATE] * bool(table.estimate and _ESTIMATE.zh not in table.title.zh),
        ),
        notes=[table.estimate] if table.estimate else [],
        record=_record(table),
    )


def _record(table: Whole) -> dict[str, Any]:
    imported = float(table.imported.Z.sum()) if table.imported is not None else 0.0
    return {
        "title": both(table.title),
        "year": table.period,
        "unit": table.unit,
        "source": table.source,
        "estimate": both(table.estimate) if table.estimate else None,
        "imports": imports_of(table),
        "regions": len(table.regions),
        "sectors": len(table.sectors),
        "output": float(table.x.sum()),
        "value_added": float(table.x.sum() - table.Z.sum()) - imported,
    }


def imports_of(table: Whole) -> str:
    """Where imports stand: ``apart``, ``competitive``, or ``none`` in the table."""
    if table.imported is not None:
        return "apart"
    return "competitive" if table.imports.any() else "none"


def codes_of(table: Whole) -> tuple[str, ...]:
    """Code of each row; the region before the sector where there are several."""
    if len(table.regions) == 1:
        return table.sectors.codes
    return tuple(f"{region}:{sector}" for region in table.regions for sector in table.sectors)


def names_of(table: Whole) -> tuple[Text, ...]:
    """Name of each row; the region before the sector where there are several."""
    if len(table.regions) == 1:
        return table.sectors.names
    return tuple(
        Text(f"{region.zh} {sector.zh}", f"{region.en} {sector.en}")
        for region in table.regions.names
        for sector in table.sectors.names
    )


def rows_of(table: Whole) -> tuple[Label, ...]:
    """The words along the rows of a table: region where there are several, code, name."""
    regions, sectors = table.regions, table.sectors
    within = labelled(sectors.codes * len(regions), sectors.names * len(regions))
    if len(regions) == 1:
        return within
    each = [at for at in range(len(regions)) for _ in sectors.codes]
    return (
        Label(key="region", name=REGION_CODE, values=[regions.codes[at] for at in each]),
        Label(key="region_name", name=REGION, values=[regions.names[at] for at in each]),
        *within,
    )


def regions_of(table: Whole) -> tuple[Label, ...]:
    """The words along rows of which each is a region."""
    return labelled(table.regions.codes, table.regions.names)


def labelled(codes: Sequence[str], names: Sequence[Text]) -> tuple[Label, ...]:
    """Codes and names, as the words along the rows of an answer."""
    return (
        Label(key="code", name=CODE, values=codes),
        Label(key="name", name=NAME, values=names),
    )
