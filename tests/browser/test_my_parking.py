"""My parking: what matters now, what is over, and how a booking is given back or made again."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import Devices
from tests.support.driving import (
    add_car,
    book_as_guest,
    booking_of,
    choose_spot,
    fill_in_guest,
    hold,
    in_hours,
    lot_address,
    pay_with,
    plain,
    ringgit,
    shown_total,
    sign_up,
    take_spot,
)
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

FULL, HALF, NOTHING = 30, 6, 0.5  # hours before the start, by the lot's policy


def open_my_parking(page: Page, stack: Stack) -> None:
    page.goto(f"{stack.url}/bookings")


def cancel(page: Page) -> str:
    """Cancels the open booking; the refund that was shown before the driver confirmed."""
    page.get_by_test_id("cancel").click()
    shown = plain(page.get_by_test_id("refund-amount").inner_text())
    page.get_by_test_id("cancel-confirm").click()
    expect(page.get_by_test_id("booking-status")).to_have_text("Booking cancelled")
    return shown


def test_the_stay_that_matters_now_has_its_pass_its_way_and_directions_one_press_away(
    devices: Devices, car_park: Stack
) -> None:
    page = devices.phone()
    label, reference = book_as_guest(page, car_park, in_hours(0))
    open_my_parking(page, car_park)
    card = page.get_by_test_id("now-card")
    expect(card).to_contain_text(label)
    expect(card.get_by_test_id("time-left")).to_have_text(re.compile(r"\d:\d\d"))

    card.get_by_test_id("show-pass").click()
    expect(page.get_by_test_id("pass-dialog")).to_contain_text(reference)
    expect(page.get_by_test_id("pass-dialog").get_by_test_id("pass-code")).to_be_visible()
    page.keyboard.press("Escape")
    card.get_by_test_id("find-spot").click()
    expect(page.get_by_test_id("find-label")).to_have_text(label)
    page.go_back()
    card.get_by_test_id("directions").click()
    expect(page.get_by_role("link", name=re.compile("Waze|Google Maps|Apple Maps"))).to_have_count(3)


@pytest.mark.parametrize("hours", [FULL, HALF, NOTHING])
def test_the_refund_that_is_shown_before_is_the_one_that_is_given(
    devices: Devices, car_park: Stack, hours: float
) -> None:
    page = devices.phone()
    _, reference = book_as_guest(page, car_park, in_hours(hours))
    paid = booking_of(page, car_park, reference)
    share = {FULL: 100, HALF: 50, NOTHING: 0}[hours]
    assert paid["cancellation"]["refundPercent"] == share

    shown = cancel(page)

    ended = booking_of(page, car_park, reference)
    given = ended["refund"]["amountSen"] if ended["refund"] else 0
    assert shown == ringgit(given)
    assert abs(given * 100 - paid["amountSen"] * share) <= 100
    assert (ended["refund"] is None) == (hours == NOTHING)


def test_a_spot_that_is_only_held_is_let_go_for_nothing(devices: Devices, car_park: Stack) -> None:
    page = devices.phone()
    label = choose_spot(page, car_park, in_hours(40))
    fill_in_guest(page)
    hold(page, car_park)
    page.go_back()
    page.get_by_test_id("cancel").click()
    dialog = page.get_by_test_id("cancel-dialog")
    expect(dialog).to_contain_text(f"{label} becomes free for others. Nothing has been charged.")
    expect(dialog.get_by_test_id("refund-amount")).to_have_count(0)
    page.get_by_test_id("cancel-confirm").click()
    expect(page.get_by_test_id("booking-status")).to_have_text("Booking cancelled")


def test_a_booking_is_made_again_at_the_same_spot_and_hours(devices: Devices, car_park: Stack) -> None:
    page = devices.phone()
    label, _ = book_as_guest(page, car_park, in_hours(50))
    when = page.get_by_label("Details").get_by_text("–").first.inner_text()
    cancel(page)
    open_my_parking(page, car_park)
    page.get_by_test_id("past-list").get_by_test_id("book-again").click()
    expect(page.get_by_test_id("chosen-spot")).to_have_text(label)
    expect(page.get_by_test_id("when")).to_contain_text(when)
    expect(page.get_by_label("Number plate")).not_to_have_value("")


def test_a_spot_that_somebody_else_has_by_now_is_answered_with_equals(
    devices: Devices, car_park: Stack
) -> None:
    page = devices.phone()
    starts_at = in_hours(54)
    label, _ = book_as_guest(page, car_park, starts_at)
    cancel(page)
    take_spot(devices.phone(), car_park, label, starts_at)
    page.get_by_test_id("book-again").click()
    nearest = page.get_by_test_id("nearest")
    expect(nearest).to_contain_text(f"{label} is not free any more")
    nearest.get_by_role("button").first.click()
    expect(page.get_by_test_id("chosen-spot")).not_to_have_text(label)
    expect(page.get_by_test_id("hold-and-pay")).to_be_enabled()


def test_a_spot_that_is_not_on_the_floor_any_more_is_said_to_be_gone(
    devices: Devices, car_park: Stack
) -> None:
    page = devices.phone()
    page.goto(lot_address(car_park, in_hours(30), spot="Z99"))
    expect(page.get_by_test_id("spot-gone")).to_contain_text("Z99 is not on this floor any more")
    expect(page.get_by_test_id("spot-sheet")).to_have_count(0)


def test_the_totals_tell_what_was_paid_and_what_came_back(devices: Devices, car_park: Stack) -> None:
    page = devices.desk()
    sign_up(page, car_park)
    add_car(page, car_park)
    totals = []
    for hours in (60, 64):
        choose_spot(page, car_park, in_hours(hours))
        totals.append(shown_total(page))
        hold(page, car_park)
        pay_with(page, "SBI A")
        expect(page.get_by_test_id("pass")).to_be_visible()
    back = cancel(page)
    assert back == totals[-1]
    open_my_parking(page, car_park)
    page.get_by_test_id("totals").get_by_role("button", name="Ever").click()
    figures = page.request.get(f"{car_park.url}/api/bookings/totals").json()["all"]
    assert (figures["stays"], ringgit(figures["refundedSen"])) == (0, back)
    expect(page.get_by_test_id("totals")).to_contain_text(
        re.compile(ringgit(figures["paidSen"]).replace(" ", r"\s"))
    )
    expect(page.get_by_test_id("upcoming-list").get_by_role("link")).to_have_count(1)
    # The money is on its way until the gateway has done it, which the jobs find out meanwhile.
    told = re.compile(rf"Refund(ed| on its way): RM\s{re.escape(back[3:])}")
    expect(page.get_by_test_id("past-list")).to_contain_text(told)
