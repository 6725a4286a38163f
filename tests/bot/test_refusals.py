"""What is refused, broken off or pressed late: each is told once, and nothing is asked that cannot be had."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from structlog.testing import capture_logs
from telegram import InlineKeyboardButton, InlineKeyboardMarkup

from app.bookings.errors import BookingCannotChange
from app.bookings.models import Booking, BookingStatus
from app.core.actor import GUEST
from app.core.i18n import languages, translate
from app.core.money import Money
from app.payments.cancelling import cancel_booking
from app.pricing.models import RateTable
from app.telegram.buttons import Act, act_data
from app.telegram.follows import follow_booking
from app.telegram.links import link_chat, make_code
from app.telegram.models import TelegramLinkCode
from bot.booking.when import WhenStep
from bot.conversation import refusal_screen
from bot.screen import Screen
from tests.accounts.people import sign_up
from tests.bot.desk import Desk, open_desk
from tests.support.databases import Database
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn
from tests.support.world import hold, make_world


@pytest.fixture
async def desk(db: Database, telegram: TelegramStandIn) -> AsyncIterator[Desk]:
    await make_world(slug="plaza")
    await make_world(slug="menara", name="Other Lot")
    async with open_desk(db.url, telegram) as opened:
        yield opened


@pytest.fixture
async def aina(desk: Desk, telegram: TelegramStandIn) -> Person:
    person = telegram.person("Aina")
    person.starts()
    await desk.answer_all()
    return person


async def types(desk: Desk, person: Person, text: str) -> list[str]:
    """What was said to it."""
    before = len(person.messages)
    person.types(text)
    await desk.answer_all()
    return [message.words for message in person.messages[before:]]


async def test_a_code_that_ran_out_meanwhile_is_refused_once(desk: Desk, aina: Person) -> None:
    code = (await make_code((await sign_up()).person.id)).code
    await types(desk, aina, code)
    await TelegramLinkCode.all().delete()
    aina.taps("Yes, that is me")
    await desk.answer_all()
    assert len([one for one in aina.messages if "not good any more" in one.words]) == 1


async def test_a_link_that_was_made_before_the_answer_was_shown_is_told_as_made(
    desk: Desk, aina: Person
) -> None:
    """The process that linked it is gone: the press is acted on again."""
    code = (await make_code((await sign_up()).person.id)).code
    await types(desk, aina, code)
    await link_chat(aina.chat_id, code)
    aina.taps("Yes, that is me")
    await desk.answer_all()
    said = [message.words for message in aina.messages]
    assert any("Linked." in words for words in said)
    assert not any("not good any more" in words for words in said)


async def test_a_code_is_taken_whatever_was_asked_before(desk: Desk, aina: Person) -> None:
    code = (await make_code((await sign_up()).person.id)).code
    await types(desk, aina, "/book")
    await types(desk, aina, "other lot")
    assert "Link this Telegram" in (await types(desk, aina, code))[0]


async def test_what_only_looks_like_a_code_answers_the_question(desk: Desk, aina: Person) -> None:
    await types(desk, aina, "/book")
    assert "no car park of that name" in (await types(desk, aina, "7F3K9QXM2A"))[0]


@pytest.mark.parametrize("question", ["/language", "/book"])
async def test_a_place_is_taken_at_any_time(desk: Desk, aina: Person, question: str) -> None:
    """As the help says. Whoever shares one wants the nearest car park."""
    await types(desk, aina, question)
    if question == "/book":
        await types(desk, aina, "other lot")
    aina.shares_location(3.1, 101.6)
    await desk.answer_all()
    assert "The nearest first." in aina.messages[-1].words


async def test_a_screen_that_telegram_refuses_is_told_with_a_number(
    desk: Desk, aina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def show_badly(*given: object) -> Screen:
        return Screen("<b>never closed")

    monkeypatch.setattr(WhenStep, "show", show_badly)
    await types(desk, aina, "/book")
    with capture_logs() as logs:
        [said] = await types(desk, aina, "other lot")
    [number] = [log["number"] for log in logs if log["event"] == "telegram_refused"]
    assert number in said


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("status", [one for one in BookingStatus if one is not BookingStatus.CONFIRMED])
def test_a_booking_that_cannot_change_is_told_of_in_words(status: BookingStatus, language: str) -> None:
    said = refusal_screen(BookingCannotChange(status=status.value), language).text
    assert translate(f"booking_status.{status}", language) in said


async def booked(person: Person, status: BookingStatus) -> Booking:
    """A guest's booking that was made in the chat."""
    space = (await make_world()).spaces[0]
    booking = await hold(space)
    await follow_booking(person.chat_id, booking)
    await Booking.filter(id=booking.id).update(status=status)
    return booking


def button(act: Act, booking: Booking) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton("press", callback_data=act_data(act, booking.reference))]]
    )


@pytest.mark.parametrize("act", [Act.EXTEND, Act.FIND])
async def test_a_late_button_of_what_was_lost_tells_how_it_stands(desk: Desk, aina: Person, act: Act) -> None:
    booking = await booked(aina, BookingStatus.CANCELLED)
    await desk.services.bot.send_message(aina.chat_id, "earlier", reply_markup=button(act, booking))
    aina.taps("press")
    await desk.answer_all()
    said = aina.messages[-1].words
    assert "Your spot" not in said
    assert "ancelled" in said


@pytest.mark.parametrize(
    ("rate", "label", "shown"),
    [(400, "Hold and pay RM 8.48", "RM 8.48"), (0, "Stay longer, free of charge", "RM 0.00")],
)
async def test_more_time_that_has_become_dearer_is_held_and_both_prices_are_shown(
    desk: Desk, aina: Person, rate: int, label: str, shown: str
) -> None:
    booking = await booked(aina, BookingStatus.CONFIRMED)
    await RateTable.all().update(rate=Money(rate))
    await desk.services.bot.send_message(aina.chat_id, "earlier", reply_markup=button(Act.EXTEND, booking))
    aina.taps("press")
    await desk.answer_all()
    assert f"Total: {shown}" in (await types(desk, aina, "2 more hours"))[0]
    await RateTable.all().update(rate=Money(500))
    aina.taps(label)
    await desk.answer_all()
    assert f"changed from {shown} to RM" in aina.messages[-1].words


async def test_what_was_let_go_may_be_let_go_again(desk: Desk, aina: Person) -> None:
    space = (await make_world()).spaces[0]
    booking = await hold(space)
    await follow_booking(aina.chat_id, booking)
    await cancel_booking(booking.id, gateway=desk.services.gateway, by=GUEST)
    await desk.services.bot.send_message(aina.chat_id, "earlier", reply_markup=button(Act.LET_GO, booking))
    aina.taps("press")
    await desk.answer_all()
    assert "is let go" in aina.messages[-1].words
