"""Bookings that are paid for, and more time for them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from app.bookings.extensions import hold_extension
from app.bookings.models import Booking, Extension
from app.core.actor import GUEST
from app.lots.models import Space
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.world import hold


async def book(space: Space, starts_in: float = 24, hours: float = 3, **request: Any) -> Booking:
    """A booking, paid for."""
    booking = await hold(space, starts_in, hours, **request)
    assert await receive(answer_body(await try_to_pay(booking.id))) == "captured"
    return await Booking.get(id=booking.id)


async def ask_longer(booking: Booking, hours: float) -> Extension:
    """A held extension, not paid for yet."""
    return await hold_extension(booking.id, booking.ends_at + timedelta(hours=hours), channel="web", by=GUEST)


async def extend(booking: Booking, hours: float) -> Extension:
    """More time, paid for; `booking` is read again."""
    extension = await ask_longer(booking, hours)
    assert await receive(answer_body(await try_to_pay(booking.id, extension.id))) == "captured"
    await booking.refresh_from_db()
    return await Extension.get(id=extension.id)
