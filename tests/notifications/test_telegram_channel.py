"""Notes over real HTTP: what arrives in chats, and what becomes of a delivery when Telegram says no."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.bookings.models import Booking
from app.core import clock
from app.core.i18n import languages
from app.dev.preflight import free_port
from app.notifications.channels import telegram as channel
from app.notifications.chats.note import Note
from app.notifications.context import DeliveryContext
from app.notifications.models import ChannelName, Delivery, DeliveryStatus, MessageKind
from app.notifications.recipients import alert_recipient, chat_recipient
from app.notifications.sender import send_due_deliveries
from app.receipts.renderer import ReceiptRenderer
from app.receipts.view import ReceiptView
from app.telegram.api import open_bot
from app.telegram.installation import TelegramBot
from app.telegram.links import unlink_person
from app.telegram.models import TelegramAlertChat, TelegramChat
from tests.notifications.chats import (
    CHAT,
    IN_CHATS,
    alert_chat,
    chat_of_guest,
    chat_of_person,
    job_failed,
    receipted,
    staff_person,
)
from tests.notifications.occasions import (
    SOON_AFTER,
    Occasion,
    confirmed,
    confirmed_for_a_person,
    ending_soon,
    failed,
    password_changed,
    queue,
    refunded,
)
from tests.receipts.records import build_park
from tests.support.telegram.person import Group, Person
from tests.support.telegram.stand_in import TOKEN, TelegramStandIn

pytestmark = pytest.mark.usefixtures("db", "soon_after")


@pytest.fixture
async def soon_after() -> AsyncIterator[None]:
    with clock.frozen(SOON_AFTER):
        yield


async def _queued(occasion: Occasion, language: str = "en") -> Delivery:
    """A note to a guest's chat that is due."""
    kind, data = await occasion(await build_park())
    await chat_of_guest(await Booking.get(id=data["booking_id"]), language=language)
    return await _queue(kind, data, language=language)


async def _queue(kind: MessageKind | str, data: dict[str, Any], **fields: Any) -> Delivery:
    """A delivery to the chat that is due."""
    facts = {
        "channel": ChannelName.TELEGRAM.value,
        "recipient": chat_recipient(CHAT),
        "next_attempt_at": clock.now(),
    }
    return await queue(MessageKind(kind), data, **{**facts, **fields})


async def _sent(delivery: Delivery, context: DeliveryContext) -> Delivery:
    """The delivery after one try."""
    assert await send_due_deliveries(context) == 1
    await delivery.refresh_from_db()
    return delivery


async def _sent_later(delivery: Delivery, context: DeliveryContext, seconds: int = 30) -> Delivery:
    """The delivery after its next try."""
    clock.move(timedelta(seconds=seconds))
    return await _sent(delivery, context)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize(
    "occasion",
    [one for name, one in IN_CHATS.items() if "person" not in name],
    ids=[name for name in IN_CHATS if "person" not in name],
)
async def test_telegram_takes_every_note_in_every_language(
    chatting: DeliveryContext, aina: Person, occasion: Occasion, language: str
) -> None:
    """Its marks are Telegram's, its buttons fit, its pictures and files are ones."""
    delivery = await _queued(occasion, language)
    assert (await _sent(delivery, chatting)).status is DeliveryStatus.SENT, delivery.last_error
    [message] = aina.messages
    assert message.words
    assert "<" not in message.words


async def test_a_confirmation_arrives_as_a_picture_with_buttons(
    chatting: DeliveryContext, aina: Person
) -> None:
    await _sent(await _queued(confirmed), chatting)

    booking = await Booking.get()
    [message] = aina.messages
    assert message.photo is not None
    assert message.caption.startswith("Spot B4 is yours\n")
    assert [[button.text for button in row] for row in message.rows] == [
        ["Find my spot", "Stay longer"],
        ["Receipt", "Open in the app"],
    ]
    assert f"/bookings/{booking.reference}#key=" in aina.opens("Open in the app")


async def test_the_receipt_arrives_as_a_file_of_its_number(chatting: DeliveryContext, aina: Person) -> None:
    await _sent(await _queued(receipted(confirmed)), chatting)

    [message] = aina.messages
    assert message.document is not None
    assert message.document.name == "PLAZA-DAMAI-000123.pdf"
    assert message.document.content.startswith(b"%PDF")
    assert message.rows == ()


