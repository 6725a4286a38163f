"""A workbook of one plain sheet, for spreadsheets."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from xlsxwriter import Workbook

from app.core.money import Money

Value = str | int | float | date | Money | None

_LONGEST_TEXT = 32_767  # of a cell, by the format
_MADE = datetime(1980, 1, 1)  # noqa: DTZ001  # the same table gives the same bytes: no clock shows in it


def write_xlsx(heads: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """The file's bytes: the same for the same table. Money is a number, text never a formula."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        book.set_properties({"created": _MADE})
        bold = book.add_format({"bold": True})
        money = book.add_format({"num_format": "#,##0.00"})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        sheet = book.add_worksheet("ParkPro")
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, max(len(heads) - 1, 0), 16)
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head[:_LONGEST_TEXT], bold)
        for number, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                match value:
                    case Money():
                        sheet.write_number(number, column, Decimal(value.decimal), money)
                    case date():
                        sheet.write_datetime(number, column, value, day)
                    case str():
                        sheet.write_string(number, column, value[:_LONGEST_TEXT])
                    case int() | float():
                        sheet.write_number(number, column, value)
    return file.getvalue()
