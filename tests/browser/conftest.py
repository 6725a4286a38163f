"""A car park that is open for a whole module: the demo's processes on MariaDB, as in production."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.browser.desk import DEVICES
from tests.support.databases import fill_with_demo, fresh_database
from tests.support.mariadb import NoMariaDB
from tests.support.stack import Stack, Web


@pytest.fixture(scope="module")
def car_park(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """Web, jobs and the sandbox gateway with demo data. Tests share them, each at hours of its own.

    What differs between the databases is tested without a browser, and along the main ways with one.
    """
    folder = tmp_path_factory.mktemp("car-park")
    try:
        database = fresh_database("mariadb", folder)
    except NoMariaDB as problem:
        pytest.fail(str(problem), pytrace=False)
    fill_with_demo(database)
    stack = Stack(database, folder)
    try:
        stack.start()
        yield stack
    finally:
        stack.end()


@pytest.fixture(scope="module")
def second(car_park: Stack) -> Web:
    """Another web process of the same car park."""
    return car_park.start_web()


@pytest.fixture(params=DEVICES)
def device(request: pytest.FixtureRequest) -> str:
    """What the tests of the dashboard run on."""
    return str(request.param)
