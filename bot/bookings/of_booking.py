"""What questions about one booking have in common."""

from __future__ import annotations

from bot.conversation import Draft


class OfBooking(Draft):
    """Which booking a question is about."""

    reference: str
