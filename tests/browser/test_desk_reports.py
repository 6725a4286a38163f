"""Reports at the desk and on a phone: what the screen says is what the ledger and its settlements come to."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pymysql
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.desk import DEVICES, open_as_owner
from tests.support.browser import Devices
from tests.support.databases import fresh_database
from tests.support.driving import LOT, plain
from tests.support.stack import Stack, Web
from tests.support.workbooks import sheet_of

pytestmark = pytest.mark.browser

_ZONE = ZoneInfo("Asia/Kuala_Lumpur")
_MONEY = re.compile(r"(\u2212?)RM\s([\d,]+)\.(\d\d)")


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo with some weeks behind it, and two web processes."""
    folder = tmp_path_factory.mktemp("past")
    stack = Stack(fresh_database("mariadb", folder), folder)
    stack.command("seed-demo", "--history-days=16")
    try:
        stack.start()
        stack.start_web()
        yield stack
    finally:
        stack.end()


@pytest.fixture
def elsewhere(past: Stack) -> Web:
    """The web process that did not write what is read."""
    return past.webs[1]


def _week() -> tuple[datetime, datetime]:
    """The seven whole days before today, in the lot's zone."""
    today = datetime.now(_ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    return today - timedelta(days=7), today


def _sum(past: Stack, statement: str) -> int:
    """A sum of sen over the lot's last seven days; `{span}` is when it happened."""
    first, last = (f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S}" for moment in _week())
    url = urlsplit(past.database.url)
    connection = pymysql.connect(
        host=url.hostname or "",
        port=url.port or 3306,
        user=url.username or "",
        password=url.password or "",
        database=url.path.strip("/"),
    )
    with connection, connection.cursor() as cursor:
        span = f"BETWEEN '{first}' AND '{last}' - INTERVAL 1 MICROSECOND"
        cursor.execute(statement.replace("{span}", span))
        (row,) = cursor.fetchall()
    return int(row[0] or 0)


def _ledger(past: Stack, *accounts: str, kinds: str = "<> ''") -> int:
    names = ", ".join(f"'{account}'" for account in accounts)
    return _sum(
        past,
        f"""
        SELECT SUM(e.amount_sen) FROM ledger_entry e
        JOIN ledger_transaction t ON t.id = e.transaction_id
        JOIN lot l ON l.id = t.lot_id
        WHERE l.slug = '{LOT}' AND e.account IN ({names}) AND t.kind {kinds} AND t.happened_at {{span}}""",
    )


def _settled(past: Stack, column: str) -> int:
    return _sum(
        past,
        f"""
        SELECT SUM(s.{column}) FROM settlement s
        JOIN payment p ON p.id = s.payment_id
        JOIN charge c ON c.id = p.charge_id
        JOIN lot l ON l.id = c.lot_id
        WHERE l.slug = '{LOT}' AND s.received_at {{span}}""",
    )


def _sen(place: Locator) -> int:
    """The first amount that stands there."""
    expect(place).to_contain_text("RM")
    found = _MONEY.search(place.inner_text())
    assert found, place.inner_text()
    sign, whole, rest = found.groups()
    return (-1 if sign else 1) * int(whole.replace(",", "") + rest)


@pytest.mark.parametrize("device", DEVICES)
def test_the_figures_are_the_ledgers_and_the_settlements(
    devices: Devices, past: Stack, elsewhere: Web, device: str
) -> None:
    page = open_as_owner(devices, device, f"{elsewhere.url}/admin/{LOT}/reports")

    def figure(name: str) -> int:
        return _sen(page.get_by_test_id(f"figure-{name}").locator("dd").first)

    sold = ("revenue", "service_tax")
    assert figure("net") == -_ledger(past, "revenue") > 0
    assert figure("tax") == -_ledger(past, "service_tax") > 0
    assert figure("gross") == -_ledger(past, *sold, kinds="= 'sale'")
    assert figure("refunds") == _ledger(past, *sold, kinds="<> 'sale'") > 0
    assert figure("gross") - figure("refunds") - figure("tax") == figure("net")
    assert figure("fees") == _ledger(past, "gateway_fees") == _settled(past, "fee_sen") > 0
    assert figure("netOfFees") == figure("net") - figure("fees")
    till = {name: _sen(page.get_by_test_id(f"till-{name}")) for name in ("owedBefore", "captured", "owed")}
    paid_out = -_sen(page.get_by_test_id("till-paidOut"))
    # Of what was settled, what went back after its pay-out was kept from the bank.
    kept = -_ledger(past, "bank", kinds="<> 'settlement'")
    assert paid_out == _settled(past, "amount_sen") - kept > 0
    refunded = -_sen(page.get_by_test_id("till-refunded"))
    assert till["owedBefore"] + till["captured"] - refunded - paid_out - figure("fees") == till["owed"]

    for table in ("day", "type", "channel", "sold"):
        rows = page.get_by_test_id(f"table-{table}").locator("tbody tr")
        page.locator("details", has=page.get_by_test_id(f"table-{table}")).locator("summary").click()
        nets = [_sen(rows.nth(number).locator("td").nth(3)) for number in range(rows.count())]
        assert sum(nets[:-1]) == nets[-1] == figure("net")


def _download(page: Page, kind: str) -> bytes:
    with page.expect_download() as begun:
        page.get_by_test_id(f"download-{kind}").first.click()
    assert begun.value.suggested_filename.startswith(f"{LOT}-revenue-")
    return begun.value.path().read_bytes()


@pytest.mark.parametrize("device", DEVICES)
def test_the_files_sum_to_what_the_screen_says(
    devices: Devices, past: Stack, elsewhere: Web, device: str
) -> None:
    page = open_as_owner(devices, device, f"{elsewhere.url}/admin/{LOT}/reports")
    figures = [
        _sen(page.get_by_test_id(f"figure-{name}").locator("dd").first)
        for name in ("gross", "refunds", "tax", "net", "fees", "netOfFees")
    ]

    rows = list(csv.reader(io.StringIO(_download(page, "csv").decode("utf-8-sig"), newline="")))[1:]
    _, *cells = sheet_of(_download(page, "xlsx"))

    assert [sum(Decimal(row[5 + i]) for row in rows) * 100 for i in range(6)] == figures
    # A workbook keeps numbers as floats.
    sums = [round(sum(float(row[5 + i][1]) for row in cells) * 100) for i in range(6)]
    assert (len(cells), sums) == (len(rows), figures)


@pytest.mark.parametrize("device", DEVICES)
def test_other_days_and_all_car_parks_are_chosen_and_told(
    devices: Devices, past: Stack, elsewhere: Web, device: str
) -> None:
    page = open_as_owner(devices, device, f"{elsewhere.url}/admin/{LOT}/reports")
    net = page.get_by_test_id("figure-net").locator("dd").first
    one = _sen(net)
    page.get_by_role("button", name="All car parks").click()
    expect(page.get_by_test_id("by-lot")).to_contain_text("Menara Suria")
    assert _sen(net) > one
    by_lot = page.get_by_test_id("by-lot").locator("li", has_text="Plaza Damai").locator("p").first
    assert _sen(by_lot) == one

    page.get_by_role("button", name="Other days").click()
    first, last = (moment.date() for moment in _week())
    page.get_by_label("From").fill(f"{first}")
    page.get_by_label("To, that day included").fill(f"{first + timedelta(days=2)}")
    page.get_by_test_id("own-days").click()
    expect(page).to_have_url(re.compile(f"lots=all.*from={first}|from={first}.*lots=all"))
    expect(page.get_by_test_id("table-day").locator("tbody tr")).to_have_count(4)
    assert last > first

    chart = page.get_by_test_id("bar-chart")
    chart.focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_test_id("bar-told")).to_contain_text(f"{first.day} {first:%b} {first.year}: RM")


