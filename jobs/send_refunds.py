"""Refunds that the gateway takes are sent to it."""

from __future__ import annotations

from app.payments.gateways.protocol import Gateway
from app.payments.refunds import send_due_refunds


async def send_refunds(gateway: Gateway) -> int:
    return await send_due_refunds(gateway)
