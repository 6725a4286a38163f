"""What goes back is what was shown: who agreed to a refund does not lose it to the clock."""

from __future__ import annotations

import asyncio

from app.bookings.models import Booking
from app.core.database.connection import close_database, open_database
from tests.bot.driving import book_and_pay, press
from tests.support.stack import Stack
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn


def test_a_refund_that_has_become_less_is_shown_before_anything_is_cancelled(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    book_and_pay(guest, when="tomorrow 9am to 11am")
    _asks_to_cancel(guest)
    asyncio.run(_let_deadlines_pass(car_park))
    press(guest, "Cancel, RM")
    guest.waits_for("The refund has become RM 0.00 meanwhile. Nothing has been cancelled.")
    guest.waits_for("nothing goes back any more")
    press(guest, "Keep it")
    guest.waits_for("everything stays")
    guest.types("/bookings")
    assert len(guest.waits_for("Your bookings").buttons) == 1

    _asks_to_cancel(guest)
    press(guest, "Cancel")
    guest.waits_for("is cancelled")


def _asks_to_cancel(guest: Person) -> None:
    guest.types("/cancel")
    guest.waits_for("Which booking shall be cancelled?")
    press(guest, "")
    guest.waits_for("Cancel spot")


async def _let_deadlines_pass(stack: Stack) -> None:
    """For all bookings, by asking for more notice than anybody could give."""
    database = await open_database(stack.database.url)
    try:
        await Booking.all().update(refund_policy=[{"hours_before": 10_000, "percent": 100}])
    finally:
        await close_database(database)
