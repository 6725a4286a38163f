"""Spots whose cars did not come, given up by the rule of their lots."""

from __future__ import annotations

from app.arrivals.queries import list_no_shows
from app.arrivals.service import give_up_no_show
from app.core import clock
from app.core.one_by_one import one_by_one


async def give_up_no_shows() -> int:
    return await one_by_one(await list_no_shows(clock.now()), give_up_no_show, name="give_up_no_shows")
