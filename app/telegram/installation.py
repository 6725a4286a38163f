"""What is known of the installation's bot before anybody talks to Telegram."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class TelegramBot:
    """The bot. `name` is its user name, without the @; `webhook_secret` comes with each call when Telegram
    calls us (`uses_webhook`), else we ask it.
    """

    name: str
    api_url: str
    uses_webhook: bool
    token: str = field(repr=False)
    webhook_secret: str = field(repr=False)

    @property
    def chat_link(self) -> str:
        """The address that opens the chat."""
        return f"https://t.me/{self.name}"

    def deep_link(self, payload: str) -> str:
        """The address that opens the chat and sends `/start` with `payload`: letters, digits, `_`, `-`."""
        return f"{self.chat_link}?start={payload}"
