"""Where the spot is: on a picture of its floor with the way from the lift, and the car park on a map."""

from __future__ import annotations

from app.bookings.models import Booking
from app.core import local_time
from app.lots.ways import Ways
from bot.floors import floor_words, view_floor
from bot.pictures.threads import in_thread
from bot.pictures.way import draw_way, walked_metres
from bot.screen import Screen
from bot.talk import Talk


async def find_spot(talk: Talk, booking: Booking) -> None:
    """Shows both. `booking` has its parts loaded."""
    lot, area, space = booking.lot, booking.area, booking.space
    floor = await view_floor(area.id, booking.period, talk.services.live)
    picture = await in_thread(draw_way, floor, space.id, language=talk.language)
    way = Ways(floor.drawing).home(space)
    text = talk.text(
        "find",
        spot=space.label,
        lot=lot.name,
        floor=floor_words(area),
        period=local_time.period_words(booking.period, lot.time_zone, talk.language),
        metres=walked_metres(way) if way else None,
        landmark=way.landmark.label if way else None,
    )
    await talk.show(Screen(text, picture=picture))
    await talk.send_place(lot.latitude, lot.longitude, lot.name, lot.address)
