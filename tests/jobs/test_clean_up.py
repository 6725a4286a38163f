"""What is forgotten, when, and what is kept for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.models import Person
from app.bookings.models import Booking, IdempotencyKey, ReportOutcome, SpotReport
from app.core import clock
from app.core.events import newest_event_id, read_events
from app.core.models import JobRun
from app.notifications.models import Delivery, DeliveryStatus, MessageKind
from app.payments.models import GatewayEvent, LedgerEntry, Receipt
from app.telegram.chats import enter_chat, forget_place, mark_blocked, remember_guest_email
from app.telegram.follows import follow_booking
from app.telegram.inbox import finish_update, keep_update
from app.telegram.links import make_code
from app.telegram.models import TelegramChat, TelegramFollow, TelegramLinkCode, TelegramUpdate
from jobs.clean_up import clean_up
from jobs.clockwork import take_slot
from tests.support.gateway import answer_body, receive, try_to_pay
from tests.support.world import hold, make_world

pytestmark = pytest.mark.usefixtures("db")


async def _deliver(number: int, status: DeliveryStatus) -> None:
    await Delivery.create(
        event_id=number,
        kind=MessageKind.BOOKING_CONFIRMED,
        channel="email",
        recipient="aisyah@mail.example",
        language="en",
        data={},
        status=status,
        created_at=clock.now(),
    )


async def _clean_up_after(days: float) -> int:
    with clock.frozen(clock.now() + timedelta(days=days)):
        return await clean_up()


async def test_messages_that_were_sent_or_given_up_are_forgotten_after_90_days() -> None:
    for number, status in enumerate(DeliveryStatus):
        await _deliver(number, status)
    assert await _clean_up_after(89.9) == 0
    assert await _clean_up_after(90.1) == 3
    assert (await Delivery.get()).status is DeliveryStatus.QUEUED


async def test_forged_messages_are_forgotten_after_90_days_and_authentic_ones_are_kept() -> None:
    world = await make_world()
    payment = await try_to_pay((await hold(world.spaces[0])).id)
    assert await receive(answer_body(payment, key="somebody-else's-key")) == "forged"
    await receive(answer_body(payment), "return")
    await receive(answer_body(payment))
    await IdempotencyKey.all().delete()
    assert await _clean_up_after(89.9) == 0
    assert await _clean_up_after(90.1) == 1
    assert {event.source for event in await GatewayEvent.filter(is_authentic=True)} == {"return", "callback"}
    assert await GatewayEvent.all().count() == 2


async def test_reports_of_blocked_spots_are_forgotten_with_their_photos_after_90_days() -> None:
    world = await make_world()
    booking = await hold(world.spaces[0])
    await IdempotencyKey.all().delete()
    await SpotReport.create(
        booking=booking,
        space=world.spaces[0],
        outcome=ReportOutcome.MOVED,
        photo=b"\xff\xd8\x00'\\",
        reported_at=clock.now(),
    )
    assert (await SpotReport.get()).photo == b"\xff\xd8\x00'\\"
    assert await _clean_up_after(89.9) == 0
    assert await _clean_up_after(90.1) == 1
    assert await SpotReport.all().count() == 0


async def test_keys_are_forgotten_after_three_days_and_runs_after_fourteen() -> None:
    world = await make_world()
    await hold(world.spaces[0])
    assert await take_slot("some_job", clock.now())
    assert await _clean_up_after(2.9) == 0
    assert await _clean_up_after(3.1) == 1
    assert await IdempotencyKey.all().count() == 0
    assert await _clean_up_after(13.9) == 0
    assert await _clean_up_after(14.1) == 1
    assert await JobRun.all().count() == 0


async def test_the_books_and_the_log_are_kept_for_good() -> None:
    world = await make_world()
    await receive(answer_body(await try_to_pay((await hold(world.spaces[0])).id)))
    kept = (Booking, Receipt, LedgerEntry, GatewayEvent)
    before = [await table.all().count() for table in kept]
    newest = await newest_event_id()
    await _clean_up_after(20 * 365)
    assert [await table.all().count() for table in kept] == before
    assert [event.id for event in await read_events(0)] == list(range(1, newest + 1))


async def test_what_telegram_told_is_forgotten_after_two_days_and_codes_after_thirty() -> None:
    siti = await Person.create(
        email="siti@mail.example", name="Siti", password_hash="x", language="en", created_at=clock.now()
    )
    await make_code(siti.id)
    for number in (1, 2):
        await keep_update({"update_id": number, "message": {"chat": {"id": 7}}})
    await finish_update(1)
    assert await _clean_up_after(1.9) == 0
    assert await _clean_up_after(2.1) == 1
    assert (await TelegramUpdate.get()).id == 2  # it still waits
    assert await _clean_up_after(29.9) == 0
    assert await _clean_up_after(30.1) == 1
    assert await TelegramLinkCode.all().count() == 0


async def test_a_guests_chat_is_forgotten_when_it_was_silent_for_60_days_and_follows_nothing() -> None:
    following, silent, blocked, linked = 1, 2, 3, 4
    siti = await Person.create(
        email="siti@mail.example", name="Siti", password_hash="x", language="en", created_at=clock.now()
    )
    for chat_id in (following, silent, blocked, linked):
        await enter_chat(chat_id, language="en")
    await remember_guest_email(silent, "guest@mail.example")
    await mark_blocked(blocked)
    await TelegramChat.filter(id=linked).update(person_id=siti.id)
    booking = await hold((await make_world()).spaces[0], starts_in=24 * 10 - 3, hours=3)  # ends in ten days
    await IdempotencyKey.all().delete()
    await follow_booking(following, booking)

    assert await _clean_up_after(59.9) == 0
    assert await _clean_up_after(60.1) == 2
    assert {chat.id for chat in await TelegramChat.all()} == {following, linked}
    assert await _clean_up_after(69.9) == 0
    assert await _clean_up_after(70.1) == 2  # what it followed, and then the chat itself
    assert await TelegramFollow.all().count() == 0
    assert {chat.id for chat in await TelegramChat.all()} == {linked}


async def test_a_chat_that_was_forgotten_is_met_anew() -> None:
    before = await enter_chat(7, language="ms")
    await forget_place(before.id)
    asked = (await TelegramChat.get()).serial
    assert await _clean_up_after(60.1) == 1
    with clock.frozen(clock.now() + timedelta(days=61)):
        chat = await enter_chat(7, language="en")
    assert chat.language == "en"
    assert chat.serial > asked  # so that no button from before is taken for an answer
