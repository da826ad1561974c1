"""Tables small enough to see through, and workbooks as statistics offices publish them."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import openpyxl

from lantu.model.accounts import FinalUse, Imported, Satellite
from lantu.model.input_output_table import InputOutputTable, input_output_table
from lantu.model.roster import roster

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

SHARED = Path(__file__).parents[4].parent / "shared" / "data"
FINAL_CODES = ("FU101", "FU102", "FU103", "FU201", "FU202")
FACTORS = ("VA001", "VA002", "VA003", "VA004")


def same(one: Any, other: Any) -> None:
    """Hold two records equal field by field, arrays to the last bit."""
    assert type(one) is type(other)
    for each in fields(one):
        a, b = getattr(one, each.name), getattr(other, each.name)
        if isinstance(a, np.ndarray):
            assert a.shape == b.shape, each.name
            assert np.array_equal(a, b), each.name
        elif isinstance(a, Imported | Satellite):
            same(a, b)
        elif each.name != "source":
            assert a == b, each.name


def regional(regions: int, sectors: int, seed: int = 0) -> InputOutputTable:
    """A table of regions with exports, imported inputs, a discrepancy and four factors."""
    rng = np.random.default_rng(seed)
    n = regions * sectors
    names = [f"省{r + 1}" for r in range(regions)]
    Z = np.round(rng.gamma(1.0, 100.0, (n, n)))
    uses = 6
    final = np.zeros((n, regions, uses))
    final[:, :, :5] = np.round(rng.gamma(1.0, 100.0 * sectors, (n, regions, 5)))
    final[:, :, 4] -= 50.0 * sectors
    for row in range(n):
        final[row, row // sectors, 5] = np.round(rng.gamma(1.0, 500.0))
    residual = np.round(rng.normal(0.0, 20.0, n))
    Y = final.reshape(n, -1)
    x = Z.sum(axis=1) + Y.sum(axis=1) + residual
    left = x - Z.sum(axis=0)
    shares = np.array([0.1, 0.4, 0.1, 0.2, 0.2])
    V = left * shares[:, None]
    V[-1] = left - V[:-1].sum(axis=0)
    return InputOutputTable(
        regions=roster("region", names),
        sectors=roster("sector", [f"{s + 1:02d}" for s in range(sectors)]),
        finals=roster("final use", [*FINAL_CODES, "EX"]),
        uses=(
            FinalUse.HOUSEHOLD,
            FinalUse.HOUSEHOLD,
            FinalUse.GOVERNMENT,
            FinalUse.CAPITAL,
            FinalUse.INVENTORY,
            FinalUse.EXPORT,
        ),
        primaries=roster("primary input", ["IM", *FACTORS]),
        Z=Z,
        Y=Y,
        V=V,
        x=x,
        imports=np.zeros(n),
        residual=residual,
        unit="万元",
        period="2017",
    )


def book(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these sheets, as an office program writes it."""
    made = openpyxl.Workbook()
    made.remove(made.active)  # type: ignore[arg-type]
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


def plain_book(rows: Sequence[Sequence[Any]]) -> bytes:
    """A workbook of one large sheet, written as plainly as the format allows."""
    letters = [f"{a}{b}{c}" for a in _AZ for b in _AZ for c in _AZ[1:] if b or not a]
    lines = []
    for at, row in enumerate(rows, start=1):
        cells = [
            f'<c r="{letter}{at}"><v>{cell!r}</v></c>'
            if isinstance(cell, float)
            else f'<c r="{letter}{at}" t="inlineStr"><is><t>{cell}</t></is></c>'
            for letter, cell in zip(letters, row, strict=False)
            if cell not in ("", None)
        ]
        lines.append(f'<row r="{at}">{"".join(cells)}</row>')
    main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{spreadsheet}.sheet.main+xml"/>'
        f'<Override PartName="/xl/s.xml" ContentType="{spreadsheet}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1"'
        f' Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook {main} xmlns:r="{office}"><sheets><sheet name="2017"'
        ' sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/worksheet" Target="s.xml"/></Relationships>',
        "xl/s.xml": f"<worksheet {main}><sheetData>{''.join(lines)}</sheetData></worksheet>",
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return packed.getvalue()


