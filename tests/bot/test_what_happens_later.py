"""What comes by itself after booking, and what its buttons lead to: the end comes near, a spot is closed."""

from __future__ import annotations

from datetime import timedelta

from app.arrivals.models import Method, ParkingSession
from app.arrivals.service import let_in
from app.arrivals.sightings import Sighting
from app.bookings.models import Booking, SpaceClaim
from app.core import clock
from app.core.actor import Actor
from app.lots.models import Lot, Space, SpaceStatus, SpaceType
from jobs.complete_bookings import complete_bookings
from jobs.remind_endings import remind_endings
from jobs.watch_overstays import watch_overstays
from tests.bot.behind import meanwhile
from tests.bot.driving import (
    amount_in,
    book_and_pay,
    find_button,
    hold,
    look_over,
    payment_address,
    press,
    reference_in,
)
from tests.bot.paying import pay
from tests.support.gateway import GATEWAY
from tests.support.stack import Stack
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn


def bring_end_near(stack: Stack, reference: str, minutes: int = 10) -> None:
    """Most of the stay is over, and no more `minutes` are left; of a negative number, that it ended then."""

    async def shift() -> None:
        booking = await Booking.get(reference=reference)
        by = clock.now() + timedelta(minutes=minutes) - booking.ends_at
        times = {"starts_at": booking.starts_at + by, "ends_at": booking.ends_at + by}
        await SpaceClaim.filter(booking_id=booking.id).update(**times)
        await Booking.filter(id=booking.id).update(**times)
        for stay in await ParkingSession.filter(booking_id=booking.id):
            came = stay.entered_at + by
            await ParkingSession.filter(id=stay.id).update(entered_at=came, told_at=came)

    meanwhile(stack, shift)


def close(stack: Stack, spot: str, floor: str = "B1") -> None:
    stack.command("close-space", "plaza-damai", floor, spot, "--reason", "Repair of the floor")


def spot_of(message: ChatMessage) -> str:
    """The spot that a message about a booking names first, in bold."""
    words = message.words.split()
    return words[words.index("Spot") + 1]


def passes_of(person: Person) -> list[ChatMessage]:
    return [m for m in person.messages if m.photo is not None and "pass" in m.words]


def test_the_reminder_before_the_end_leads_to_more_time(car_park: Stack, chats: TelegramStandIn) -> None:
    guest = chats.person("Siti Demo")
    reference = reference_in(book_and_pay(guest, when="now for 1 hour"))
    bring_end_near(car_park, reference)
    meanwhile(car_park, remind_endings)
    reminder = guest.waits_for("Need more time?", anywhere=True)
    assert [button.text for button in reminder.buttons] == ["Stay longer", "Find my spot"]

    guest.taps("Stay longer", of=reminder)
    guest.waits_for("How long shall spot")
    press(guest, "Until ")
    guest.waits_for("Stay longer at")
    press(guest, "Hold and pay")
    guest.waits_for("is held for you")
    pay(payment_address(guest))
    extended = guest.waits_for("The added time is paid", anywhere=True)
    assert extended.photo is not None
    guest.waits_until(lambda: len([m for m in guest.messages if m.document is not None]) == 2)

    guest.taps("Find my spot", of=reminder)  # for as long as it stands there
    guest.waits_for("m from Lift")
    meanwhile(car_park, remind_endings)
    guest.types("/bookings")
    guest.waits_for("Your bookings:")
    assert len([m for m in guest.messages if "Need more time?" in m.words]) == 1


