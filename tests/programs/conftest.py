from __future__ import annotations

import pytest
from quart import Quart

from tests.arrivals.stays import open_lot
from tests.support.databases import Database
from tests.support.world import World
from tests.web.admin.conftest import served
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
