"""Tables to take along: nothing in them is a formula, and every program reads them."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import Money
from app.web.exports import Table, csv_response
from app.web.xlsx import write_xlsx

_NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


async def _csv(table: Table) -> bytes:
    body: bytes = await (await csv_response(table, "table")).get_data(as_text=False)
    return body


def _sheet(body: bytes) -> list[list[tuple[str | None, str]]]:
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


async def test_a_csv_begins_with_its_mark_and_ends_every_line_as_it_should() -> None:
    body = await _csv(Table(["Day", "RM"], [(date(2026, 3, 1), Money(123456)), (None, Money(-5))]))

    assert body == b"\xef\xbb\xbfDay,RM\r\n2026-03-01,1234.56\r\n,-0.05\r\n"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
async def test_no_text_of_a_csv_is_a_formula(start: str) -> None:
    body = await _csv(Table([f"{start}1"], [(f"{start}cmd|' /C calc'!A0",)]))

    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))
    assert [row[0][0] for row in rows] == ["'", "'"]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2), max_size=5))
async def test_a_csv_is_read_as_it_was_written(rows: list[list[str]]) -> None:
    body = await _csv(Table(["a", "b"], rows))

    read = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline="")))[1:]
    assert [[cell.removeprefix("'") for cell in row] for row in read] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]


def test_a_workbook_keeps_text_as_text_and_money_as_numbers() -> None:
    rows: list[tuple[Any, ...]] = [("=1+1", Money(-123456), date(2026, 3, 1), 7, 12.5, None)]
    body = write_xlsx(["A & B", "RM", "Day", "n", "%", ""], rows)

    head, row = _sheet(body)
    assert head[0] == ("text", "A & B")
    assert row == [
        ("text", "=1+1"),
        (None, "-1234.56"),
        (None, "46082"),
        (None, "7"),
        (None, "12.5"),
    ]
    assert body == write_xlsx(["A & B", "RM", "Day", "n", "%", ""], rows)


@given(st.text())
def test_a_workbook_takes_every_text(text: str) -> None:
    _sheet(write_xlsx([f"head {text}"], [(f"cell {text}",)]))
