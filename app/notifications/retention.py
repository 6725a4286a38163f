"""How long it is known what was sent to whom."""

from __future__ import annotations

from datetime import timedelta

from app.core import clock
from app.core.database.transactions import transactional
from app.notifications.models import Delivery, DeliveryStatus

# A row holds an e-mail address or the number of a chat, and is of use while somebody may ask where their
# mail is.
KEPT = timedelta(days=90)
_OVER = (DeliveryStatus.SENT, DeliveryStatus.FAILED, DeliveryStatus.DROPPED)


@transactional
async def forget_deliveries() -> int:
    """Deletes what was sent or given up and is older than that. Returns how many. For a job, daily."""
    return await Delivery.filter(status__in=_OVER, created_at__lt=clock.now() - KEPT).delete()
