"""My parking and the way to the car: all of a driver's bookings together, or none."""

from __future__ import annotations

from datetime import timedelta

from app.dev.screens import stays
from app.dev.screens.town import Stay, from_now, tomorrow, tomorrow_from
from app.dev.screens.visit import Visit


def bookings(visit: Visit) -> None:
    """A stay under way, two to come, two that are over."""
    visit.sign_up()
    for days in (2, 3):
        over = visit.book(_on_day(days, 9))
        visit.town.let_pass(visit.page, over["reference"], days=days + 2)
    cancelled = visit.book(_on_day(4, 14))
    visit.town.cancel(visit.page, cancelled["reference"])
    for stay in (from_now(3), tomorrow_from(10, 13), _on_day(3, 18)):
        visit.book(stay)
    visit.open("/bookings")
    visit.see("now-card")
    visit.see("past-list")


def past(visit: Visit) -> None:
    bookings(visit)
    visit.page.get_by_test_id("totals").scroll_into_view_if_needed()
    visit.page.get_by_test_id("past-list").get_by_test_id("book-again").last.scroll_into_view_if_needed()


def show_pass(visit: Visit) -> None:
    visit.book(from_now(2))
    visit.open("/bookings")
    visit.press("show-pass")
    visit.see("pass-code")


def guest(visit: Visit) -> None:
    visit.book(from_now(2))
    visit.book()
    visit.open("/bookings")
    visit.see("upcoming-list")


def guest_held(visit: Visit) -> None:
    stays.held(visit)
    visit.open("/bookings")
    visit.see("now-card")


def empty(visit: Visit) -> None:
    visit.open("/bookings")


def find(visit: Visit) -> None:
    visit.book(from_now(2))
    _look(visit)


def find_several(visit: Visit) -> None:
    visit.book(from_now(2))
    visit.book()
    _look(visit)


def find_none(visit: Visit) -> None:
    visit.open("/find")


def _look(visit: Visit) -> None:
    visit.open("/find")
    visit.see("find-distance")
    visit.see("floor-map")


def _on_day(days: int, hour: int) -> Stay:
    """Two hours on a day after tomorrow."""
    starts_at = tomorrow(hour) + timedelta(days=days)
    return starts_at, starts_at + timedelta(hours=2)