async def test_whoever_has_blocked_the_bot_is_marked_and_left_in_peace(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person
) -> None:
    delivery = await _queued(confirmed)
    aina.blocks_bot()
    await _sent(delivery, chatting)

    assert (delivery.status, delivery.last_error) == (DeliveryStatus.FAILED, "the bot was blocked")
    assert (await TelegramChat.get()).blocked_at == SOON_AFTER
    later = await _queue(delivery.kind, delivery.data, event_id=2)
    assert (await _sent(later, chatting)).status is DeliveryStatus.DROPPED
    assert len(telegram.calls("sendPhoto")) == 1


async def test_a_chat_that_is_gone_is_marked_as_well(chatting: DeliveryContext) -> None:
    delivery = await _sent(await _queued(confirmed), chatting)

    assert (delivery.status, delivery.last_error) == (DeliveryStatus.FAILED, "there is no such chat")
    assert (await TelegramChat.get()).blocked_at is not None


@pytest.mark.parametrize(("asked_for", "seconds"), [(120, 120), (3, 30), (999_999, 3600)])
async def test_telegram_gets_the_patience_that_it_asks_for(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person, asked_for: int, seconds: int
) -> None:
    telegram.asks_for_patience("sendMessage", asked_for)
    delivery = await _sent(await _queued(refunded()), chatting)

    assert delivery.status is DeliveryStatus.QUEUED
    assert delivery.last_error == "Telegram asked for patience"
    assert delivery.next_attempt_at == SOON_AFTER + timedelta(seconds=seconds)
    assert (await _sent_later(delivery, chatting, seconds)).status is DeliveryStatus.SENT
    assert len(aina.messages) == 1


async def test_while_one_is_patient_the_others_are_told(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person
) -> None:
    telegram.asks_for_patience("sendPhoto", 60)
    waiting = await _queued(confirmed)
    receipt = await _queue(MessageKind.BOOKING_RECEIPT, waiting.data)
    mail = await queue(*await password_changed(await build_park("mailed")), next_attempt_at=SOON_AFTER)

    assert await send_due_deliveries(chatting) == 3

    rows = await Delivery.filter(id__in=[waiting.id, receipt.id, mail.id]).order_by("id")
    assert [row.status for row in rows] == [
        DeliveryStatus.QUEUED,
        DeliveryStatus.SENT,
        DeliveryStatus.SENT,
    ]


async def test_a_telegram_that_breaks_or_drops_the_line_is_tried_again(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person
) -> None:
    telegram.breaks("sendMessage")
    telegram.drops("sendMessage")
    with capture_logs() as logs:
        delivery = await _sent(await _queued(failed()), chatting)
        assert delivery.status is DeliveryStatus.QUEUED
        assert delivery.last_error == "Telegram was not reached: NetworkError"
        assert (await _sent_later(delivery, chatting)).status is DeliveryStatus.QUEUED

    assert TOKEN not in str(logs)
    assert (await TelegramChat.get()).blocked_at is None
    assert (await _sent_later(delivery, chatting, 60)).status is DeliveryStatus.SENT
    assert len(aina.messages) == 1


async def test_a_telegram_that_nobody_answers_at_is_met_later(
    telegram: TelegramStandIn, context: DeliveryContext, aina: Person
) -> None:
    away = TelegramBot("damai_test_bot", f"http://127.0.0.1:{free_port()}", False, TOKEN, "secret")
    bot = open_bot(away)
    with capture_logs() as logs:
        delivery = await _sent(await _queued(confirmed), replace(context, bot=bot))
    await bot.shutdown()

    assert delivery.status is DeliveryStatus.QUEUED
    assert TOKEN not in f"{delivery.last_error} {logs}"


async def test_a_wrong_token_is_told_by_nobody(telegram: TelegramStandIn, context: DeliveryContext) -> None:
    """The library's error holds it. Until staff set another one it is tried again."""
    wrong = replace(telegram.installation(), token="654321:a-token-of-another-time")
    bot = open_bot(wrong)
    with capture_logs() as logs:
        delivery = await _sent(await _queued(confirmed), replace(context, bot=bot))
    await bot.shutdown()

    assert (delivery.status, delivery.last_error) == (
        DeliveryStatus.QUEUED,
        "Telegram refused the bot: InvalidToken",
    )
    assert wrong.token not in str(logs)


async def test_what_telegram_will_never_take_is_given_up_and_logged(
    monkeypatch: pytest.MonkeyPatch, chatting: DeliveryContext, aina: Person
) -> None:
    async def write_badly(*given: object) -> Note:
        return Note("<b>never closed")

    monkeypatch.setattr(channel, "write_note", write_badly)
    with capture_logs() as logs:
        delivery = await _sent(await _queued(confirmed), chatting)

    assert (delivery.status, delivery.last_error) == (DeliveryStatus.FAILED, "Telegram refused the message")
    assert (await TelegramChat.get()).blocked_at is None
    [reason] = [log["reason"] for log in logs if log["event"] == "telegram_refused"]
    assert "parse entities" in reason


