"""Money by the ledger, so that it agrees with receipts and settlements to the sen."""

from __future__ import annotations

from app.core.money import Money
from app.core.period import Period
from app.payments.ledger import Account
from app.payments.models import LedgerEntry

_SALES = (Account.REVENUE.value, Account.SERVICE_TAX.value)


async def sold(lot_id: int, period: Period) -> Money:
    """What was sold on a lot in a period, tax included, less what was given back of it."""
    rows = await LedgerEntry.filter(
        account__in=_SALES,
        transaction__lot_id=lot_id,
        transaction__happened_at__gte=period.starts_at,
        transaction__happened_at__lt=period.ends_at,
    ).values_list("amount", flat=True)
    amounts: list[Money] = list(rows)  # type: ignore[arg-type]  # a column of Money
    return Money(-sum(amount.sen for amount in amounts))
