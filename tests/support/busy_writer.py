"""Somebody else who writes all the time: `python -m tests.support.busy_writer COUNT`.

Moves a mark COUNT times in transactions of its own, each with an event, and says `wrote COUNT`.
"""

from __future__ import annotations

import asyncio
import os
import sys

from app.config import load_settings
from app.core.actor import CLOCK
from app.core.database.connection import close_database, open_database
from app.core.database.transactions import record, transactional
from app.core.events import DomainEvent
from app.core.models import EventCursor


class MarkWritten(DomainEvent):
    number: int


@transactional
async def write(mark: str, number: int) -> None:
    row, _ = await EventCursor.get_or_create(reader=mark, defaults={"last_id": 0})
    await EventCursor.filter(reader=mark).update(last_id=row.last_id + 1)
    record(MarkWritten(number=number), by=CLOCK)


async def main(count: int) -> None:
    database = await open_database(load_settings().database_url)
    try:
        for number in range(count):
            await write(f"writer-{os.getpid()}", number)
    finally:
        await close_database(database)
    print(f"wrote {count}")  # noqa: T201


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