async def _alert_for_a_group(telegram: TelegramStandIn) -> tuple[Delivery, Person, Group]:
    """An alert that is due in a group of staff, and who brought the bot into it."""
    group, hafiz = telegram.group(), telegram.person("Hafiz")
    hafiz.adds_bot_to(group)
    person = await staff_person()
    await chat_of_person(person, hafiz.chat_id)
    await alert_chat(person, group.chat_id)
    kind, data = await job_failed(await build_park())
    return await _queue(kind, data, recipient=alert_recipient(group.chat_id)), hafiz, group


async def test_a_group_that_grows_hears_its_alerts_under_its_new_number(
    telegram: TelegramStandIn, chatting: DeliveryContext
) -> None:
    delivery, _, group = await _alert_for_a_group(telegram)
    another = await _queue(delivery.kind, delivery.data, event_id=2, recipient=delivery.recipient)
    number = group.becomes_supergroup()

    await send_due_deliveries(chatting)
    assert [chat.id for chat in await TelegramAlertChat.all()] == [number]
    clock.move(timedelta(seconds=30))
    await send_due_deliveries(chatting)
    for each in (delivery, another):
        await each.refresh_from_db()
        assert each.status is DeliveryStatus.SENT
    assert len(group.messages) == 2


async def test_a_group_that_put_the_bot_out_is_left_in_peace(
    telegram: TelegramStandIn, chatting: DeliveryContext
) -> None:
    delivery, hafiz, group = await _alert_for_a_group(telegram)
    hafiz.removes_bot_from(group)

    assert (await _sent(delivery, chatting)).status is DeliveryStatus.FAILED
    assert await TelegramAlertChat.all().count() == 0
    assert (await TelegramChat.get()).blocked_at is None  # its person's own chat goes on


async def test_without_a_bot_nothing_is_sent(context: DeliveryContext) -> None:
    delivery = await _sent(await _queued(confirmed), context)

    assert (delivery.status, delivery.last_error) == (
        DeliveryStatus.FAILED,
        "TELEGRAM_BOT_TOKEN is not set",
    )


async def test_a_link_that_was_taken_back_takes_the_chat_back(
    chatting: DeliveryContext, aina: Person
) -> None:
    delivery = await _queued(confirmed)
    await Booking.all().update(link_generation=2)

    assert (await _sent(delivery, chatting)).status is DeliveryStatus.DROPPED
    assert aina.messages == []


async def test_a_telegram_that_was_unlinked_meanwhile_is_told_nothing(
    telegram: TelegramStandIn, chatting: DeliveryContext, aina: Person
) -> None:
    kind, data = await confirmed_for_a_person(await build_park())
    booking = await Booking.get().prefetch_related("person")
    assert booking.person is not None
    await chat_of_person(booking.person)
    delivery = await _queue(kind, data)
    telegram.breaks("sendPhoto")
    assert (await _sent(delivery, chatting)).status is DeliveryStatus.QUEUED
    await unlink_person(booking.person.id)

    assert (await _sent_later(delivery, chatting)).status is DeliveryStatus.DROPPED
    assert aina.messages == []


async def test_a_receipt_that_cannot_be_drawn_is_tried_again_and_holds_up_no_confirmation(
    chatting: DeliveryContext, aina: Person
) -> None:
    broken = replace(chatting, receipts=ReceiptRenderer(draw=_cannot_draw))
    receipt = await _queued(receipted(confirmed))
    confirmation = await _queue(MessageKind.BOOKING_CONFIRMED, receipt.data)
    try:
        assert await send_due_deliveries(broken) == 2
    finally:
        await broken.receipts.close()

    await receipt.refresh_from_db()
    await confirmation.refresh_from_db()
    assert (receipt.status, confirmation.status) == (DeliveryStatus.QUEUED, DeliveryStatus.SENT)
    assert (await _sent_later(receipt, chatting)).status is DeliveryStatus.SENT
    assert [bool(message.document) for message in aina.messages] == [False, True]


def _cannot_draw(view: ReceiptView) -> bytes:
    raise ValueError("no fonts")


async def test_senders_at_work_together_say_everything_once(chatting: DeliveryContext, aina: Person) -> None:
    first = await _queued(ending_soon)
    for number in range(2, 12):
        await _queue(first.kind, first.data, event_id=number)

    tried = await asyncio.gather(*(send_due_deliveries(chatting) for _ in range(3)))

    assert sum(tried) == len(aina.messages) == 11
