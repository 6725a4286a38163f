"""What stands in a workbook, read without the library that wrote it."""

from __future__ import annotations

import io
from xml.etree import ElementTree
from zipfile import ZipFile

_NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_of(body: bytes) -> list[list[tuple[str | None, str]]]:
    """Each row's cells: their kind and what stands in them."""
    with ZipFile(io.BytesIO(body)) as archive:
        assert archive.testzip() is None
        for part in archive.namelist():
            ElementTree.fromstring(archive.read(part))  # noqa: S314  # we wrote it
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))  # noqa: S314
        shared = ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314
    texts = ["".join(text.itertext()) for text in shared.iter(f"{_NAME}si")]

    def read(cell: ElementTree.Element) -> tuple[str | None, str]:
        value = "".join(cell.itertext())
        return ("text", texts[int(value)]) if cell.get("t") == "s" else (cell.get("t"), value)

    return [[read(cell) for cell in row.iter(f"{_NAME}c")] for row in sheet.iter(f"{_NAME}row")]
