"""Which bookings a chat may see, and which chats are told of one."""

from __future__ import annotations

import pytest
from tortoise.exceptions import IntegrityError

from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking, BookingStatus
from app.bookings.service import HoldRequest
from app.core import clock
from app.telegram.chats import enter_chat, find_chat, mark_blocked
from app.telegram.follows import (
    chats_of,
    follow_booking,
    get_booking_of_chat,
    hold_for_guest,
    list_bought,
    list_current,
)
from app.telegram.links import link_chat, make_code
from app.telegram.models import TelegramChat
from tests.accounts.people import sign_up
from tests.support.databases import Database
from tests.support.world import hold, in_hours, make_world

AINA, BAKAR = 1001, 1002


async def chat(id_: int) -> TelegramChat:
    await enter_chat(id_, language="en")
    found = await find_chat(id_)
    assert found is not None
    return found


async def told_of(booking: Booking) -> list[int]:
    return [one.id for one in (await chats_of([await Booking.get(id=booking.id)]))[booking.id]]


async def test_a_guests_booking_is_of_the_chat_that_made_it(db: Database) -> None:
    booking = await hold((await make_world()).spaces[0])
    mine, other = await chat(AINA), await chat(BAKAR)
    await follow_booking(AINA, booking)
    await follow_booking(AINA, booking)  # again is no error

    assert (await get_booking_of_chat(mine, booking.reference)).id == booking.id
    assert [one.id for one in await list_current(mine)] == [booking.id]
    assert await told_of(booking) == [AINA]
    with pytest.raises(BookingNotFound):
        await get_booking_of_chat(other, booking.reference)
    assert await list_current(other) == []


async def test_a_guests_spot_is_held_and_followed_or_neither(db: Database) -> None:
    """What costs nothing is confirmed with the hold: the chat has to be known as its by then."""
    [space, *_] = (await make_world()).spaces
    request = HoldRequest(space.id, in_hours(24), in_hours(26), "WXY 1234", email="aina@mail.example")
    with pytest.raises(IntegrityError):
        await hold_for_guest(AINA, request, idempotency_key="1", language="en")  # there is no such chat
    assert await Booking.all().count() == 0

    await chat(AINA)
    booking = await hold_for_guest(AINA, request, idempotency_key="1", language="en")
    again = await hold_for_guest(AINA, request, idempotency_key="1", language="en")
    assert again.id == booking.id
    assert (booking.channel, await told_of(booking)) == ("telegram", [AINA])


async def test_a_link_that_is_taken_back_takes_the_chat_along(db: Database) -> None:
    booking = await hold((await make_world()).spaces[0])
    mine = await chat(AINA)
    await follow_booking(AINA, booking)
    await Booking.filter(id=booking.id).update(link_generation=booking.link_generation + 1)

    with pytest.raises(BookingNotFound):
        await get_booking_of_chat(mine, booking.reference)
    assert await told_of(booking) == []
    assert await list_current(mine) == []


async def test_an_accounts_booking_is_of_its_chat_and_of_no_guests_any_more(db: Database) -> None:
    person = (await sign_up()).person
    booking = await hold((await make_world()).spaces[0])
    guest = await chat(BAKAR)
    await follow_booking(BAKAR, booking)
    await chat(AINA)
    await link_chat(AINA, (await make_code(person.id)).code)
    await Booking.filter(id=booking.id).update(person_id=person.id)

    mine = await chat(AINA)
    assert (await get_booking_of_chat(mine, booking.reference)).id == booking.id
    assert await told_of(booking) == [AINA]
    with pytest.raises(BookingNotFound):
        await get_booking_of_chat(guest, booking.reference)


async def test_who_has_blocked_the_bot_is_not_told(db: Database) -> None:
    booking = await hold((await make_world()).spaces[0])
    await chat(AINA)
    await follow_booking(AINA, booking)
    await mark_blocked(AINA)
    assert await told_of(booking) == []


async def test_only_what_lives_is_listed_the_soonest_first(db: Database) -> None:
    person = (await sign_up()).person
    spaces = (await make_world()).spaces
    later, over, sooner = await hold(spaces[0], 48), await hold(spaces[1], 12), await hold(spaces[2], 24)
    await chat(AINA)
    for booking in (later, over):
        await follow_booking(AINA, booking)
    await Booking.filter(id=over.id).update(status=BookingStatus.CANCELLED)
    await link_chat(AINA, (await make_code(person.id)).code)
    await Booking.filter(id=sooner.id).update(person_id=person.id)

    mine = await chat(AINA)
    assert [one.id for one in await list_current(mine)] == [sooner.id, later.id]
    assert [one.id for one in await list_current(mine, limit=1)] == [sooner.id]


async def test_what_was_bought_is_listed_when_it_is_over_too(db: Database) -> None:
    """For its receipt."""
    spaces = (await make_world()).spaces
    over, unpaid, lost = await hold(spaces[0], 12), await hold(spaces[1], 24), await hold(spaces[2], 36)
    mine = await chat(AINA)
    for booking in (over, unpaid, lost):
        await follow_booking(AINA, booking)
    bought = Booking.filter(id__in=[over.id, lost.id])
    await bought.update(status=BookingStatus.COMPLETED, confirmed_at=clock.now())
    await Booking.filter(id=lost.id).update(link_generation=lost.link_generation + 1)

    assert [one.id for one in await list_bought(mine)] == [over.id]
    assert await list_bought(await chat(BAKAR)) == []
