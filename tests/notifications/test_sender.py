from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from structlog.testing import capture_logs

from app.bookings.models import Booking
from app.core import clock
from app.dev.preflight import free_port
from app.notifications.context import DeliveryContext
from app.notifications.models import Delivery, DeliveryStatus
from app.notifications.rules import LEASE, MAX_ATTEMPTS
from app.notifications.sender import send_due_deliveries
from app.receipts.renderer import ReceiptRenderer
from app.receipts.view import ReceiptView
from app.web.present_mail import present_mail
from tests.notifications.mail_server import MailServer
from tests.notifications.occasions import confirmed, failed, password_changed, queue
from tests.receipts.records import PAID, build_park
from tests.support.databases import Database

pytestmark = pytest.mark.usefixtures("at_paid")


@pytest.fixture
async def at_paid() -> AsyncIterator[None]:
    """The clock stands; tests move it."""
    with clock.frozen(PAID):
        yield


@pytest.fixture
def by_smtp(context: DeliveryContext, mail_server: MailServer) -> DeliveryContext:
    return replace(context, smtp_url=mail_server.url)


async def _queue_simple(**fields: Any) -> Delivery:
    """A mail that needs no receipt."""
    return await queue(*await password_changed(await build_park()), **fields)


async def test_a_confirmation_arrives_with_its_pass_and_its_receipt(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    delivery = await queue(*await confirmed(await build_park()))

    assert await send_due_deliveries(by_smtp) == 1

    (received,) = mail_server.received
    assert received.recipients == ["aisyah@mail.example"]
    assert received.sender == "parking@parking.example"
    mail = present_mail(received.message.as_bytes())
    assert mail.subject == "Spot B4 at Plaza Damai is yours, Mon, 23 Nov 2026, 14:00"
    assert 'src="data:image/png;base64,' in mail.html
    (receipt,) = mail.attachments
    assert receipt.filename == "PLAZA-DAMAI-000123.pdf"
    assert "PLAZA-DAMAI-000123" in PdfReader(io.BytesIO(receipt.content)).pages[0].extract_text()
    await delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.SENT, 1)
    assert (delivery.sent_at, delivery.next_attempt_at) == (PAID, None)


async def test_without_a_mail_server_mail_is_laid_into_a_folder(
    db: Database, context: DeliveryContext, tmp_path: Path
) -> None:
    delivery = await _queue_simple()

    await send_due_deliveries(context)

    (file,) = (tmp_path / "mail").iterdir()
    mail = present_mail(file.read_bytes())
    assert (mail.recipient, mail.subject) == ("aisyah@mail.example", "Your password was changed")
    await delivery.refresh_from_db()
    assert delivery.status is DeliveryStatus.SENT


