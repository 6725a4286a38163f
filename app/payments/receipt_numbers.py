"""Receipt numbers: per lot without a gap, because they are given in the transaction that needs one."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from pydantic import BaseModel, ConfigDict
from tortoise.exceptions import IntegrityError

from app.lots.models import Lot
from app.payments.models import Charge, Payment, Receipt, ReceiptCounter


class Issuer(BaseModel):
    """Who stands on a receipt, frozen with it. `series` begins its number; 600 basis points are 6 %."""

    model_config = ConfigDict(frozen=True, from_attributes=True)
    series: str
    operator_name: str
    contact: str
    lot_name: str
    lot_address: str
    tax_registration: str
    tax_basis_points: int
    tax_included: bool
    # Receipts of before had no place for them.
    operator_address: str = ""
    company_registration: str = ""

    @classmethod
    def of(cls, lot: Lot) -> Issuer:
        return cls(
            series=lot.slug.upper(),
            operator_name=lot.operator_name,
            contact=lot.contact,
            lot_name=lot.name,
            lot_address=lot.address,
            tax_registration=lot.tax_registration,
            tax_basis_points=lot.tax_basis_points,
            tax_included=lot.tax_included,
            operator_address=lot.operator_address,
            company_registration=lot.company_registration,
        )


def receipt_number(receipt: Receipt) -> str:
    """How a receipt's number reads: `PLAZA-DAMAI-000123`."""
    return f"{Issuer.model_validate(receipt.issuer).series}-{receipt.number:06d}"


async def issue_receipt(charge: Charge, payment: Payment, at: datetime) -> Receipt:
    """The next receipt of the charge's lot; its counter stays locked until the caller commits."""
    counter = await ReceiptCounter.filter(lot_id=charge.lot_id).select_for_update().first()
    if counter is None:
        with suppress(IntegrityError):  # another first receipt of the lot is being written just now
            await ReceiptCounter.create(lot_id=charge.lot_id, last_number=0)
        counter = await ReceiptCounter.filter(lot_id=charge.lot_id).select_for_update().get()
    counter.last_number += 1
    await counter.save(update_fields=["last_number"])
    issuer = Issuer.of(await Lot.get(id=charge.lot_id))
    return await Receipt.create(
        lot_id=charge.lot_id,
        number=counter.last_number,
        charge=charge,
        payment=payment,
        issued_at=at,
        issuer=issuer.model_dump(),
    )
