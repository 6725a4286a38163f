"""Tables to take along: CSV that spreadsheets open as it is, and XLSX."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from quart import Response

from app.core.money import Money
from app.web.xlsx import Value, write_xlsx

CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# With these a spreadsheet takes a cell for a formula.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Table:
    """`heads` are in the reader's language; every row has a value for each."""

    heads: Sequence[str]
    rows: Sequence[Sequence[Value]]


async def csv_response(table: Table, name: str) -> Response:
    """The table as RFC 4180 has it, in UTF-8 with its mark. `name`: of the file, without its ending.

    Written beside the event loop, for years of several lots are many rows.
    """
    return _download(await asyncio.to_thread(_write_csv, table), CSV_TYPE, f"{name}.csv")


async def xlsx_response(table: Table, name: str) -> Response:
    """The table as a workbook of one sheet; as `csv_response`."""
    body = await asyncio.to_thread(write_xlsx, table.heads, table.rows)
    return _download(body, XLSX_TYPE, f"{name}.xlsx")


def _write_csv(table: Table) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([_cell(head) for head in table.heads])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, Money):
        return value.decimal
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
    return str(value)


def _download(body: bytes, content_type: str, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return Response(body, content_type=content_type, headers=headers)
