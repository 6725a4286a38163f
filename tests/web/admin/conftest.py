"""The dashboard's side of the application, with live floors that follow the log when they are asked to."""

from __future__ import annotations

from typing import Any, cast

import pytest
from quart import Quart

from app.realtime.follower import LogFollower
from app.realtime.hub import EventHub
from app.realtime.live import LiveFloors
from app.web.context import Services
from tests.arrivals.stays import open_lot
from tests.support.databases import Database
from tests.support.gateway import GATEWAY
from tests.support.world import World
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, application


@pytest.fixture
async def world(db: Database) -> World:
    return await open_lot(4)


@pytest.fixture
async def app(db: Database, world: World) -> Quart:
    """Built after the world: what happens since is known after `follow`."""
    return await served(db)


@pytest.fixture
async def attendant(app: Quart, world: World) -> Browser:
    return await staff_browser(app, "attendant", world.lot.id)


async def served(db: Database, **settings: str) -> Quart:
    """The application with what a web process holds."""
    app = application(db.url, **settings)
    live, hub = LiveFloors(), EventHub()
    await live.load()
    app.extensions["parkpro"] = Services(
        settings=app.config["PARKPRO_SETTINGS"],
        gateway=GATEWAY,
        live=live,
        hub=hub,
        follower=LogFollower(live, hub),
        receipts=cast("Any", None),
    )
    return app


async def follow(app: Quart) -> None:
    """The process reads the log to its end."""
    await cast("Services", app.extensions["parkpro"]).follower.catch_up()
