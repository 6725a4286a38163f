"""What is said in chats: complete, short, true, and with buttons that the bot understands."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from html import unescape
from urllib.parse import urlsplit

import pytest
from telegram import InlineKeyboardButton

from app.bookings.models import Booking, BookingMove, BookingStatus, ExtensionStatus, MoveCause
from app.core import clock
from app.core.i18n import languages
from app.notifications.channels.protocol import Overtaken
from app.notifications.chats.note import Note
from app.notifications.chats.notes import write_note
from app.notifications.context import DeliveryContext
from app.notifications.models import ChannelName, MessageKind
from app.notifications.topics import is_wanted
from app.payments.models import Discrepancy, Payment, PaymentStatus
from app.telegram.buttons import Act, read_act
from app.telegram.texts import LONGEST_CAPTION
from tests.notifications.chats import ALERTS, IN_CHATS, extension_expired, hold_expired, pending, receipted
from tests.notifications.occasions import (
    SOON_AFTER,
    Data,
    Occasion,
    confirmed,
    confirmed_for_a_person,
    confirmed_free_of_charge,
    displaced,
    ending_soon,
    extended,
    failed,
    failed_longer,
    moved,
    outgoing,
    paid_late,
    refunded,
)
from tests.receipts.records import Park, build_extension, build_park, build_payment

pytestmark = pytest.mark.usefixtures("db", "soon_after")

EVERY = IN_CHATS | ALERTS


@pytest.fixture
async def soon_after() -> AsyncIterator[None]:
    with clock.frozen(SOON_AFTER):
        yield


async def _write(
    occasion: Occasion, context: DeliveryContext, language: str = "en", slug: str = "plaza-damai"
) -> Note:
    return await _again(await occasion(await build_park(slug)), context, language)


async def _again(told: tuple[MessageKind, Data], context: DeliveryContext, language: str = "en") -> Note:
    kind, data = told
    return await write_note(outgoing(kind, data, language=language), context)


def _buttons(note: Note) -> list[InlineKeyboardButton]:
    return [button for row in note.rows for button in row]


def _acts(note: Note) -> list[Act]:
    found = [read_act(str(button.callback_data)) for button in _buttons(note) if button.callback_data]
    return [each[0] for each in found if each is not None]


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("occasion", EVERY.values(), ids=EVERY.keys())
async def test_every_note_is_complete_in_every_language(
    context: DeliveryContext, occasion: Occasion, language: str
) -> None:
    """No hole is left, the HTML is Telegram's, and each button asks for something or opens the app."""
    note = await _write(occasion, context, language)

    assert not re.search(r"[{}]|\bNone\b|Undefined", note.text)
    assert set(re.findall(r"</?(\w+)", note.text)) <= {"b", "code"}
    assert all(line.count("<b>") == line.count("</b>") for line in note.text.splitlines())
    assert "\n\n\n" not in note.text
    for button in _buttons(note):
        assert button.text
        asked = read_act(str(button.callback_data))
        assert asked or urlsplit(str(button.url)).hostname == "parking.example"
    booking = await Booking.get_or_none()
    for act, reference in filter(None, (read_act(str(one.callback_data)) for one in _buttons(note))):
        assert booking is not None
        assert reference == booking.reference
        assert act in Act


@pytest.mark.parametrize("language", languages())
async def test_the_longest_names_fit_under_a_picture(context: DeliveryContext, language: str) -> None:
    for number, occasion in enumerate([confirmed, extended(), moved(), receipted(confirmed)]):
        note = await _again(await occasion(await _long_park(number)), context, language)
        assert note.picture or note.document
        assert len(unescape(re.sub(r"<[^>]+>", "", note.text))) <= LONGEST_CAPTION


async def test_each_kind_that_is_told_in_chats_has_an_occasion_here() -> None:
    kinds = set()
    for number, occasion in enumerate(EVERY.values()):
        if "person" not in occasion.__name__:
            await Discrepancy.all().delete()
            kinds.add((await occasion(await _long_park(number)))[0])

    assert kinds == {kind for kind in MessageKind if is_wanted(kind, ChannelName.TELEGRAM, {})}


