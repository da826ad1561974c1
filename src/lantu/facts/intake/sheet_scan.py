"""What a spreadsheet library hides: error cells, formulas without a result, stray cells.

The library gives all three as blanks, or reserves memory for the whole rectangle that a
stray cell spans. They are looked for in the sheet's own XML, with patterns that run at the
speed of a text search.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import BadZipFile

from lantu.facts.intake.zip_guard import BombError, DamagedArchiveError
from lantu.facts.limits import MAX_SHEET_CELLS, MAX_TABLE_BYTES

if TYPE_CHECKING:
    import zipfile

_PREFIX = rb"(?:[A-Za-z_][\w.-]*:)?"
_ERROR_CELL = re.compile(rb"<" + _PREFIX + rb"c\s[^>]*?\bt=\"e\"[^>]*>")
_NO_RESULT = re.compile(
    rb"(?:</%(p)sf>|<%(p)sf\b[^>]*/>)\s*(?:<%(p)sv\s*/>|<%(p)sv>\s*</%(p)sv>)?\s*</%(p)sc>"
    % {b"p": _PREFIX}
)
_WIDE_CELL = re.compile(rb"<" + _PREFIX + rb"c\s[^>]*?\br=\"([A-Z]{2,3})(\d+)\"[^>]*?(/?)>")
_LAST_ROW = re.compile(rb"<" + _PREFIX + rb"row\s[^>]*?\br=\"(\d+)\"[^>]*?(/?)>")
_ADDRESS = re.compile(rb"\br=\"([A-Z]{1,3}\d{1,7})\"")
_SHARED_TEXT = re.compile(rb"<" + _PREFIX + rb"si\b.*?</" + _PREFIX + rb"si>", re.DOTALL)
_SHARED_CELL = re.compile(rb't="s"[^>]*><' + _PREFIX + rb"v>(\d+)<")
_SHARED_PART = "xl/sharedStrings.xml"
_NARROW = 26
_WIDEST = 16_384
"""Columns that a sheet can have."""
_LONGEST_XML = 1 << 24

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, slots=True)
class OddCells:
    """Addresses of cells that a library would give as blanks, and of one too far away."""

    errors: tuple[str, ...]
    unsolved: tuple[str, ...]
    far: str | None


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to its part in the archive.

    Raises:
        DamagedArchiveError: The workbook does not say.
    """
    book = _tree(archive, "xl/workbook.xml")
    relations = {
        each.get("Id"): each.get("Target", "")
        for each in _tree(archive, "xl/_rels/workbook.xml.rels")
    }
    parts: dict[str, str] = {}
    for sheet in book.iter():
        if sheet.tag.rpartition("}")[2] == "sheet":
            target = relations.get(sheet.get(_RELATION), "")
            path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
            parts[sheet.get("name", "")] = path
    return parts


def odd_cells(archive: zipfile.ZipFile, part: str) -> OddCells:
    """The odd cells of one sheet.

    Raises:
        DamagedArchiveError: The sheet is missing.
        BombError: It repeats long texts until they fill the memory.
    """
    xml = _read(archive, part)
    if _told_bytes(archive, xml) > MAX_TABLE_BYTES:
        raise BombError
    errors = [m[0] for m in _ERROR_CELL.finditer(xml)] if b't="e"' in xml else []
    unsolved = []
    for match in _NO_RESULT.finditer(xml) if re.search(rb"<%sf\b" % _PREFIX, xml) else ():
        tag = xml[xml.rfind(b"<", 0, xml.rfind(b' r="', 0, match.start())) : match.start()]
        if b't="str"' not in tag.partition(b">")[0]:
            unsolved.append(tag)
    return OddCells(
        errors=tuple(map(_address, errors)),
        unsolved=tuple(map(_address, unsolved)),
        far=_far(xml),
    )


def _address(tag: bytes) -> str:
    found = _ADDRESS.search(tag)
    return found[1].decode() if found else ""


def _far(xml: bytes) -> str | None:
    """A cell that makes the sheet's rectangle too large; None where it is small enough."""
    rows = max((int(row) for row, empty in _LAST_ROW.findall(xml) if not empty), default=0)
    if rows * _WIDEST <= MAX_SHEET_CELLS:
        return None
    cells: list[tuple[bytes, bytes]] = [
        (column, row) for column, row, empty in _WIDE_CELL.findall(xml) if not empty
    ]
    last = max({column for column, _ in cells}, key=_place, default=b"")
    if rows * max(_place(last), _NARROW) <= MAX_SHEET_CELLS:
        return None
    if not last:
        return f"A{rows}"
    return next((column + row).decode() for column, row in cells if column == last)


def _told_bytes(archive: zipfile.ZipFile, xml: bytes) -> int:
    """Upper bound of the sheet's text with every shared text written out."""
    if _SHARED_PART not in archive.namelist():
        return len(xml)
    sizes = [len(m[0]) for m in _SHARED_TEXT.finditer(_read(archive, _SHARED_PART))]
    if max(sizes, default=0) * xml.count(b't="s"') <= MAX_TABLE_BYTES:
        return len(xml)
    told = (int(index[:9]) for index in _SHARED_CELL.findall(xml))
    return len(xml) + sum(sizes[index] for index in told if index < len(sizes))


def _place(column: bytes) -> int:
    place = 0
    for letter in column:
        place = place * 26 + letter - ord("A") + 1
    return place


def _tree(archive: zipfile.ZipFile, part: str) -> ET.Element:
    xml = _read(archive, part)
    if len(xml) > _LONGEST_XML or b"<!DOCTYPE" in xml or b"\0" in xml:
        message = f"part {part!r} is not what a workbook has there"
        raise DamagedArchiveError(message)
    try:
        return ET.fromstring(xml)  # noqa: S314 - no document type, so no entities to expand
    except ET.ParseError as error:
        raise DamagedArchiveError(str(error)) from error


def _read(archive: zipfile.ZipFile, part: str) -> bytes:
    try:
        return archive.read(part)
    except (KeyError, OSError, ValueError, RuntimeError, BadZipFile, zlib.error) as error:
        raise DamagedArchiveError(str(error)) from error
