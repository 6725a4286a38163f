"""What people may send with a slash: vehicles, receipts, the map, alerts; and what is too long."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from app.accounts.models import Person as Account
from app.accounts.models import Vehicle
from app.accounts.staff import grant_role
from app.bookings.models import Booking, BookingStatus
from app.core import clock
from app.core.actor import OPERATOR
from app.telegram.chats import find_chat
from app.telegram.follows import follow_booking
from app.telegram.links import link_chat, make_code
from app.telegram.models import TelegramAlertChat, TelegramChat
from app.telegram.texts import LONGEST_TEXT
from bot import commands
from bot.screen import Screen
from bot.talk import Talk
from tests.accounts.people import sign_up
from tests.bot.desk import Desk, open_desk
from tests.support.databases import Database
from tests.support.telegram.person import Person
from tests.support.telegram.stand_in import TelegramStandIn
from tests.support.world import hold, make_world


@pytest.fixture
async def desk(db: Database, telegram: TelegramStandIn) -> AsyncIterator[Desk]:
    await make_world(slug="far", name="Far Lot", latitude=3.3, longitude=101.8)
    await make_world(slug="near", name="Near Lot", latitude=3.1, longitude=101.6)
    async with open_desk(db.url, telegram) as opened:
        yield opened


@pytest.fixture
async def aina(desk: Desk, telegram: TelegramStandIn) -> Person:
    person = telegram.person("Aina")
    await types(desk, person, "/start")
    return person


async def types(desk: Desk, person: Person, text: str) -> str:
    person.types(text)
    await desk.answer_all()
    return person.messages[-1].words


async def taps(desk: Desk, person: Person, label: str) -> str:
    person.taps(label)
    await desk.answer_all()
    return person.messages[-1].words


async def linked(person: Person) -> Account:
    """An account whose chat it is now."""
    account = (await sign_up()).person
    await link_chat(person.chat_id, (await make_code(account.id)).code)
    return account


async def test_vehicles_are_added_made_the_usual_one_and_removed(desk: Desk, aina: Person) -> None:
    assert "kept with an account" in await types(desk, aina, "/vehicles")
    account = await linked(aina)
    assert "no vehicles yet" in await types(desk, aina, "/vehicles")
    await types(desk, aina, "wxy 1234")
    await types(desk, aina, "vab 77")
    await taps(desk, aina, "VAB 77")
    await taps(desk, aina, "Use it by default")
    assert aina.messages[-1].find_button("★ VAB 77") is not None
    await taps(desk, aina, "WXY 1234")
    await taps(desk, aina, "Remove")
    left = await Vehicle.filter(person_id=account.id)
    assert [vehicle.plate_number for vehicle in left] == ["VAB77"]


async def test_the_nearest_car_park_comes_first(desk: Desk, aina: Person) -> None:
    await types(desk, aina, "/book")
    await taps(desk, aina, "Nearest to me")
    aina.shares_location(3.11, 101.61)
    await desk.answer_all()
    first, second, *_ = aina.messages[-1].buttons
    assert (first.text.split(" · ")[0], second.text.split(" · ")[0]) == ("Near Lot", "Far Lot")


async def test_the_map_opens_inside_telegram(desk: Desk, aina: Person) -> None:
    await types(desk, aina, "/map")
    [button] = aina.messages[-1].buttons
    assert button.web_app is not None
    assert button.web_app.url == "https://parkpro.example/telegram/app"


async def test_telegrams_own_button_speaks_the_language_of_the_chat(
    desk: Desk, aina: Person, telegram: TelegramStandIn
) -> None:
    siti = telegram.person("Siti", language="ms")
    await types(desk, siti, "/start")
    assert telegram.menu_buttons[siti.chat_id]["text"] == "Buka peta"
    await types(desk, siti, "/language")
    await taps(desk, siti, "English")
    assert telegram.menu_buttons[siti.chat_id]["text"] == "Open the map"
    assert aina.chat_id not in telegram.menu_buttons


async def test_a_button_of_a_question_that_is_known_no_more_is_answered(desk: Desk, aina: Person) -> None:
    """It was asked by another version of the program."""
    await types(desk, aina, "/language")
    await TelegramChat.filter(id=aina.chat_id).update(step="of_another_time")
    tap = aina.taps("English")
    await desk.answer_all()
    assert tap.answer is not None
    assert tap.answer.text == "That was answered already."


async def test_receipts_are_asked_for_by_booking_over_or_not(desk: Desk, aina: Person) -> None:
    assert "no receipt" in await types(desk, aina, "/receipt")
    booking = await hold((await make_world()).spaces[0])
    await follow_booking(aina.chat_id, booking)
    over = Booking.filter(id=booking.id)
    await over.update(status=BookingStatus.COMPLETED, confirmed_at=clock.now())
    assert await types(desk, aina, "/receipt") == "Which receipt?"
    assert "Nothing was paid" in await taps(desk, aina, aina.messages[-1].buttons[0].text)


async def test_staff_turn_alerts_on_in_a_group_and_putting_the_bot_out_turns_them_off(
    desk: Desk, aina: Person, telegram: TelegramStandIn
) -> None:
    account, group = await linked(aina), telegram.group()
    await grant_role(account.email, "operator", by=OPERATOR)
    aina.adds_bot_to(group)
    aina.types("/alerts", into=group)
    await desk.answer_all()
    assert [chat.id for chat in await TelegramAlertChat.all()] == [group.chat_id]
    aina.removes_bot_from(group)
    await desk.answer_all()
    assert await TelegramAlertChat.all().count() == 0
    chat = await find_chat(aina.chat_id)
    assert chat is not None
    assert chat.blocked_at is None


async def test_what_is_too_long_for_one_message_comes_in_several(
    desk: Desk, aina: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    def long_help(talk: Talk) -> Screen:
        return Screen("\n".join("x" * 100 for _ in range(60)))

    monkeypatch.setattr(commands, "help_screen", long_help)
    before = len(aina.messages)
    await types(desk, aina, "/help")
    said = [message.words for message in aina.messages[before:]]
    assert len(said) == 2
    assert max(map(len, said)) <= LONGEST_TEXT
    assert "".join(said).count("x") == 6000
