"""A workbook of one plain sheet: the few parts of Office Open XML (ECMA-376) that a table needs.

Text is kept as text (`inlineStr`), so nothing in it is ever a formula.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.core.money import Money

Value = str | int | float | date | Money | None

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"

_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}">'
    '<sheets><sheet name="ParkPro" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="rId2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>',
    # The formats of a cell, by number: plain, bold, money (4 is `#,##0.00`), day (14 is a date).
    "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}">'
    "<fonts><font><sz val='11'/><name val='Calibri'/></font>"
    "<font><b/><sz val='11'/><name val='Calibri'/></font></fonts>"
    "<fills><fill><patternFill patternType='none'/></fill><fill><patternFill patternType='gray125'/></fill>"
    "</fills><borders><border/></borders><cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf/>"
    "<xf fontId='1' applyFont='1'/><xf numFmtId='4' applyNumberFormat='1'/>"
    "<xf numFmtId='14' applyNumberFormat='1'/></cellXfs></styleSheet>",
}
_PLAIN, _BOLD, _MONEY, _DAY = range(4)
_FIRST_DAY = date(1899, 12, 30)  # day 0 of a spreadsheet's calendar, after 1900's wrong leap day
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def write_xlsx(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """The file's bytes: the same for the same table. Money is a number in ringgit."""
    sheet = "".join(_sheet(heads, rows))
    file = io.BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            part = ZipInfo(name)  # of 1980, so that no clock shows in it
            part.compress_type = ZIP_DEFLATED
            archive.writestr(part, _HEAD + text)
    return file.getvalue()


def _sheet(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> Iterator[str]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
    yield "</sheetView></sheetViews>"
    yield f'<cols><col min="1" max="{len(heads)}" width="16" customWidth="1"/></cols><sheetData><row>'
    yield from (_text(head, _BOLD) for head in heads)
    yield "</row>"
    for row in rows:
        yield "<row>"
        yield from (_cell(value) for value in row)
        yield "</row>"
    yield "</sheetData></worksheet>"


def _cell(value: Value) -> str:
    if value is None:
        return "<c/>"
    if isinstance(value, Money):
        return f'<c s="{_MONEY}"><v>{value.decimal}</v></c>'
    if isinstance(value, date):
        return f'<c s="{_DAY}"><v>{(value - _FIRST_DAY).days}</v></c>'
    if isinstance(value, str):
        return _text(value, _PLAIN)
    return f"<c><v>{value}</v></c>"


def _text(text: str, style: int) -> str:
    clean = escape(_NOT_IN_XML.sub("", text))
    return f'<c s="{style}" t="inlineStr"><is><t xml:space="preserve">{clean}</t></is></c>'
