from __future__ import annotations

import pytest
from quart import Quart

from tests.arrivals.stays import open_lot
from tests.observations.readers import Reader
from tests.programs.known import ProgramOnline, a_reader
from tests.support.databases import Database
from tests.support.world import World
from tests.web.admin.conftest import served
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser


@pytest.fixture
async def world(db: Database) -> World:
    return await open_lot(4)


@pytest.fixture
async def app(db: Database, world: World) -> Quart:
    return await served(db)


@pytest.fixture
async def aisyah(app: Quart) -> Browser:
    """A driver who is signed in."""
    browser = Browser(app)
    await browser.sign_up()
    return browser


@pytest.fixture
async def reader(app: Quart, world: World) -> Reader:
    return Reader(ProgramOnline(app, await a_reader(world.lot)))


@pytest.fixture
async def attendant(app: Quart, world: World) -> Browser:
    return await staff_browser(app, "attendant", world.lot.id)
