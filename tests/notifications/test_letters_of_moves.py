"""Letters about a spot that changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.bookings.models import Booking, BookingMove, BookingStatus, MoveCause
from app.core import clock
from app.notifications.channels.protocol import Overtaken
from app.notifications.context import DeliveryContext
from app.notifications.mails.letter import Letter
from app.notifications.mails.letters import write_letter
from tests.notifications.occasions import SOON_AFTER, Occasion, moved, outgoing
from tests.receipts.records import PAID, STARTS, build_park
from tests.support.databases import Database


async def _write(occasion: Occasion, context: DeliveryContext, slug: str = "plaza-damai") -> Letter:
    kind, data = await occasion(await build_park(slug))
    return await write_letter(outgoing(kind, data), context, with_receipt=True)


async def test_who_was_moved_by_the_operator_reads_of_the_right_to_cancel_until_the_start(
    db: Database, context: DeliveryContext
) -> None:
    with clock.frozen(SOON_AFTER):
        letter = await _write(moved(), context)
        assert "A12 (L1) → B4 (B1)" in letter.rendered.text
    assert "you get back all that you paid" in letter.rendered.text
    assert letter.pass_png is not None
    with clock.frozen(STARTS):
        assert "get back" not in (await _write(moved(), context, slug="late")).rendered.text
    chosen = await _write(moved(MoveCause.BLOCKED), context, slug="chosen")
    assert "get back" not in chosen.rendered.text


async def test_who_was_moved_by_staff_reads_so_in_either_language(
    db: Database, context: DeliveryContext
) -> None:
    with clock.frozen(SOON_AFTER):
        for language, words in (("en", "Our staff have moved"), ("ms", "Kakitangan kami telah memindahkan")):
            kind, data = await moved(MoveCause.STAFF)(await build_park(language))
            delivery = replace(outgoing(kind, data), language=language)
            letter = await write_letter(delivery, context, with_receipt=True)
            assert words in " ".join(letter.rendered.text.split())
            assert "get back" not in letter.rendered.text


async def test_a_move_is_not_told_any_more_when_the_booking_has_gone_on(
    db: Database, context: DeliveryContext
) -> None:
    with pytest.raises(Overtaken):
        await _write(moved(status=BookingStatus.CANCELLED), context)
    kind, data = await moved()(await build_park("again"))
    booking = await Booking.get(id=data["booking_id"])
    await BookingMove.create(
        booking=booking,
        from_space_id=booking.space_id,
        to_space_id=booking.space_id,
        cause=MoveCause.BLOCKED,
        moved_at=PAID,
    )
    with pytest.raises(Overtaken):
        await write_letter(outgoing(kind, data), context, with_receipt=True)