def test_when_the_time_is_over_it_is_told_and_nothing_of_it_can_be_made_longer(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    passed = book_and_pay(guest, when="now for 1 hour")
    reference = reference_in(passed)
    guest.taps("Stay longer", of=passed)
    guest.waits_for("How long shall spot")
    bring_end_near(car_park, reference, minutes=-1)
    meanwhile(car_park, complete_bookings)
    guest.waits_for("please move it", anywhere=True)

    guest.types("2 more hours")
    guest.waits_for("can no longer be changed: it is over")
    guest.taps("Stay longer", of=passed)
    refused = guest.waits_for("can no longer be changed: it is over")
    assert [button.text for button in refused.buttons] == ["Book again"]
    guest.taps("Receipt", of=passed)  # that stays
    guest.waits_until(lambda: len([m for m in guest.messages if m.document is not None]) == 2)


def test_who_stays_too_long_is_told_what_is_owed_and_pays_it_in_the_chat(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    reference = reference_in(book_and_pay(guest, when="now for 1 hour"))

    async def come_in() -> None:
        booking = await Booking.get(reference=reference)
        await Lot.filter(id=booking.lot_id).update(overstay_hour_sen=600, exit_grace_minutes=10)
        await let_in(booking.id, booking.lot_id, Sighting(Method.SCAN, clock.now()), by=Actor("attendant"))

    meanwhile(car_park, come_in)
    bring_end_near(car_park, reference, minutes=-70)
    meanwhile(car_park, complete_bookings)
    meanwhile(car_park, lambda: watch_overstays(GATEWAY))
    told = guest.waits_for("is owed for spot", anywhere=True)
    amount = amount_in(told)
    assert [button.text for button in told.buttons] == [f"Pay {amount}", "Find my spot"]

    guest.taps(f"Pay {amount}", of=told)
    guest.waits_for("for staying longer on spot")
    pay(payment_address(guest))
    guest.waits_for("Nothing more is owed", anywhere=True)
    guest.waits_until(lambda: len([m for m in guest.messages if m.document is not None]) == 2)

    guest.taps(f"Pay {amount}", of=told)
    refused = guest.waits_for("Nothing is owed")
    assert [button.text for button in refused.buttons] == ["Book again"]


def test_a_closed_spot_brings_the_nearest_equal_with_a_new_pass_or_all_money_back(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    first = book_and_pay(guest)
    former = spot_of(first)
    close(car_park, former)
    moved = guest.waits_for("Your spot is", anywhere=True)
    assert f"spot {former} had to be closed" in moved.words
    assert moved.photo is not None
    assert first.photo is not None
    assert moved.photo.content != first.photo.content

    guest.taps("Show my booking", of=moved)
    assert f"spot {former}" not in guest.waits_for("Booked").words
    guest.taps("Cancel", of=moved)
    amount = amount_in(guest.waits_for("100% goes back"))
    press(guest, f"Cancel, {amount} back")
    guest.waits_for(f"{amount} goes back to you")
    guest.waits_for(f"Refunded: {amount}", anywhere=True)
    car_park.command("reopen-space", "plaza-damai", "B1", former)


def test_a_spot_without_an_equal_ends_with_all_money_back_and_is_booked_again(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    booked = book_and_pay(guest, kind="EV", floor="G")
    reference = reference_in(booked)

    async def retire_the_others() -> None:
        mine = await Booking.get(reference=reference)
        others = Space.filter(type=SpaceType.EV, area__lot_id=mine.lot_id).exclude(id=mine.space_id)
        ids = [space.id for space in await others]
        await Space.filter(id__in=ids).update(status=SpaceStatus.RETIRED)
        # Whoever stands there now has driven out by then.
        stood = ParkingSession.filter(booking__space_id=mine.space_id, exited_at=None)
        for stay in await stood:
            await ParkingSession.filter(id=stay.id).update(open_for_id=None, exited_at=clock.now())

    meanwhile(car_park, retire_the_others)
    close(car_park, spot_of(booked), floor="G")
    told = guest.waits_for("has lost its spot", anywhere=True)
    assert "no equal spot is free" in told.words
    guest.waits_for("Refunded: RM", anywhere=True)
    guest.taps("Show my booking", of=told)
    assert "Ended by the operator" in guest.waits_for(reference).words
    guest.taps("Book again", of=told)
    guest.waits_for("When?")


def test_a_hold_whose_spot_is_closed_is_told_and_paid_for_on_the_other(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest = chats.person("Siti Demo")
    look_over(guest)
    held = hold(guest)
    former, address = spot_of(held), payment_address(guest)
    close(car_park, former)
    moved = guest.waits_for("Your spot is", anywhere=True)
    assert "is held for you" in moved.words
    assert moved.photo is None
    assert find_button(guest, "Pay")[0].id == moved.id
    pay(address)
    passed = guest.waits_for(lambda message: message.photo is not None, anywhere=True)
    assert f"Spot {former} " not in passed.words
    car_park.command("reopen-space", "plaza-damai", "B1", former)
