"""Tables to take along: nothing in them is a formula, and every program reads them."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.money import Money
from app.web.exports import Table, csv_response
from app.web.xlsx import write_xlsx
from tests.support.workbooks import sheet_of


async def _csv(table: Table) -> bytes:
    body: bytes = await (await csv_response(table, "table")).get_data(as_text=False)
    return body


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

    head, row = sheet_of(body)
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
    sheet_of(write_xlsx([f"head {text}"], [(f"cell {text}",)]))
