"""What Telegram told: each update once, those of one chat in their order, and none lost with a process."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.core import clock
from app.telegram.inbox import (
    LEASE,
    MOST_WAITING,
    chat_id_of,
    claim_updates,
    finish_update,
    forget_updates,
    keep_update,
    put_back,
)
from app.telegram.models import TelegramUpdate
from tests.support.databases import Database

AINA, BAKAR = 1001, 1002


def update(number: int, chat_id: int = AINA, text: str = "hello") -> dict[str, Any]:
    return {"update_id": number, "message": {"message_id": 1, "chat": {"id": chat_id}, "text": text}}


async def claimed() -> list[int]:
    return [one.id for one in await claim_updates()]


async def test_an_update_told_twice_is_kept_once(db: Database) -> None:
    assert await keep_update(update(1))
    assert not await keep_update(update(1))
    told = await asyncio.gather(*(keep_update(update(2)) for _ in range(6)))
    assert told.count(True) == 1


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"update_id": "7"},
        {"update_id": -1},
        {"update_id": 2**70},
        {"update_id": 7, "message": {"chat": {"id": AINA}, "text": "half a sign: \ud83d"}},
        {"update_id": 7, "message": {"chat": {"id": AINA}, "date": float("nan")}},
    ],
)
async def test_what_is_no_update_is_not_kept(db: Database, body: dict[str, Any]) -> None:
    assert not await keep_update(body)
    assert await TelegramUpdate.all().count() == 0


async def test_one_chat_is_answered_in_its_order_and_others_meanwhile(db: Database) -> None:
    for number, chat_id in ((1, AINA), (2, AINA), (3, BAKAR)):
        await keep_update(update(number, chat_id))

    assert await claimed() == [1, 3]
    assert await claimed() == []
    await finish_update(1)
    assert await claimed() == [2]


async def test_what_was_overtaken_waits_until_the_newer_one_was_acted_on(db: Database) -> None:
    await keep_update(update(2))
    assert await claimed() == [2]
    await keep_update(update(1))
    assert await claimed() == []
    await finish_update(2)
    assert await claimed() == [1]


async def test_a_chat_that_sends_without_end_keeps_nobody_waiting(db: Database) -> None:
    await TelegramUpdate.bulk_create(
        TelegramUpdate(id=number, chat_id=AINA, body={}, received_at=clock.now()) for number in range(1, 301)
    )
    await keep_update(update(301, BAKAR))
    assert await claimed() == [1, 301]


async def test_of_one_chat_only_so_much_waits(db: Database) -> None:
    for number in range(1, MOST_WAITING + 1):
        assert await keep_update(update(number))
    assert not await keep_update(update(100))
    assert await keep_update(update(101, BAKAR))
    await finish_update(1)
    assert await keep_update(update(102))


async def test_a_chat_that_rests_is_left_out_and_others_are_not(db: Database) -> None:
    await keep_update(update(1))
    await keep_update(update(2, BAKAR))
    await keep_update({"update_id": 3, "poll": {}})
    assert [one.id for one in await claim_updates(resting={AINA})] == [2, 3]
    assert await claimed() == [1]


async def test_many_processes_share_the_work_without_doing_any_twice(db: Database) -> None:
    for number in range(1, 13):
        await keep_update(update(number, chat_id=number))
    shares = await asyncio.gather(*(claimed() for _ in range(4)))
    assert sorted(number for share in shares for number in share) == list(range(1, 13))


async def test_what_a_lost_process_had_taken_comes_to_the_next(db: Database) -> None:
    with clock.frozen(clock.now()):
        await keep_update(update(1))
        assert await claimed() == [1]
        clock.move(LEASE)
        assert await claimed() == [1]
    assert (await TelegramUpdate.get(id=1)).attempts == 2


async def test_what_is_put_back_is_acted_on_in_a_moment_before_what_came_later(db: Database) -> None:
    with clock.frozen(clock.now()):
        await keep_update(update(1))
        await keep_update(update(2))
        await claimed()
        await put_back(1)
        assert await claimed() == []
        clock.move(timedelta(seconds=10))
        assert await claimed() == [1]


async def test_what_was_said_is_forgotten_once_it_was_acted_on(db: Database) -> None:
    await keep_update(update(1, text="WXY 1234"))
    await finish_update(1)
    row = await TelegramUpdate.get(id=1)
    assert row.body == {}
    assert not await keep_update(update(1))
    with clock.frozen(clock.now()):
        clock.move(timedelta(days=3))
        assert await forget_updates() == 1


@pytest.mark.parametrize(
    ("body", "chat_id"),
    [
        ({"callback_query": {"message": {"chat": {"id": AINA}}}}, AINA),
        ({"my_chat_member": {"chat": {"id": BAKAR}}}, BAKAR),
        ({"callback_query": {"id": "1"}}, None),
        ({"poll": {}}, None),
        ({"message": "text"}, None),
        ({"message": {"chat": {"id": 2**63}}}, None),
    ],
)
def test_which_chat_an_update_came_from(body: dict[str, Any], chat_id: int | None) -> None:
    assert chat_id_of(body) == chat_id
