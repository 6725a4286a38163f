"""The log: in commit order, without gaps, nothing for what was rolled back."""

from __future__ import annotations

import asyncio

import pytest

from app.core.actor import CLOCK
from app.core.database.transactions import record, transactional
from app.core.events import DomainEvent, newest_event_id, read_events
from app.core.models import EventRecord


class BarrierRaised(DomainEvent):
    number: int


pytestmark = pytest.mark.usefixtures("db")


@transactional
async def _raise_barrier(number: int, *, fail: bool = False) -> None:
    record(BarrierRaised(number=number), by=CLOCK)
    await asyncio.sleep(0)
    if fail:
        raise ValueError("rolled back")


async def test_what_rolls_back_leaves_no_event_and_no_gap() -> None:
    await _raise_barrier(1)
    with pytest.raises(ValueError, match="rolled back"):
        await _raise_barrier(2, fail=True)
    await _raise_barrier(3)
    events = await read_events(0)
    assert [event.id for event in events] == [1, 2]
    assert [event.event.number for event in events if isinstance(event.event, BarrierRaised)] == [1, 3]


async def test_a_reader_never_meets_an_id_below_one_it_has_seen() -> None:
    seen: list[int] = []
    done = asyncio.Event()

    async def follow() -> None:
        while not done.is_set() or (seen[-1] if seen else 0) < await newest_event_id():
            seen.extend([event.id for event in await read_events(seen[-1] if seen else 0)])

    follower = asyncio.create_task(follow())
    await asyncio.gather(*(_raise_barrier(number) for number in range(60)))
    done.set()
    await follower
    assert seen == list(range(1, 61))


async def test_recording_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="outside a transaction"):
        record(BarrierRaised(number=1), by=CLOCK)


async def test_a_nested_verb_joins_the_transaction_of_the_outer_one() -> None:
    @transactional
    async def outer() -> None:
        await _raise_barrier(1)
        raise ValueError("rolled back")

    with pytest.raises(ValueError, match="rolled back"):
        await outer()
    assert await read_events(0) == []


async def test_an_event_of_another_version_stops_no_reader() -> None:
    await _raise_barrier(1)
    await _raise_barrier(2)
    await EventRecord.filter(id=1).update(data={"numero": 1})
    events = await read_events(0)
    assert [(event.id, event.event is None) for event in events] == [(1, True), (2, False)]


async def test_a_task_that_is_started_inside_a_transaction_cannot_join_it() -> None:
    """What it recorded after the commit would be lost without a word."""
    committed = asyncio.Event()
    started: list[asyncio.Task[None]] = []

    async def only_record() -> None:
        record(BarrierRaised(number=2), by=CLOCK)

    async def raise_now() -> None:
        await _raise_barrier(3)

    async def raise_late() -> None:
        await committed.wait()
        await _raise_barrier(4)

    @transactional
    async def outer() -> None:
        await _raise_barrier(1)
        started.extend(asyncio.create_task(work) for work in (only_record(), raise_now(), raise_late()))
        await asyncio.wait(started[:2])

    await outer()
    committed.set()
    for task in started:
        with pytest.raises(RuntimeError, match="belongs to the task that began it"):
            await task
    events = await read_events(0)
    assert [event.event.number for event in events if isinstance(event.event, BarrierRaised)] == [1]