@pytest.mark.parametrize("device", DEVICES)
def test_the_week_and_the_floor_are_read_by_keyboard(
    devices: Devices, past: Stack, elsewhere: Web, device: str
) -> None:
    page = open_as_owner(devices, device, f"{elsewhere.url}/admin/{LOT}/reports")
    page.get_by_test_id("view-use").click()
    grid = page.get_by_test_id("hour-grid")
    expect(grid.get_by_role("gridcell")).to_have_count(168)
    grid.locator("[tabindex='0']").focus()
    for key in ("Home", "ArrowDown", "ArrowRight"):
        page.keyboard.press(key)
    told = page.locator(":focus").inner_text()
    spoken = r"Tue 01:00: [\d.]+ % booked, [\d.]+ % with a car"
    assert re.search(spoken, told), told
    expect(page.get_by_test_id("hour-told")).to_have_text(re.compile(spoken))

    figures = page.get_by_test_id("use-figures")
    for what in ("Average stay", "Stays per spot and day", "No-shows", "was"):
        expect(figures).to_contain_text(what)
    page.get_by_test_id("floor-map").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_test_id("spot-told")).to_contain_text(re.compile(r"[A-Z]\d+, .*% booked, \d+ stay"))
    stays = plain(page.get_by_test_id("spot-told").inner_text())
    assert "net" in stays
