"""What the bot's process holds for its lifetime."""

from __future__ import annotations

from dataclasses import dataclass

from app.config import Settings
from app.payments.gateways.protocol import Gateway
from app.realtime.follower import LogFollower
from app.realtime.live import LiveFloors
from app.receipts.renderer import ReceiptRenderer
from app.telegram.api import Bot
from app.telegram.installation import TelegramBot


@dataclass(frozen=True, slots=True)
class BotServices:
    """Made once at start-up, closed at the end."""

    settings: Settings
    telegram: TelegramBot
    bot: Bot
    gateway: Gateway
    live: LiveFloors
    follower: LogFollower
    receipts: ReceiptRenderer
