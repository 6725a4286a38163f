"""Telegram: whose chat is whose, where each conversation stands, and what came in."""
