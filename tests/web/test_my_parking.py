"""A driver's own bookings over HTTP: those that live, the past in pages, and what they come to."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from app.accounts.models import Person
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.references import new_reference
from app.lots.models import Space
from tests.support.databases import Database
from tests.support.world import hold, make_world
from tests.web.browsers import EMAIL, Browser, application, code_of


@pytest.fixture
async def driver(db: Database) -> Browser:
    browser = Browser(application(db.url))
    assert (await browser.sign_up()).status_code == 201
    return browser


async def book_many(space: Space, count: int, *, email: str = EMAIL, same_start: bool = False) -> list[str]:
    """`count` bookings that are over, one a day, the latest first: their references."""
    person = await Person.get(email=email)
    first = await hold(space)
    await Booking.filter(id=first.id).update(status=BookingStatus.CANCELLED, person_id=person.id)
    now = clock.now()
    made = [
        await _copy(first.id, now - timedelta(days=1 if same_start else number + 1))
        for number in range(count)
    ]
    await Booking.filter(id=first.id).update(person_id=None)
    return [booking.reference for booking in (reversed(made) if same_start else made)]


async def _copy(booking_id: int, starts_at: datetime) -> Booking:
    copy = (await Booking.get(id=booking_id)).clone(pk=None)
    copy.reference = new_reference()
    copy.starts_at, copy.ends_at = starts_at, starts_at + timedelta(hours=2)
    await copy.save()
    return copy


async def pages_of(browser: Browser, query: str = "") -> list[list[str]]:
    """The references of each page of the past, until there is no more."""
    pages: list[list[str]] = []
    before = ""
    while True:
        answer = await browser.get(f"/api/bookings?scope=past{query}{before}")
        body: dict[str, Any] = await answer.get_json()
        pages.append([booking["reference"] for booking in body["bookings"]])
        if body["next"] is None:
            return pages
        before = f"&before={body['next']}"


@pytest.mark.parametrize("same_start", [False, True])
async def test_the_past_comes_in_pages_without_a_gap_or_a_repetition(
    driver: Browser, same_start: bool
) -> None:
    space = (await make_world(1)).spaces[0]
    booked = await book_many(space, 45, same_start=same_start)

    pages = await pages_of(driver)

    assert [len(page) for page in pages] == [20, 20, 5]
    assert [reference for page in pages for reference in page] == booked


async def test_a_page_that_is_full_to_the_last_says_that_nothing_follows(driver: Browser) -> None:
    await book_many((await make_world(1)).spaces[0], 20)

    assert [len(page) for page in await pages_of(driver)] == [20]


async def test_the_past_can_be_that_of_one_lot(driver: Browser) -> None:
    here, there = await make_world(1), await make_world(1)
    booked = await book_many(here.spaces[0], 3)
    await book_many(there.spaces[0], 2)

    assert await pages_of(driver, f"&lot={here.lot.slug}") == [booked]
    for unknown in ("nowhere", "a" * 80):
        assert await pages_of(driver, f"&lot={unknown}") == [[]]


async def test_nobody_pages_on_from_the_booking_of_another(driver: Browser) -> None:
    space = (await make_world(1)).spaces[0]
    await driver.sign_up("other@driver.example")
    [theirs] = await book_many(space, 1, email="other@driver.example")
    await driver.sign_in(EMAIL)

    refusals = [
        await code_of(await driver.get(f"/api/bookings?scope=past&before={one}")) for one in (theirs, "x")
    ]

    assert refusals == [(404, "booking_not_found")] * 2


async def test_the_totals_are_for_whoever_is_signed_in(driver: Browser, db: Database) -> None:
    nothing = {"stays": 0, "minutes": 0, "paidSen": 0, "refundedSen": 0}

    answer = await driver.get("/api/bookings/totals")

    assert await answer.get_json() == {"currency": "MYR", "month": nothing, "year": nothing, "all": nothing}
    stranger = Browser(application(db.url))
    assert await code_of(await stranger.get("/api/bookings/totals")) == (401, "not_signed_in")