async def test_what_was_sent_is_not_sent_again(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    await _queue_simple()
    await send_due_deliveries(by_smtp)

    assert await send_due_deliveries(by_smtp) == 0
    assert len(mail_server.received) == 1


async def test_a_recipient_refused_for_now_is_tried_again_under_the_same_message_id(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    mail_server.to_data.extend(["451 4.3.0 later", "250 taken"])
    delivery = await _queue_simple()

    await send_due_deliveries(by_smtp)
    await delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.QUEUED, 1)
    assert delivery.next_attempt_at == PAID + timedelta(seconds=30)
    assert delivery.last_error == "the mail server said 451"

    assert await send_due_deliveries(by_smtp) == 0  # it is not due yet
    clock.move(timedelta(seconds=30))
    assert await send_due_deliveries(by_smtp) == 1

    sent = await Delivery.get(id=delivery.id)
    assert (sent.status, sent.attempts, sent.last_error) == (DeliveryStatus.SENT, 2, None)
    (received,) = mail_server.received
    assert received.message["Message-ID"] == f"<password_changed.1.{delivery.id}@parking.example>"


async def test_a_recipient_refused_for_good_is_given_up_at_once(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    mail_server.to_recipient.append("550 5.1.1 <aisyah@mail.example> is unknown")
    delivery = await _queue_simple()

    await send_due_deliveries(by_smtp)

    await delivery.refresh_from_db()
    assert (delivery.status, delivery.next_attempt_at) == (DeliveryStatus.FAILED, None)
    assert delivery.last_error == "the mail server said 550"


async def test_a_server_that_is_away_is_tried_ten_times(db: Database, context: DeliveryContext) -> None:
    nobody = replace(context, smtp_url=f"smtp://127.0.0.1:{free_port()}")
    delivery = await _queue_simple()

    tries = 0
    while tried := await send_due_deliveries(nobody):
        tries += tried
        await delivery.refresh_from_db()
        if delivery.next_attempt_at is not None:
            clock.move(delivery.next_attempt_at - clock.now())

    assert tries == MAX_ATTEMPTS
    assert delivery.status is DeliveryStatus.FAILED
    assert timedelta(hours=11) < clock.now() - PAID < timedelta(hours=13)


async def test_senders_at_work_together_send_everything_once(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    message = await password_changed(await build_park())
    for number in range(20):
        await queue(*message, event_id=number, recipient=f"driver-{number}@mail.example")

    tried = await asyncio.gather(*(send_due_deliveries(by_smtp) for _ in range(3)))

    assert sum(tried) == 20
    assert sorted(received.recipients[0] for received in mail_server.received) == sorted(
        f"driver-{number}@mail.example" for number in range(20)
    )


async def test_what_a_dead_process_had_taken_is_sent_when_its_lease_is_over(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    delivery = await _queue_simple(attempts=1, next_attempt_at=PAID + LEASE)

    assert await send_due_deliveries(by_smtp) == 0
    clock.move(LEASE)
    assert await send_due_deliveries(by_smtp) == 1

    await delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.SENT, 2)


async def test_a_message_that_kills_every_process_is_given_up(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    delivery = await _queue_simple(attempts=MAX_ATTEMPTS)

    assert await send_due_deliveries(by_smtp) == 0

    await delivery.refresh_from_db()
    assert delivery.status is DeliveryStatus.FAILED
    assert mail_server.received == []


async def test_who_lost_the_lease_does_not_write_over_the_one_who_has_it(
    db: Database, context: DeliveryContext, tmp_path: Path
) -> None:
    """A process that was asleep for longer than its lease wakes up and fails; another has the delivery."""
    delivery = await queue(*await confirmed(await build_park()))

    class SlowRenderer(ReceiptRenderer):
        async def render(self, view: ReceiptView) -> bytes:
            await Delivery.filter(id=delivery.id).update(attempts=2, next_attempt_at=PAID + LEASE * 2)
            raise OSError

    await send_due_deliveries(replace(context, receipts=SlowRenderer()))

    await delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.QUEUED, 2)
    assert delivery.next_attempt_at == PAID + LEASE * 2
    assert delivery.last_error is None


async def test_a_receipt_that_cannot_be_drawn_holds_the_mail_up_three_times_only(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    broken = replace(by_smtp, receipts=ReceiptRenderer(draw=_cannot_draw))
    delivery = await queue(*await confirmed(await build_park()))
    try:
        for _ in range(4):
            assert await send_due_deliveries(broken) == 1
            clock.move(timedelta(minutes=3))
    finally:
        await broken.receipts.close()

    await delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.SENT, 4)
    (received,) = mail_server.received
    assert list(received.message.iter_attachments()) == []
    assert "can be opened from your booking" in present_mail(received.message.as_bytes()).text


def _cannot_draw(view: ReceiptView) -> bytes:
    raise ValueError("no fonts")


async def test_what_is_not_true_any_more_is_dropped(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    delivery = await queue(*await failed()(await build_park()))
    await Booking.all().update(status="confirmed")

    await send_due_deliveries(by_smtp)

    await delivery.refresh_from_db()
    assert (delivery.status, delivery.next_attempt_at) == (DeliveryStatus.DROPPED, None)
    assert mail_server.received == []


async def test_one_broken_message_does_not_hold_up_the_others(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    kind, data = await password_changed(await build_park())
    broken = await queue(kind, {}, event_id=1)
    good = await queue(kind, data, event_id=2)

    assert await send_due_deliveries(by_smtp) == 2

    await broken.refresh_from_db()
    await good.refresh_from_db()
    assert (broken.status, broken.last_error) == (DeliveryStatus.QUEUED, "broken: KeyError")
    assert good.status is DeliveryStatus.SENT


@pytest.mark.parametrize("field", [{"kind": "car_on_fire"}, {"channel": "pigeon"}])
async def test_what_only_a_newer_version_can_send_is_left_to_it(
    db: Database, context: DeliveryContext, field: dict[str, str]
) -> None:
    delivery = await _queue_simple()
    await Delivery.all().update(**field)

    assert await send_due_deliveries(context) == 0
    await delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts) == (DeliveryStatus.QUEUED, 0)


async def test_the_longest_due_go_first_and_a_limit_leaves_the_rest(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    message = await password_changed(await build_park())
    for number, age in enumerate((1, 3, 2)):
        due = PAID - timedelta(minutes=age)
        await queue(*message, event_id=number, recipient=f"due-{age}@mail.example", next_attempt_at=due)

    assert await send_due_deliveries(by_smtp, limit=2) == 2
    assert {received.recipients[0] for received in mail_server.received} == {
        "due-3@mail.example",
        "due-2@mail.example",
    }


async def test_each_try_is_logged_without_the_address(
    db: Database, by_smtp: DeliveryContext, mail_server: MailServer
) -> None:
    mail_server.to_recipient.append("550 5.1.1 <aisyah@mail.example> is unknown")
    delivery = await _queue_simple()

    with capture_logs() as logs:
        await send_due_deliveries(by_smtp)

    assert logs == [
        {
            "event": "delivery_tried",
            "log_level": "info",
            "delivery_id": delivery.id,
            "kind": "password_changed",
            "channel": "email",
            "attempt": 1,
            "outcome": "failed",
            "error": "the mail server said 550",
        }
    ]


async def test_a_folder_that_cannot_be_written_is_tried_again(
    db: Database, context: DeliveryContext, tmp_path: Path
) -> None:
    (tmp_path / "mail").write_text("a file, no folder")
    delivery = await _queue_simple()

    await send_due_deliveries(context)

    await delivery.refresh_from_db()
    assert delivery.status is DeliveryStatus.QUEUED
    assert delivery.last_error == "cannot write into the mail folder: File exists"
