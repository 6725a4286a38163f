"""What happened becomes messages, and messages are sent."""

from __future__ import annotations

from app.config import Settings
from app.notifications.context import DeliveryContext
from app.notifications.planner import plan_deliveries
from app.notifications.sender import send_due_deliveries
from app.payments.gateways.protocol import Gateway
from app.receipts.renderer import ReceiptRenderer
from app.telegram.api import open_bot


class MessageDelivery:
    """Plans and sends in turn; owns the processes that draw receipts and the client of Telegram."""

    def __init__(self, settings: Settings, gateway: Gateway) -> None:
        self._receipts = ReceiptRenderer()
        # A delivery that Telegram asks to be patient with is put off; the others need not wait for it.
        self._bot = open_bot(settings.telegram) if settings.telegram else None
        self._context = DeliveryContext(
            public_url=settings.public_url,
            mail_from=settings.sender,
            var_dir=settings.var_dir,
            receipts=self._receipts,
            failure_reason=gateway.failure_reason,
            secret_key=settings.key,
            vapid=settings.vapid,
            push_services=settings.push_services,
            bot=self._bot,
            smtp_url=settings.smtp_url.get_secret_value() if settings.smtp_url else None,
        )

    async def run(self) -> int:
        """Plans what is new and sends what is due; returns how many messages were sent or tried."""
        await plan_deliveries(with_telegram=self._bot is not None)
        return await send_due_deliveries(self._context)

    async def close(self) -> None:
        await self._receipts.close()
        if self._bot is not None:
            await self._bot.shutdown()
