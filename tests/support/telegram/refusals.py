"""How Telegram says no. The words are those of its own server (tdlib/telegram-bot-api)."""

from __future__ import annotations

from collections.abc import Mapping


class Refusal(Exception):
    """An answer that is not ok: HTTP `status`, the sentence, and what goes with it in `parameters`."""

    def __init__(self, status: int, description: str, parameters: Mapping[str, int] | None = None) -> None:
        super().__init__(description)
        self.status = status
        self.description = description
        self.parameters = dict(parameters or {})


def bad_request(reason: str) -> Refusal:
    return Refusal(400, f"Bad Request: {reason}")


def forbidden(reason: str) -> Refusal:
    return Refusal(403, f"Forbidden: {reason}")


def conflict(reason: str) -> Refusal:
    return Refusal(409, f"Conflict: {reason}")
