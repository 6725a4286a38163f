"""Where more time for a booking was asked for; that may be elsewhere than where it was booked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.bookings.models import Extension
from app.notifications.drafts import Draft
from app.payments.models import Payment


@dataclass(frozen=True, slots=True)
class MoreTime:
    """The `channel` of extensions, by their ids and by those of payments for them."""

    of_extensions: Mapping[int, str]
    of_payments: Mapping[int, str]

    def channel_of(self, draft: Draft) -> str | None:
        """Where the time that a message is about was asked for; None when it is about the booking itself."""
        extension_id, payment_id = _id(draft, "extension_id"), _id(draft, "payment_id")
        return self.of_extensions.get(extension_id) or self.of_payments.get(payment_id)


async def find_more_time(drafts: Sequence[Draft]) -> MoreTime:
    """Of all extensions that the messages are about."""
    extension_ids = {_id(draft, "extension_id") for draft in drafts} - {0}
    payment_ids = {_id(draft, "payment_id") for draft in drafts} - {0}
    extensions = Extension.filter(id__in=sorted(extension_ids)).values_list("id", "channel")
    payments = Payment.filter(id__in=sorted(payment_ids), charge__extension_id__isnull=False)
    channels = payments.values_list("id", "charge__extension__channel")
    return MoreTime(
        of_extensions=dict(await extensions) if extension_ids else {},
        of_payments=dict(await channels) if payment_ids else {},
    )


def _id(draft: Draft, name: str) -> int:
    """0 when the message is not about one."""
    return int(draft.data.get(name, 0))
