"""What a button carries comes back from a phone, which may send anything instead."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import InlineKeyboardButton

from app.bookings.errors import PeriodReversed
from app.core.fields import MAX_ROW_ID
from bot.booking.draft import BookingDraft
from bot.booking.when import WhenStep
from bot.conversation import NotAnAnswer, moment_in, number_in
from bot.talk import Talk
from tests.bot.driving import book_and_pay, reference_in
from tests.support.stack import Stack
from tests.support.telegram.cloud import CallbackAnswer
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn


@pytest.mark.parametrize("choice", ["", "x", "-1", "²", "٣", "1 ", "1.5", str(MAX_ROW_ID + 1), "9" * 60])
def test_what_no_button_of_ours_carries_is_no_answer(choice: str) -> None:
    for read in (number_in, moment_in):
        with pytest.raises(NotAnAnswer):
            read(choice)


def test_numbers_and_moments_that_we_wrote_are_read() -> None:
    assert [number_in(choice) for choice in ("0", "7", str(MAX_ROW_ID))] == [0, 7, MAX_ROW_ID]
    assert moment_in("1795685100") == datetime(2026, 11, 26, 9, 25, tzinfo=UTC)
    with pytest.raises(NotAnAnswer):
        moment_in("99999999999")  # later than calendars go, once it is a time of the day elsewhere


@pytest.mark.parametrize("choice", ["1795692300-1795685100", "1795685100-1795685100"])
async def test_a_period_that_ends_before_it_begins_is_refused_in_words(choice: str) -> None:
    with pytest.raises(PeriodReversed):
        await WhenStep().take(Talk.__new__(Talk), BookingDraft(lot_id=1), choice)


def test_a_button_that_names_somebody_elses_booking_does_nothing(
    car_park: Stack, chats: TelegramStandIn
) -> None:
    guest, thief = chats.person("Siti Demo"), chats.person("Ravi Demo")
    reference = reference_in(book_and_pay(guest))
    thief.types("/help")
    thief.waits_for("What I can do")
    told = len(guest.messages)
    for act in ("show", "pay", "letgo", "extend", "cancel", "find", "receipt", "again"):
        _forges(thief, f"go:{act}:{reference}")
        thief.waits_for("We could not find this booking", anywhere=True)
    for data in ("", "go:show:", "menu:", "menu:../x", "9" * 64, "²:x", ":::"):
        assert _forges(thief, data).text == "That was answered already."
    assert reference not in "".join(message.words for message in thief.messages)
    assert len(guest.messages) == told


def _forges(person: Person, data: str) -> CallbackAnswer:
    button = InlineKeyboardButton("forged", callback_data=data)
    return person.waits_for_answer(person.forges(button, person.messages[-1]))
