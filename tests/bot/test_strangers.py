"""What strangers try with the bookings of a chat, from outside it."""

from __future__ import annotations

import asyncio

import httpx

from app.bookings.models import Booking
from app.bookings.queries import get_booking
from app.core.database.connection import close_database, open_database
from tests.bot.driving import hold, look_over, reference_in
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn


async def _read(stack: Stack, reference: str) -> Booking:
    database = await open_database(stack.database.url)
    try:
        return await get_booking(reference)
    finally:
        await close_database(database)


def test_who_knows_all_that_a_guest_asked_for_is_not_given_the_booking(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    """The same request with the same key answers with the booking and its link."""
    guest = chats.person("Siti Demo")
    look_over(guest)
    held = asyncio.run(_read(car_park, reference_in(hold(guest))))
    body = {
        "spaceId": held.space_id,
        "startsAt": held.starts_at.isoformat(),
        "endsAt": held.ends_at.isoformat(),
        "plateNumber": held.plate_number,
        "email": held.email,
    }
    for serial in range(20):
        guess = {"Idempotency-Key": f"telegram:{guest.chat_id}:{serial}"}
        answer = httpx.post(f"{car_park.url}/api/bookings", json=body, headers=guess, trust_env=False)
        assert answer.status_code == 409, answer.text
