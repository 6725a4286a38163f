"""The postman: brings updates to the bot's address, one after another, until each was taken."""

from __future__ import annotations

import json
import threading
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

from app.core import clock
from tests.support.telegram.cloud import Cloud
from tests.support.telegram.updates import Webhook

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
_GAP_SECONDS = 0.05  # Telegram's is a second, and grows
_PATIENCE_SECONDS = 30


class Postman:
    """Runs until the cloud is closed. An update that is not answered with 2xx is brought again."""

    def __init__(self, cloud: Cloud) -> None:
        self._cloud = cloud
        self._ended = threading.Event()

    def run(self) -> None:
        while (errand := self._next()) is not None:
            webhook, update = errand
            trouble = _bring(webhook, update)
            self._note(update["update_id"], trouble)
            if trouble:
                self._ended.wait(_GAP_SECONDS)

    def end(self) -> None:
        self._ended.set()

    def _next(self) -> tuple[Webhook, dict[str, Any]] | None:
        cloud = self._cloud
        with cloud.changed:
            cloud.changed.wait_for(
                lambda: cloud.is_closed or (cloud.updates.webhook and cloud.updates.waiting)
            )
            if cloud.is_closed or cloud.updates.webhook is None:
                return None
            return cloud.updates.webhook, cloud.updates.waiting[0]

    def _note(self, update_id: int, trouble: str) -> None:
        with self._cloud.changed:
            if trouble:
                self._cloud.updates.trouble = (clock.now(), trouble)
                self._cloud.changed.notify_all()
            else:
                self._cloud.updates.delivered(update_id)


def _bring(webhook: Webhook, update: dict[str, Any]) -> str:
    """What went wrong; empty when it was taken."""
    headers = {"Content-Type": "application/json"}
    if webhook.secret:
        headers[SECRET_HEADER] = webhook.secret
    request = Request(webhook.url, json.dumps(update).encode(), headers)
    try:
        with urlopen(request, timeout=_PATIENCE_SECONDS):
            return ""
    except HTTPError as error:
        return f"Wrong response from the webhook: {error.code} {error.reason}"
    except (OSError, HTTPException) as error:
        return f"Connection failed: {error}"
