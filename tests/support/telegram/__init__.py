"""A stand-in for Telegram's Bot API over HTTP, and the people who write to the bot."""
