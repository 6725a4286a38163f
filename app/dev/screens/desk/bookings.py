"""Bookings at the desk: searched, looked at, made and changed for somebody."""

from __future__ import annotations

from app.dev.screens.desk.work import Work
from app.dev.screens.visit import Visit


def search(visit: Visit) -> None:
    work = Work(visit)
    work.book()
    work.open("/bookings")
    visit.page.locator("[data-testid^=booking-PK]").first.wait_for()


def search_none(visit: Visit) -> None:
    Work(visit).open("/bookings?q=nobody%20at%20all")
    visit.see("none")


def booking(visit: Visit) -> Work:
    """Paid at the counter, and part of it given back."""
    work = Work(visit)
    made = work.book()
    work.give_back(made, 200, "The lift stood still")
    work.open(f"/bookings/{made['reference']}")
    visit.see("audit")
    visit.page.locator("[data-testid^=message-]").first.wait_for()
    return work


def show_booking(visit: Visit) -> None:
    booking(visit)


def story(visit: Visit) -> None:
    booking(visit)
    visit.page.get_by_test_id("story").scroll_into_view_if_needed()


def held(visit: Visit) -> None:
    """To be paid, by a link or at the counter."""
    work = Work(visit)
    work.open(f"/bookings/{work.hold()['reference']}")
    visit.press("pay-link")
    visit.see("pay-url")


def counter(visit: Visit) -> None:
    work = Work(visit)
    work.open(f"/bookings/{work.hold()['reference']}")
    visit.press("counter")
    visit.see("counter-dialog")


def move(visit: Visit) -> None:
    booking(visit)
    visit.press("move")
    visit.press_button("List", "Senarai")
    visit.page.locator("[data-testid^=free-]:not(ul)").first.click()
    visit.see("move-price")


def move_map(visit: Visit) -> None:
    booking(visit)
    visit.press("move")
    visit.see("floor-map")


def more_time(visit: Visit) -> None:
    """Until when, and for how much."""
    booking(visit)
    visit.press("more-time")
    visit.page.get_by_test_id("do").and_(visit.page.locator(":enabled")).wait_for()


def time_held(visit: Visit) -> None:
    """More time that is held and still to be paid for."""
    more_time(visit)
    visit.press("do")
    visit.see("time-due")


def cancel(visit: Visit) -> None:
    """What goes back is shown first."""
    booking(visit)
    visit.press("cancel")
    visit.see("goes-back")


def refund(visit: Visit) -> None:
    booking(visit)
    visit.press("give-back")
    visit.see("refund-dialog")


def new(visit: Visit) -> None:
    Work(visit).open("/bookings/new")
    visit.see("floor-map")


def new_priced(visit: Visit) -> None:
    """A spot is chosen and its price with tax is known."""
    new(visit)
    visit.press_button("List", "Senarai")
    visit.page.locator("[data-testid^=free-]:not(ul)").first.click()
    visit.see("new-total")
