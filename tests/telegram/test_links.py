"""A chat becomes an account's by a code, once; an account has one chat and a chat one account."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from app.core import clock
from app.core.database.ids import ids_of
from app.core.events import read_events
from app.telegram.chats import enter_chat, find_chat, move_on
from app.telegram.errors import TelegramCodeNotValid, TelegramLinkedElsewhere, TooManyTelegramCodes
from app.telegram.links import (
    CODE_LIFE,
    CODES_PER_HOUR,
    find_offer,
    link_chat,
    make_code,
    normalise_code,
    unlink_person,
)
from app.telegram.models import TelegramChat, TelegramLinkCode
from tests.accounts.people import sign_up
from tests.support.databases import Database

AINA, BAKAR = 1001, 1002


async def kinds_of_events() -> list[str]:
    return [event.kind for event in await read_events(0) if event.kind.startswith("Telegram")]


async def test_a_code_links_the_chat_to_its_account_and_is_used_up(db: Database) -> None:
    person = (await sign_up()).person
    await enter_chat(AINA, language="en")
    code = (await make_code(person.id)).code

    assert (await find_offer(code)).email == person.email
    assert await link_chat(AINA, code.lower().replace("-", " ")) == person.id

    assert (await TelegramChat.get(id=AINA)).person_id == person.id
    assert await kinds_of_events() == ["TelegramLinked"]
    with pytest.raises(TelegramCodeNotValid):
        await link_chat(AINA, code)


async def test_the_table_does_not_know_the_code(db: Database) -> None:
    person = (await sign_up()).person
    made = await make_code(person.id)
    row = await TelegramLinkCode.get()
    assert normalise_code(made.code) not in {str(value) for value in vars(row).values()}


@pytest.mark.parametrize(
    "text", ["", "7F3K9", "7F3K9-QXM2A-7", "0000000000", "hi there", "7F3K9-QXM2O", "é" * 10]
)
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert normalise_code(text) is None


async def test_a_code_is_good_for_ten_minutes(db: Database) -> None:
    person = (await sign_up()).person
    await enter_chat(AINA, language="en")
    with clock.frozen(clock.now()):
        code = (await make_code(person.id)).code
        clock.move(CODE_LIFE)
        with pytest.raises(TelegramCodeNotValid):
            await link_chat(AINA, code)
    assert (await TelegramChat.get(id=AINA)).person_id is None


async def test_a_fresh_code_ends_the_earlier_one(db: Database) -> None:
    person = (await sign_up()).person
    earlier, later = [(await make_code(person.id)).code for _ in range(2)]
    with pytest.raises(TelegramCodeNotValid):
        await find_offer(earlier)
    assert (await find_offer(later)).person_id == person.id


async def test_codes_are_counted(db: Database) -> None:
    person = (await sign_up()).person
    with clock.frozen(clock.now()):
        for _ in range(CODES_PER_HOUR):
            await make_code(person.id)
        with pytest.raises(TooManyTelegramCodes):
            await make_code(person.id)
        clock.move(timedelta(hours=1))
        await make_code(person.id)


async def test_another_chat_takes_the_place_of_the_first_which_forgets_what_was_asked_there(
    db: Database,
) -> None:
    person = (await sign_up()).person
    for chat_id in (AINA, BAKAR):
        await enter_chat(chat_id, language="en")
    await link_chat(AINA, (await make_code(person.id)).code)
    await move_on(AINA, (await TelegramChat.get(id=AINA)).serial, step="vehicle", draft={"vehicle_id": 7})

    await link_chat(BAKAR, (await make_code(person.id)).code)

    first, second = [await TelegramChat.get(id=chat_id) for chat_id in (AINA, BAKAR)]
    assert (first.person_id, first.step, first.draft) == (None, "idle", {})
    assert second.person_id == person.id


async def test_a_chat_of_one_account_is_not_taken_by_another(db: Database) -> None:
    aina = (await sign_up()).person
    bakar = (await sign_up("bakar@demo.example")).person
    await enter_chat(AINA, language="en")
    await link_chat(AINA, (await make_code(aina.id)).code)
    code = (await make_code(bakar.id)).code

    with pytest.raises(TelegramLinkedElsewhere):
        await link_chat(AINA, code)

    assert (await TelegramChat.get(id=AINA)).person_id == aina.id
    assert (await find_offer(code)).person_id == bakar.id  # not used up by a refusal


async def test_many_chats_that_use_one_code_at_once_leave_one_linked(db: Database) -> None:
    person = (await sign_up()).person
    chats = range(2001, 2007)
    for chat_id in chats:
        await enter_chat(chat_id, language="en")
    code = (await make_code(person.id)).code

    outcomes = await asyncio.gather(*(link_chat(id_, code) for id_ in chats), return_exceptions=True)

    assert [outcome for outcome in outcomes if not isinstance(outcome, TelegramCodeNotValid)] == [person.id]
    assert len(await ids_of(TelegramChat.filter(person_id=person.id))) == 1


async def test_unlinking_leaves_nothing_and_again_is_no_error(db: Database) -> None:
    person = (await sign_up()).person
    await enter_chat(AINA, language="en")
    await link_chat(AINA, (await make_code(person.id)).code)

    assert await unlink_person(person.id)
    assert not await unlink_person(person.id)

    chat = await find_chat(AINA)
    assert chat is not None
    assert chat.person_id is None
    assert await kinds_of_events() == ["TelegramLinked", "TelegramUnlinked"]
