"""Paying at the sandbox gateway with what a chat's button opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from tests.support.buyer import Buyer, Page


def pay(address: str, bank: str = "SBI-A", *, meanwhile: Callable[[], None] = lambda: None) -> Page:
    """From the button's address through online banking, back to the page that leads to the chat.

    `meanwhile` happens while the buyer is at the gateway.
    """
    return asyncio.run(_pay(address, bank, meanwhile))


def look_at(address: str) -> Page:
    """The page that a button opens."""
    return asyncio.run(_look_at(address))


async def _look_at(address: str) -> Page:
    async with Buyer() as buyer:
        return await buyer.open(address)


async def _pay(address: str, bank: str, meanwhile: Callable[[], None]) -> Page:
    async with Buyer() as buyer:
        checkout = await buyer.open(address)
        at_the_gateway = await buyer.send(checkout, checkout.forms[0])
        await asyncio.to_thread(meanwhile)
        banks = await buyer.follow(at_the_gateway, "Online banking")
        at_the_bank = await buyer.fill_in(banks, bank=bank)
        done = await buyer.fill_in(at_the_bank)
        return await buyer.go_home(done)
