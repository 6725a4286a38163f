"""The Telegram bot: a thin face over the same services as the web."""
