"""A merchant, and the sandbox gateway as a process of its own that talks to it over real HTTP."""

from __future__ import annotations

import secrets
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.payments.gateways.sandbox_process import SandboxProcess
from tests.payments.gateways.shop import Shop
from tests.support.buyer import Buyer


@pytest.fixture(scope="session")
def shop() -> Iterator[Shop]:
    shop = Shop()
    shop.open()
    yield shop
    shop.close()


@pytest.fixture(scope="session")
def sandbox(shop: Shop, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SandboxProcess]:
    """One process for many tests: each keeps to orders of its own."""
    process = SandboxProcess(shop, tmp_path_factory.mktemp("sandbox"))
    process.start()
    yield process
    process.stop()


@pytest.fixture
def own_sandbox(shop: Shop, tmp_path: Path) -> Iterator[SandboxProcess]:
    """A process for this test alone, not started yet."""
    process = SandboxProcess(shop, tmp_path)
    yield process
    process.stop()


@pytest.fixture
async def buyer() -> AsyncIterator[Buyer]:
    async with Buyer() as buyer:
        yield buyer


@pytest.fixture
def order_id() -> str:
    """Never used before, at any gateway."""
    return f"PT{secrets.token_hex(9).upper()}"
