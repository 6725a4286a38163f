"""Cancelling over HTTP: the refund that was shown is the one that is given, or the driver is asked again."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from unittest.mock import AsyncMock

import pytest

from app.bookings.access import access_key
from app.bookings.models import Booking
from app.core import clock
from tests.accounts.people import POLICY
from tests.support.databases import Database
from tests.support.gateway import GATEWAY, answer_body, receive, try_to_pay
from tests.support.world import hold, make_world
from tests.web.browsers import Browser, application, code_of


@pytest.fixture
async def booking(db: Database) -> Booking:
    booking = await hold((await make_world(1)).spaces[0], starts_in=48)
    await receive(answer_body(await try_to_pay(booking.id)))
    return booking


@pytest.fixture
async def phone(db: Database, booking: Booking) -> Browser:
    app = application(db.url)
    follower = SimpleNamespace(show_own_writes=AsyncMock())  # nothing is live here
    app.extensions["parkpro"] = SimpleNamespace(gateway=GATEWAY, follower=follower)
    browser = Browser(app)
    key = access_key(POLICY.secret_key, booking.reference, booking.link_generation)
    await browser.post(f"/api/bookings/{booking.reference}/access", {"key": key})
    return browser


async def test_a_refund_that_became_less_is_told_and_nothing_is_cancelled(
    booking: Booking, phone: Browser
) -> None:
    path = f"/api/bookings/{booking.reference}"
    shown = (await (await phone.get(path)).get_json())["cancellation"]["refundAmountSen"]
    with clock.frozen(booking.starts_at - timedelta(hours=23)):
        refused = await phone.post(f"{path}/cancel", {"expectedRefundSen": shown})
        now = (await refused.get_json(force=True))["refundAmountSen"]
        agreed = await phone.post(f"{path}/cancel", {"expectedRefundSen": now})

    assert await code_of(refused) == (409, "refund_changed")
    assert now < shown
    assert (await agreed.get_json())["refund"]["amountSen"] == now


async def test_who_does_not_say_what_was_shown_is_not_asked(booking: Booking, phone: Browser) -> None:
    answer = await phone.send(f"/api/bookings/{booking.reference}/cancel", b"", "")

    assert (await answer.get_json())["status"] == "cancelled"


@pytest.mark.parametrize("wrong", [{"expectedRefundSen": -1}, {"expectedRefundSen": "all"}, {"more": 1}, []])
async def test_what_is_no_amount_is_refused(booking: Booking, phone: Browser, wrong: object) -> None:
    answer = await phone.post(f"/api/bookings/{booking.reference}/cancel", wrong)

    assert await code_of(answer) == (400, "invalid_request")