async def test_a_confirmation_is_the_pass_with_what_can_be_done_about_it(context: DeliveryContext) -> None:
    note = await _write(confirmed, context)
    booking = await Booking.get()

    assert note.picture is not None
    assert note.picture.startswith(b"\x89PNG")
    assert "Spot B4 is yours" in note.text
    assert "14:00 – 17:00" in note.text
    assert _acts(note) == [Act.FIND, Act.EXTEND, Act.RECEIPT]
    [link] = [str(button.url) for button in _buttons(note) if button.url]
    assert link.startswith(f"https://parking.example/bookings/{booking.reference}#key=")


async def test_a_persons_link_holds_no_key_and_what_was_free_has_no_receipt(context: DeliveryContext) -> None:
    person = await _write(confirmed_for_a_person, context)
    free = await _write(confirmed_free_of_charge, context, slug="free")

    assert "#key" not in str(_buttons(person))
    assert Act.RECEIPT not in _acts(free)
    assert "free of charge" in free.text


async def test_the_receipt_is_a_file_and_that_of_more_time_another(context: DeliveryContext) -> None:
    first = await _write(receipted(confirmed), context)
    longer = await _write(receipted(extended()), context, slug="longer")

    assert first.document is not None
    assert longer.document is not None
    assert (first.document.name, longer.document.name) == ("PLAZA-DAMAI-000123.pdf", "LONGER-000124.pdf")
    assert first.document.content.startswith(b"%PDF")
    assert "RM 6.36" in longer.text
    with pytest.raises(Overtaken):
        await _write(receipted(confirmed_free_of_charge), context, slug="free")


@pytest.mark.parametrize(
    ("occasion", "acts", "words"),
    [
        (failed(), [Act.PAY], "Top it up, or pay from another account."),
        (failed("IR20"), [Act.SHOW], "B4 is kept for you until 12:10."),
        (failed(status=BookingStatus.EXPIRED), [Act.AGAIN], "B4 is free for others again."),
        (failed_longer(), [Act.PAY], "The added time on B4 is kept for you until 12:10."),
        (moved(), [Act.FIND, Act.SHOW, Act.CANCEL], "you get back all that you paid"),
        (moved(MoveCause.BLOCKED), [Act.FIND, Act.SHOW], "Somebody else stood on spot A12"),
        (displaced(), [Act.AGAIN, Act.SHOW], "Refund: RM 19.08"),
        (paid_late(), [Act.AGAIN], "could no longer be yours"),
        (refunded(), [Act.RECEIPT], "Refunded: RM 19.08"),
        (refunded("double"), [Act.SHOW], "came twice"),
        (ending_soon, [Act.EXTEND, Act.FIND], "ends at 12:18"),
        (hold_expired, [Act.AGAIN], "free for others again"),
        (extension_expired, [Act.EXTEND, Act.SHOW], "Your booking stays as it was"),
        (pending(), [Act.SHOW], "no need to pay again"),
    ],
)
async def test_what_happened_comes_with_what_to_do_next(
    context: DeliveryContext, occasion: Occasion, acts: list[Act], words: str
) -> None:
    note = await _write(occasion, context)

    assert _acts(note) == acts
    assert words in note.text


async def test_trying_again_says_for_how_much(context: DeliveryContext) -> None:
    [button] = _buttons(await _write(failed(), context))
    assert button.text == "Try again: RM 19.08"


async def test_once_the_hold_is_over_nobody_is_told_that_it_is_kept(context: DeliveryContext) -> None:
    told = await pending()(await build_park())
    assert "kept for you until 12:10" in (await _again(told, context)).text
    clock.move(timedelta(minutes=10))
    assert "kept" not in (await _again(told, context)).text


@pytest.mark.parametrize("status", [PaymentStatus.CAPTURED, PaymentStatus.FAILED, PaymentStatus.EXPIRED])
async def test_a_bank_that_has_answered_is_not_waited_for(
    context: DeliveryContext, status: PaymentStatus
) -> None:
    told = await pending()(await build_park())
    await Payment.all().update(status=status)
    with pytest.raises(Overtaken):
        await _again(told, context)


