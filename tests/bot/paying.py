"""Paying at the sandbox gateway with what a chat's button opened."""

from __future__ import annotations

import asyncio

from tests.support.buyer import Buyer, Page


def pay(address: str, bank: str = "SBI-A") -> Page:
    """From the button's address through online banking, back to the page that leads to the chat."""
    return asyncio.run(_pay(address, bank))


async def _pay(address: str, bank: str) -> Page:
    async with Buyer() as buyer:
        checkout = await buyer.open(address)
        at_the_gateway = await buyer.send(checkout, checkout.forms[0])
        banks = await buyer.follow(at_the_gateway, "Online banking")
        at_the_bank = await buyer.fill_in(banks, bank=bank)
        done = await buyer.fill_in(at_the_bank)
        return await buyer.go_home(done)
