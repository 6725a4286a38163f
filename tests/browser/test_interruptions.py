"""What comes between a driver and the spot: an ended session, the back button, two tabs, a slow network."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, Request, Route, expect

from tests.support.browser import Devices
from tests.support.driving import (
    add_car,
    at_gateway,
    book_as_guest,
    choose_spot,
    end_session,
    fill_in_guest,
    hold,
    in_hours,
    lot_address,
    pay_with,
    plain,
    reference_of,
    shown_total,
    sign_in,
    sign_up,
)
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

_SLOW_3G = {"offline": False, "latency": 800, "downloadThroughput": 50_000, "uploadThroughput": 50_000}


def holds_of(page: Page) -> list[Request]:
    """The requests for a spot that the page has sent from now on."""
    sent: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST" and request.url.endswith("/api/bookings"):
            sent.append(request)

    page.on("request", note)
    return sent


@pytest.mark.parametrize("with_car", [True, False])
def test_a_session_that_ended_while_choosing_costs_one_sign_in_and_nothing_else(
    devices: Devices, car_park: Stack, with_car: bool
) -> None:
    page = devices.phone()
    email = sign_up(page, car_park)
    if with_car:
        add_car(page, car_park)
    label = choose_spot(page, car_park, in_hours(30))
    if not with_car:
        page.get_by_label("Number plate").fill("WXY 1234")
    total = shown_total(page)
    end_session(page, car_park, devices.phone())

    page.get_by_test_id("hold-and-pay").click()
    problem = page.get_by_test_id("hold-problem")
    expect(problem).to_contain_text("You were signed out in the meantime")
    problem.get_by_test_id("sign-in-here").click()
    sign_in(page, email)

    expect(page.get_by_test_id("chosen-spot")).to_have_text(label)
    assert shown_total(page) == total
    hold(page, car_park)
    expect(page.get_by_text(total).first).to_be_visible()


def keep_showing(page: Page, stack: Stack, reference: str) -> None:
    """Until something is asked for, the page hears of its booking what it has heard: it polls as it likes."""
    known = page.request.get(f"{stack.url}/api/bookings/{reference}").json()
    asked_for: list[Request] = []

    def note(request: Request) -> None:
        if request.method == "POST":
            asked_for.append(request)

    def answer(route: Route) -> None:
        if asked_for:
            route.continue_()
        else:
            route.fulfill(json=known)

    page.on("request", note)
    page.route(f"**/api/bookings/{reference}", answer)


@pytest.mark.parametrize("noticed_by", ["the page", "the button"])
def test_a_session_that_ended_on_the_bookings_page_leads_back_to_the_booking(
    devices: Devices, car_park: Stack, noticed_by: str
) -> None:
    page = devices.phone()
    email = sign_up(page, car_park)
    add_car(page, car_park)
    choose_spot(page, car_park, in_hours(32 if noticed_by == "the page" else 33))
    hold(page, car_park)
    page.go_back()
    expect(page.get_by_test_id("pay")).to_be_enabled()
    if noticed_by == "the button":
        keep_showing(page, car_park, reference_of(page))
    end_session(page, car_park, devices.phone())

    if noticed_by == "the page":
        page.reload()
    else:
        page.get_by_test_id("pay").click()
    page.get_by_role("main").get_by_role("link", name="Sign in").click()
    sign_in(page, email)
    page.get_by_test_id("pay").click()
    at_gateway(page, car_park)


def test_my_parking_turns_to_a_guests_when_the_session_has_ended(devices: Devices, car_park: Stack) -> None:
    page = devices.phone()
    sign_up(page, car_park)
    end_session(page, car_park, devices.phone())
    page.goto(f"{car_park.url}/bookings")
    expect(page.get_by_text("Sign in to see the bookings of your account")).to_be_visible()


def test_back_from_the_gateway_is_the_booking_and_not_the_form(devices: Devices, car_park: Stack) -> None:
    page = devices.phone()
    choose_spot(page, car_park, in_hours(34))
    total = shown_total(page)
    fill_in_guest(page)
    hold(page, car_park)
    page.go_back()
    expect(page).to_have_url(re.compile(r"/bookings/PK-"))
    expect(page.get_by_test_id("countdown")).to_be_visible()
    expect(page.get_by_test_id("pay")).to_be_enabled()
    assert total in plain(page.get_by_test_id("pay").inner_text())
    # Further back is the choice of a spot, on which the one that is held is the driver's own.
    page.go_forward()
    page.go_back()
    page.get_by_test_id("pay").click()
    at_gateway(page, car_park)
    pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()


@pytest.mark.parametrize("signed_in", [True, False])
def test_a_second_tab_is_told_that_the_spot_is_the_drivers_own(
    devices: Devices, car_park: Stack, signed_in: bool
) -> None:
    page, starts_at = devices.phone(), in_hours(36 if signed_in else 38)
    if signed_in:
        sign_up(page, car_park)
        add_car(page, car_park)
    label = choose_spot(page, car_park, starts_at)
    second = page.context.new_page()
    second.goto(lot_address(car_park, starts_at, spot=label))
    for tab in (page, second) if not signed_in else ():
        fill_in_guest(tab)
    expect(second.get_by_test_id("hold-and-pay")).to_be_enabled()
    hold(page, car_park)
    page.go_back()
    reference = reference_of(page)

    mine = second.get_by_test_id("already-mine")
    expect(mine).to_contain_text(f"{label} is yours already")
    mine.get_by_role("link").click()
    expect(second).to_have_url(re.compile(reference))
    expect(second.get_by_test_id("pay")).to_be_enabled()


def test_a_double_click_is_one_booking(devices: Devices, car_park: Stack) -> None:
    page = devices.desk()
    choose_spot(page, car_park, in_hours(40))
    fill_in_guest(page)
    sent = holds_of(page)
    page.get_by_test_id("hold-and-pay").dblclick()
    at_gateway(page, car_park)
    assert len(sent) == 1


def test_on_a_slow_network_there_are_shapes_first_and_one_order_that_says_what_it_does(
    devices: Devices, car_park: Stack
) -> None:
    page = devices.phone()
    choose_spot(page, car_park, in_hours(42))
    fill_in_guest(page)
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    network.send("Network.emulateNetworkConditions", _SLOW_3G)
    sent = holds_of(page)

    button = page.get_by_test_id("hold-and-pay")
    button.click()
    expect(button).to_be_disabled()
    expect(button).to_have_text("Holding your spot")
    page.keyboard.press("Enter")
    at_gateway(page, car_park)
    assert len(sent) == 1

    network.send("Network.emulateNetworkConditions", {**_SLOW_3G, "latency": 0, "downloadThroughput": -1})
    sign_up(page, car_park)
    page.route("**/api/bookings?*", lambda route: None)
    page.goto(f"{car_park.url}/bookings")
    expect(page.get_by_test_id("list-skeleton").first).to_be_visible()


def test_a_lost_answer_is_asked_for_again_and_books_once(devices: Devices, car_park: Stack) -> None:
    page = devices.phone()
    choose_spot(page, car_park, in_hours(44))
    fill_in_guest(page)
    sent = holds_of(page)

    def swallow(route: Route) -> None:
        route.fetch()  # the order arrives, its answer does not
        route.abort()

    page.route("**/api/bookings", swallow)
    page.get_by_test_id("hold-and-pay").click()
    expect(page.get_by_test_id("hold-problem")).to_contain_text("We could not reach the server")
    page.unroute("**/api/bookings")
    page.get_by_test_id("hold-and-pay").click()
    at_gateway(page, car_park)
    keys = {request.headers["idempotency-key"] for request in sent}
    assert (len(sent), len(keys)) == (2, 1)


def test_a_booking_that_is_paid_stays_so_when_the_driver_goes_back_and_forth(
    devices: Devices, car_park: Stack
) -> None:
    page = devices.phone()
    _, reference = book_as_guest(page, car_park, in_hours(46))
    page.goto(f"{car_park.url}/bookings")
    page.go_back()
    expect(page).to_have_url(re.compile(reference))
    expect(page.get_by_test_id("pass")).to_be_visible()
    expect(page.get_by_test_id("pay")).to_have_count(0)
