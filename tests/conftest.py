"""Fixtures that every test may ask for. See `tests/support` for how they are made."""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path
from typing import TextIO

import hypothesis
import pymysql
import pytest
from playwright.sync_api import Browser

from app.core.database.connection import close_database, open_database
from app.dev.browser import NoChromium, open_chromium
from app.dev.console import SetupProblem
from tests.support.browser import Devices
from tests.support.databases import ENGINES, Database, fill_with_demo, fresh_database
from tests.support.mariadb import NoMariaDB, end_server_of
from tests.support.passwords import quickly_hashed
from tests.support.session import abandoned_sessions, begin_session, current_session, end_session
from tests.support.stack import Stack
from tests.support.telegram.stand_in import TelegramStandIn, open_telegram

_alive = pytest.StashKey[TextIO]()
_report = pytest.StashKey[pytest.TestReport]()

# How long an example takes is the machine's affair, not the code's.
hypothesis.settings.register_profile("parkpro", deadline=None)
hypothesis.settings.load_profile("parkpro")


def pytest_configure(config: pytest.Config) -> None:
    if not _is_worker(config):
        for abandoned in abandoned_sessions():
            with contextlib.suppress(OSError, pymysql.MySQLError):
                end_server_of(abandoned)
            end_session(abandoned)
        _, config.stash[_alive] = begin_session()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not _is_worker(config):
        session = current_session()
        try:
            end_server_of(session)
        finally:
            end_session(session)
            config.stash[_alive].close()


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: else each full collection looks at all of it."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.when == "call":
        item.stash[_report] = report
    return report


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """For this process; those that tests start hash as installed."""
    with quickly_hashed():
        yield


@pytest.fixture(params=ENGINES)
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Database:
    """A migrated database without data, on SQLite and then on MariaDB. Nothing is connected to it."""
    try:
        return fresh_database(request.param, tmp_path)
    except NoMariaDB as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture
async def db(database: Database) -> AsyncIterator[Database]:
    """`database` with this process connected to it: models and services work."""
    context = await open_database(database.url)
    try:
        yield database
    finally:
        await close_database(context)


@pytest.fixture
def bare_stack(database: Database, tmp_path: Path) -> Iterator[Stack]:
    """Processes on `database`, none of them started yet, and no data."""
    stack = Stack(database, tmp_path)
    try:
        yield stack
    finally:
        stack.end()


@pytest.fixture
def stack(request: pytest.FixtureRequest, database: Database, bare_stack: Stack) -> Iterator[Stack]:
    """The demo as `make run` starts it: web, jobs and the sandbox gateway. A failed test shows their logs."""
    fill_with_demo(database)
    bare_stack.start()
    yield bare_stack
    if _has_failed(request.node):
        request.node.add_report_section("teardown", "processes", bare_stack.logs())


@pytest.fixture
def telegram(request: pytest.FixtureRequest) -> Iterator[TelegramStandIn]:
    """The Bot API, for bots on this machine. A failed test shows what was said in every chat."""
    with open_telegram(local_addresses=True) as opened:
        yield opened
        if _has_failed(request.node):
            request.node.add_report_section("teardown", "telegram", opened.transcript())


@pytest.fixture
def bot_stack(
    request: pytest.FixtureRequest, database: Database, telegram: TelegramStandIn, tmp_path: Path
) -> Iterator[Stack]:
    """`stack` with its bot, which polls `telegram`."""
    stack = Stack(database, tmp_path, telegram)
    try:
        fill_with_demo(database)
        stack.start()
        yield stack
        if _has_failed(request.node):
            request.node.add_report_section("teardown", "processes", stack.logs())
    finally:
        stack.end()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the tests of a module: Playwright keeps an event loop, which others must not meet."""
    try:
        with open_chromium() as opened:
            yield opened
    except (NoChromium, SetupProblem) as problem:
        pytest.fail(str(problem), pytrace=False)


@pytest.fixture
def devices(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Devices]:
    """Chromium: `devices.phone()` and `devices.desk()` open pages. A page that throws, or asks another
    host, fails the test; a failed test leaves pictures under var/test/pictures."""
    opened = Devices(browser)
    try:
        yield opened
        if _has_failed(request.node):
            name = re.sub(r"\W+", "-", request.node.name).strip("-")
            files = opened.save_pictures(name)
            request.node.add_report_section("teardown", "pictures", "\n".join(map(str, files)))
        assert not opened.faults, "\n".join(opened.faults)
    finally:
        opened.close()


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def _has_failed(item: pytest.Item) -> bool:
    report = item.stash.get(_report, None)
    return report is not None and report.failed
