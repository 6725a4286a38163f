"""Alerts for staff: what they say, and to which chats they are sent."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from app.arrivals.models import ParkingSession
from app.arrivals.overstays import watch_overstay
from app.bookings.models import Booking
from app.core import clock
from app.core.events import read_events
from app.core.i18n import catalogue, languages
from app.notifications.channels.protocol import Overtaken
from app.notifications.chats.note import Note
from app.notifications.chats.notes import write_note
from app.notifications.context import DeliveryContext
from app.notifications.drafts import drafts_of
from app.notifications.models import ChannelName, Delivery, DeliveryStatus, MessageKind
from app.notifications.sender import send_due_deliveries
from app.payments.models import Discrepancy, Payment
from app.telegram.models import TelegramAlertChat, TelegramChat
from tests.arrivals.stays import after_the_end, open_lot, parked
from tests.notifications.chats import (
    ALERTS,
    CHAT,
    GROUP,
    alert_chat,
    chat_of_person,
    discrepancy,
    job_failed,
    overstay,
    staff_person,
)
from tests.notifications.occasions import SOON_AFTER, Occasion, outgoing, queue
from tests.receipts.records import build_park
from tests.support.settings import ROOT
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn

pytestmark = pytest.mark.usefixtures("db", "soon_after")


@pytest.fixture
async def soon_after() -> AsyncIterator[None]:
    with clock.frozen(SOON_AFTER):
        yield


async def _write(
    occasion: Occasion, context: DeliveryContext, language: str = "en", slug: str = "plaza-damai"
) -> Note:
    kind, data = await occasion(await build_park(slug))
    return await write_note(outgoing(kind, data, language=language), context)


async def _alert(chat_id: int) -> Delivery:
    kind, data = await job_failed(await build_park(f"park{chat_id}"))
    return await queue(
        kind,
        data,
        channel=ChannelName.TELEGRAM.value,
        recipient=f"alerts:{chat_id}",
        next_attempt_at=SOON_AFTER,
    )


async def _sent(delivery: Delivery, context: DeliveryContext) -> Delivery:
    """The delivery after one try."""
    assert await send_due_deliveries(context) == 1
    await delivery.refresh_from_db()
    return delivery


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("occasion", ALERTS.values(), ids=ALERTS.keys())
async def test_alerts_tell_references_and_amounts_and_nothing_of_anybody(
    context: DeliveryContext, occasion: Occasion, language: str
) -> None:
    note = await _write(occasion, context, language)
    assert not re.search(r"WXY|1234|Aisyah|@|#key|siti", note.text)
    assert note.rows == ()


async def test_an_alert_about_money_says_what_does_not_agree(context: DeliveryContext) -> None:
    text = (await _write(discrepancy(), context)).text
    booking, payment = await Booking.get(), await Payment.get()
    for expected in (booking.reference, payment.order_id, "Asked for: RM 19.08", "Told of: MYR 19.80"):
        assert expected in text
    await Discrepancy.all().delete()
    assert "X-17" in (await _write(discrepancy("unknown_order"), context, slug="unknown")).text


async def test_what_somebody_has_seen_to_is_not_told(context: DeliveryContext) -> None:
    kind, data = await discrepancy()(await build_park())
    await Discrepancy.all().update(resolved_at=SOON_AFTER)
    with pytest.raises(Overtaken):
        await write_note(outgoing(kind, data), context)


def test_each_kind_of_discrepancy_in_the_code_has_its_sentence() -> None:
    source = "".join(path.read_text() for path in (ROOT / "app" / "payments").glob("*.py"))
    kinds = re.findall(r"await note_discrepancy\(\s*\"(\w+)\"", source)
    assert len(kinds) > 5
    assert {kind for kind in kinds if f"telegram.staff_discrepancy.{kind}" not in catalogue("en")} == set()


async def test_an_alert_goes_to_the_chat_that_asked_for_it_and_to_its_group(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person
) -> None:
    hafiz, group = await staff_person(), telegram.group()
    aina.adds_bot_to(group)
    await chat_of_person(hafiz)
    for talk in (aina, group):
        await alert_chat(hafiz, talk.chat_id)
        assert (await _sent(await _alert(talk.chat_id), chatting)).status is DeliveryStatus.SENT
        assert "reconcile_payments" in talk.messages[-1].words


async def test_an_alert_that_waits_is_not_sent_to_a_chat_that_wants_none_any_more(
    chatting: DeliveryContext, aina: Person
) -> None:
    hafiz = await staff_person()
    await chat_of_person(hafiz)
    await alert_chat(hafiz)
    delivery = await _alert(CHAT)
    await TelegramAlertChat.all().delete()

    assert (await _sent(delivery, chatting)).status is DeliveryStatus.DROPPED
    assert aina.messages == []


async def test_a_group_that_becomes_a_supergroup_hears_on_under_its_new_number(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person
) -> None:
    hafiz, group = await staff_person(), telegram.group()
    aina.adds_bot_to(group)
    await chat_of_person(hafiz)
    await alert_chat(hafiz, GROUP)
    kind, data = await job_failed(await build_park())
    for number in (1, 2):  # planned before anybody knew
        await queue(
            kind,
            {**data, "job": f"job_{number}"},
            event_id=number,
            channel=ChannelName.TELEGRAM.value,
            recipient=f"alerts:{GROUP}",
            next_attempt_at=SOON_AFTER + timedelta(minutes=number - 1),
        )
    new_id = group.becomes_supergroup()
    for _ in range(2):
        assert await send_due_deliveries(chatting) == 1
        clock.move(timedelta(minutes=1))

    told = [message.words.partition(" failed")[0] for message in group.messages]
    assert sorted(told) == ["The job job_1", "The job job_2"]
    assert {delivery.status for delivery in await Delivery.all()} == {DeliveryStatus.SENT}
    chat = await TelegramAlertChat.get()
    assert (chat.id, chat.person_id) == (new_id, hafiz.id)


async def test_a_group_that_sent_the_bot_away_is_given_up(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person
) -> None:
    hafiz, group = await staff_person(), telegram.group()
    aina.adds_bot_to(group)
    aina.removes_bot_from(group)
    await chat_of_person(hafiz)
    await alert_chat(hafiz, GROUP)

    assert (await _sent(await _alert(GROUP), chatting)).status is DeliveryStatus.FAILED
    assert (await TelegramChat.get()).blocked_at is None  # the person's own chat is another


async def test_a_car_that_stays_too_long_is_told_by_its_spot_and_not_by_its_plate(
    context: DeliveryContext,
) -> None:
    note = await _write(overstay, context)
    booking = await Booking.get()

    await booking.fetch_related("area", "space")
    assert f"stays too long on {booking.area.code} · {booking.space.label}" in note.text
    assert "RM 12.72" in note.text
    assert booking.reference in note.text
    assert booking.plate_number not in note.text.replace(" ", "")


async def test_a_car_that_has_left_is_no_alert_any_more(context: DeliveryContext) -> None:
    kind, data = await overstay(await build_park())
    await ParkingSession.filter(id=data["session_id"]).update(exited_at=SOON_AFTER, open_for_id=None)

    with pytest.raises(Overtaken):
        await write_note(outgoing(kind, data), context)


async def test_an_overstay_is_told_to_its_driver_and_to_staff_once() -> None:
    booking, _ = await parked(await open_lot())
    for minutes in (20, 30, 20 + 359, 20 + 360):
        with after_the_end(booking, timedelta(minutes=minutes)):
            await watch_overstay(booking.id)
    drafts = [draft.kind for logged in await read_events(0) for draft in drafts_of(logged)]

    assert drafts.count(MessageKind.STAFF_OVERSTAY) == 1
    assert drafts.count(MessageKind.OVERSTAY_OWED) == 2