async def test_who_has_tried_again_is_not_told_of_the_try_before(context: DeliveryContext) -> None:
    told = await pending()(await build_park())
    await build_payment(await Booking.get(), PaymentStatus.CREATED)
    with pytest.raises(Overtaken):
        await _again(told, context)


@pytest.mark.parametrize(
    ("occasion", "change"),
    [
        (confirmed, {"status": BookingStatus.CANCELLED}),
        (confirmed, {"status": BookingStatus.COMPLETED}),
        (extended(), {"status": BookingStatus.DISPLACED}),
        (hold_expired, {"status": BookingStatus.CONFIRMED}),
        (extension_expired, {"status": BookingStatus.CANCELLED}),
        (ending_soon, {"ends_at": SOON_AFTER + timedelta(hours=1)}),
        (failed(), {"status": BookingStatus.CONFIRMED}),
    ],
)
async def test_what_is_not_so_any_more_is_not_said(
    context: DeliveryContext, occasion: Occasion, change: dict[str, object]
) -> None:
    told = await occasion(await build_park())
    await Booking.all().update(**change)
    with pytest.raises(Overtaken):
        await _again(told, context)


@pytest.mark.parametrize("status", [ExtensionStatus.HELD, ExtensionStatus.CONFIRMED])
async def test_who_has_asked_for_the_time_again_is_not_told_that_it_lapsed(
    context: DeliveryContext, status: ExtensionStatus
) -> None:
    told = await extension_expired(await build_park())
    await build_extension(await Booking.get(), status)
    with pytest.raises(Overtaken):
        await _again(told, context)


async def test_who_may_not_stay_any_more_is_not_asked_to(context: DeliveryContext) -> None:
    told = await extension_expired(await build_park())
    await Booking.all().update(starts_at=SOON_AFTER - timedelta(hours=1), ends_at=SOON_AFTER)
    assert _acts(await _again(told, context)) == [Act.SHOW]


async def test_who_holds_a_spot_that_moved_is_led_to_pay_and_shown_no_pass(context: DeliveryContext) -> None:
    told = await moved()(await build_park())
    await Booking.all().update(status=BookingStatus.HELD)
    note = await _again(told, context)
    assert _acts(note) == [Act.PAY, Act.LET_GO]
    assert note.picture is None
    assert "held for you until 12:10" in note.text
    assert "pass" not in note.text
    clock.move(timedelta(minutes=10))
    with pytest.raises(Overtaken):
        await _again(told, context)


async def test_a_move_is_not_told_when_there_was_another_since(context: DeliveryContext) -> None:
    told = await moved()(await build_park())
    booking = await Booking.get()
    await BookingMove.create(
        booking=booking,
        from_space_id=booking.space_id,
        to_space_id=booking.space_id,
        cause=MoveCause.BLOCKED,
        moved_at=SOON_AFTER,
    )
    with pytest.raises(Overtaken):
        await _again(told, context)


async def test_names_are_text_and_no_markup(context: DeliveryContext) -> None:
    park = await build_park(name="<b>A & B</b>")
    text = (await _again(await confirmed(park), context)).text
    assert "&lt;b&gt;A &amp; B&lt;/b&gt;" in text


async def test_on_localhost_the_address_is_written_where_no_button_may_open_it(
    context: DeliveryContext,
) -> None:
    local = replace(context, public_url="http://localhost:8000")
    note = await _write(confirmed, local)
    booking = await Booking.get()
    assert _acts(note) == [Act.FIND, Act.EXTEND, Act.RECEIPT]
    assert [button for button in _buttons(note) if button.url] == []
    assert f"Open in the app: <code>http://localhost:8000/bookings/{booking.reference}#key=" in note.text


async def _long_park(number: int) -> Park:
    park = await build_park(f"park-{number}", name="Ž" * 80)
    park.space.label = "W" * 12
    await park.space.save()
    return park
