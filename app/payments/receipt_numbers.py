"""Receipt numbers: per lot without a gap, because they are given in the transaction that needs one."""

from __future__ import annotations

from datetime import datetime

from app.payments.models import Charge, Payment, Receipt, ReceiptCounter


async def issue_receipt(charge: Charge, payment: Payment, at: datetime) -> Receipt:
    """The next receipt of the charge's lot; its counter stays locked until the caller commits."""
    counter = await ReceiptCounter.filter(lot_id=charge.lot_id).select_for_update().first()
    if counter is None:
        await ReceiptCounter.create(lot_id=charge.lot_id, last_number=0)
        counter = await ReceiptCounter.filter(lot_id=charge.lot_id).select_for_update().get()
    counter.last_number += 1
    await counter.save(update_fields=["last_number"])
    return await Receipt.create(
        lot_id=charge.lot_id, number=counter.last_number, charge=charge, payment=payment, issued_at=at
    )
