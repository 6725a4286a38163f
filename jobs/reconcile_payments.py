"""Every five minutes: ask the gateway about payments without an end, and finish what was interrupted."""

from __future__ import annotations

from app.payments import reconciliation
from app.payments.gateways.protocol import Gateway


async def reconcile_payments(gateway: Gateway) -> int:
    interrupted = await reconciliation.apply_interrupted(gateway)
    return interrupted + await reconciliation.reconcile_payments(gateway)