_AZ = ("", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def provincial_rows(table: InputOutputTable) -> list[list[Any]]:
    """A table of provinces laid out as METHODS has it: four header rows, footers by code."""
    R, S, n = len(table.regions), len(table.sectors), len(table)
    many = ["", *([""] * (n - 1))]
    provinces = list(many)
    for r, name in enumerate(table.regions):
        provinces[r * S] = name
    finals = [""] * (R * 5)
    for r, name in enumerate(table.regions):
        finals[r * 5] = name
    lead = [["", "", ""]] * 3 + [["", "", "代码"]]
    names = [f"部门{code}" for code in table.sectors]
    heads = [
        [*lead[0], "2017年中国省际投入产出表", *many[1:], *[""] * (R * 5), "", "", ""],
        [*lead[1], *provinces, *finals, "", "", ""],
        [*lead[2], *(names * R), *([""] * (R * 5)), "出口", "误差", "总产出"],
        [*lead[3], *(list(table.sectors) * R), *(list(FINAL_CODES) * R), "EX", "ERR", "GO"],
    ]
    Y = table.Y.reshape(n, R, 6)
    body = [
        [
            table.regions.codes[k // S] if k % S == 0 else None,
            names[k % S],
            table.sectors.codes[k % S],
            *table.Z[k].tolist(),
            *Y[k, :, :5].ravel().tolist(),
            float(Y[k, :, 5].sum()),
            float(table.residual[k]),
            float(table.x[k]),
        ]
        for k in range(n)
    ]
    inputs = table.Z.sum(axis=0)
    feet = [
        ["进口", "", "IM", *table.V[0].tolist()],
        ["中间投入合计", "", "TII", *(inputs + table.V[0]).tolist()],
        *(["", "", code, *line] for code, line in zip(FACTORS, table.V[1:].tolist(), strict=True)),
        ["增加值合计", "", "TVA", *table.V[1:].sum(axis=0).tolist()],
        ["总投入", "", "TI", *table.x.tolist()],
    ]
    return [*heads, *body, *feet]


def national_rows(table: InputOutputTable, year: int = 2020) -> list[list[Any]]:
    """A national table as the statistics bureau publishes it, with its sums."""
    n = len(table)
    finals = {code: table.Y[:, at] for at, code in enumerate(table.finals)}
    zero = np.zeros(n)
    consumption = sum((finals.get(code, zero) for code in FINAL_CODES[:3]), zero)
    columns = {
        "TII": table.Z.sum(axis=1),
        **{code: finals[code] for code in FINAL_CODES[:3] if code in finals},
        "TC": finals.get("TC", consumption),
        "FU201": finals["FU201"],
        "FU202": finals["FU202"],
        "GCF": finals["FU201"] + finals["FU202"],
        "EX": finals["EX"],
        "TFU": table.Y.sum(axis=1),
        "IM": table.imports,
        "ERR": table.residual,
        "GO": table.x,
    }
    names = [name.zh for name in table.sectors.names]
    heads = [
        [f"{year}年全国投入产出表"],
        ["（按当年生产者价格计算）", "单位：万元"],
        ["投入 \\ 产出", "", *names, *([""] * len(columns))],
        ["", "代码", *table.sectors, *columns],
    ]
    body = _sellers(names, table, table.Z, np.column_stack(list(columns.values())))
    if table.imported is not None:
        used = {code: table.imported.Y[:, at] for at, code in enumerate(table.finals)}
        block = np.column_stack([used.get(code, zero) for code in columns])
        body += _sellers(names, table, table.imported.Z, block)
    inputs = table.x - table.V.sum(axis=0)
    feet = [
        ["中间投入合计", "TII", *inputs.tolist()],
        *(["", code, *line] for code, line in zip(FACTORS, table.V.tolist(), strict=True)),
        ["增加值合计", "TVA", *table.V.sum(axis=0).tolist()],
        ["总投入", "TI", *table.x.tolist()],
    ]
    return [*heads, *body, *feet]


def _sellers(
    names: list[str], table: InputOutputTable, flows: Floats, rest: Floats
) -> list[list[Any]]:
    lines = zip(names, table.sectors, flows.tolist(), rest.tolist(), strict=True)
    return [[name, code, *line, *more] for name, code, line, more in lines]


def long_rows(table: InputOutputTable) -> list[tuple[str, str, str, str, float]]:
    """A table as a list of its flows; zeros are left out."""
    R, S, C = len(table.regions), len(table.sectors), len(table.finals)
    places = [(r, s) for r in table.regions for s in table.sectors]
    found = [
        (*places[i], *places[j], float(table.Z[i, j]))
        for i, j in itertools.product(range(R * S), repeat=2)
    ]
    users = [(r, c) for r in table.regions for c in table.finals]
    found += [
        (*places[i], *users[k], float(table.Y[i, k]))
        for i, k in itertools.product(range(R * S), range(R * C))
    ]
    for name, column in (("ERR", table.residual), ("IM", table.imports)):
        found += [(*places[i], "", name, float(column[i])) for i in range(R * S)]
    found += [
        ("", code, *places[j], float(table.V[p, j]))
        for p, code in enumerate(table.primaries)
        for j in range(R * S)
    ]
    kept = [line for line in found if line[-1]]
    return kept + [(*places[i], "", "GO", float(table.x[i])) for i in range(R * S)]


def two_sectors(**parts: Any) -> InputOutputTable:
    """Miller & Blair (2009), table 2.3."""
    return input_output_table(
        [[150, 500], [200, 100]],
        [350, 1700],
        sectors=["1", "2"],
        x=[1000, 2000],
        unit="百万美元",
        **parts,
    )
