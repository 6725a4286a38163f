"""The gate: cars in and out, who is in, what they owe."""

from __future__ import annotations

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from app.dev.screens.desk.shell import LOT
from app.dev.screens.underground import wait_for_staffs_files, wait_until_kept
from app.dev.screens.visit import Visit


def as_attendant(visit: Visit) -> None:
    attendant = next(login for login in DEMO_LOGINS if login.role is Role.ATTENDANT)
    visit.town.sign_in(visit.page, attendant.email, attendant.password)
    visit.page.add_init_script("localStorage.setItem('parkpro.signed-in', 'yes')")


def arrivals(visit: Visit) -> None:
    as_attendant(visit)
    visit.open(f"/admin/{LOT}/arrivals")
    visit.see("car-lists")


def expected(visit: Visit) -> None:
    arrivals(visit)
    visit.press_button("Expected", "Dijangka")
    visit.see("list-expected")


def let_in(visit: Visit) -> None:
    """By a part of its plate, among those that are expected."""
    arrivals(visit)
    _type_an_expected_plate(visit)
    visit.page.locator("[data-testid^=suggested-]").first.click()
    visit.see("outcome")


def unknown(visit: Visit) -> None:
    """Nobody booked for this car."""
    arrivals(visit)
    visit.page.get_by_test_id("typed").fill("WXY 9999")
    visit.press("move")
    visit.see("outcome")


def owing(visit: Visit) -> None:
    """A car that overstays wants to leave."""
    arrivals(visit)
    plate = _first_plate(visit, "late")
    visit.press_button("Going out", "Keluar")
    visit.page.get_by_test_id("typed").fill(plate)
    visit.press("move")
    visit.see("outcome")


def no_camera(visit: Visit) -> None:
    """The browser has none, or says so."""
    arrivals(visit)
    visit.press("scan")
    visit.page.get_by_test_id("scanner").get_by_role("alert").wait_for()


def stay(visit: Visit) -> None:
    """What a car owes, before it is asked for."""
    arrivals(visit)
    visit.page.locator("[data-testid=list-late] a").first.click()
    visit.see("stay-sheet")


def fee(visit: Visit) -> None:
    stay(visit)
    visit.press("ask-fee")
    visit.see("pay-cash")


def pay_link(visit: Visit) -> None:
    fee(visit)
    visit.press("pay-link")
    visit.see("copy-link")


def waive(visit: Visit) -> None:
    """Who may handle money lets somebody go, for a reason."""
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}/arrivals")
    visit.page.locator("[data-testid=list-late] a").first.click()
    visit.press("ask-fee")
    visit.press("waive")
    visit.see("waive-reason")


def offline(visit: Visit) -> None:
    """In the basement: a car is noted, to be told later."""
    arrivals(visit)
    wait_for_staffs_files(visit.page)
    wait_until_kept(visit.page, '"stays"')
    visit.page.context.set_offline(offline=True)
    visit.page.get_by_text("No connection. Passes").or_(
        visit.page.get_by_text("Tiada sambungan. Pas")
    ).wait_for()
    _type_an_expected_plate(visit)
    visit.page.locator("[data-testid^=suggested-]").first.click()
    visit.see("movement-waiting")


def _first_plate(visit: Visit, which: str) -> str:
    row = visit.page.locator(f"[data-testid=list-{which}] [data-testid^=car-] span span").first
    return row.inner_text()


def _type_an_expected_plate(visit: Visit) -> None:
    chip = visit.page.get_by_test_id("car-lists").get_by_role("group").get_by_role("button").nth(1)
    chip.click()
    visit.page.get_by_test_id("typed").fill(_first_plate(visit, "expected"))
