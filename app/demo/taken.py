"""What the demo's gateway took before it ran, in a file that the sandbox reads when it starts.

The sandbox is a process of its own that shares nothing with ParkPro but the protocol. Of payments that were
never made there it would know nothing, and refuse to give money of them back.
"""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from pathlib import Path

from app.core.money import ZERO, Money, total
from app.payments.models import Payment, PaymentChannel, PaymentStatus, Refund, RefundStatus

# How the references of payments begin that only the demo made.
DEMO_REFERENCE = "DEMO"


async def write_taken(file: Path) -> int:
    """Writes a line of JSON for each captured payment of the demo's; returns how many there are."""
    given_back: dict[int, list[Money]] = defaultdict(list)
    gone = Refund.filter(status=RefundStatus.SUCCEEDED, payment__transaction_ref__startswith=DEMO_REFERENCE)
    for payment_id, amount in await gone.values_list("payment_id", "amount"):
        given_back[payment_id].append(amount)
    taken = Payment.filter(
        channel=PaymentChannel.GATEWAY,
        status=PaymentStatus.CAPTURED,
        transaction_ref__startswith=DEMO_REFERENCE,
    )
    lines = [
        json.dumps(
            {
                "orderId": payment.order_id,
                "transactionRef": payment.transaction_ref,
                "currency": payment.currency,
                "amountSen": payment.amount.sen,
                "refundedSen": total(given_back.get(payment.id, [ZERO])).sen,
                "paymentMode": payment.payment_mode,
                "createdAt": payment.created_at.timestamp(),
            }
        )
        for payment in await taken.order_by("id")
    ]
    await asyncio.to_thread(file.write_text, "".join(f"{line}\n" for line in lines))
    return len(lines)
