"""A car park that takes money: web and sandbox as processes, shared by the tests of a module."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack

import pytest
from tortoise.backends.base.executor import EXECUTOR_CACHE

from app.core.database.connection import close_database, open_database
from app.payments.gateways.ringgitpay import RinggitPayClient, RinggitPayCredentials
from app.payments.invariants import find_violations
from tests.support.databases import ENGINES, fresh_database
from tests.support.desk import SandboxDesk
from tests.support.drivers import Driver
from tests.support.mariadb import NoMariaDB
from tests.support.stack import Stack

NewDriver = Callable[[], Awaitable[Driver]]


@pytest.fixture(scope="module", params=ENGINES)
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """One web process and the sandbox gateway. Tests share them, each with a lot of its own."""
    folder = tmp_path_factory.mktemp("shop")
    try:
        stack = Stack(fresh_database(request.param, folder), folder)
    except NoMariaDB as problem:
        pytest.fail(str(problem), pytrace=False)
    try:
        stack.start_web()
        stack.start_sandbox()
        yield stack
    finally:
        stack.end()


@pytest.fixture
async def open_shop(shop: Stack) -> AsyncIterator[Stack]:
    """`shop` with this process connected to its database. In the end the books must be right."""
    EXECUTOR_CACHE.clear()
    context = await open_database(shop.database.url)
    try:
        yield shop
        assert await find_violations() == []
    finally:
        await close_database(context)


@pytest.fixture
async def new_driver(open_shop: Stack) -> AsyncIterator[NewDriver]:
    """Makes drivers, each with a browser of their own."""
    async with AsyncExitStack() as browsers:

        async def make() -> Driver:
            return await browsers.enter_async_context(Driver(open_shop.url))

        yield make


@pytest.fixture
async def driver(new_driver: NewDriver) -> Driver:
    return await new_driver()


@pytest.fixture
def desk(shop: Stack) -> SandboxDesk:
    return SandboxDesk(shop.sandbox_url)


@pytest.fixture
async def gateway(open_shop: Stack) -> AsyncIterator[RinggitPayClient]:
    """The gateway as the jobs process of `open_shop` has it."""
    async with RinggitPayClient(credentials_of(open_shop)) as client:
        yield client


def credentials_of(stack: Stack) -> RinggitPayCredentials:
    return RinggitPayCredentials(
        app_id="RPA-TEST-1",
        request_key="request-key-of-the-tests",
        response_key="response-key-of-the-tests",
        api_key="api-key-of-the-tests",
        payment_url=stack.settings["RINGGITPAY_PAYMENT_URL"],
        enquiry_url=stack.settings["RINGGITPAY_ENQUIRY_URL"],
        refund_url=stack.settings["RINGGITPAY_REFUND_URL"],
    )
