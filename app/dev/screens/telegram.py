"""The account's Telegram. The demo of the pictures has no bot: its answers are put in the way here."""

from __future__ import annotations

from datetime import timedelta

from playwright.sync_api import Route

from app.core import clock
from app.dev.screens import scenes
from app.dev.screens.visit import Visit

_BOT = "parking_example_bot"
_LINKED_AT = "2026-11-20T02:00:00Z"


def unlinked(visit: Visit) -> None:
    _account(visit)
    _look_at(visit, "telegram")


def linking(visit: Visit) -> None:
    _account(visit)
    visit.press("telegram-link")
    visit.see("telegram-code")
    _look_at(visit, "telegram")


def blocked(visit: Visit) -> None:
    _account(visit, linked_at=_LINKED_AT, is_blocked=True)
    visit.see("telegram-blocked")
    _look_at(visit, "telegram")


def unlinking(visit: Visit) -> None:
    _account(visit, linked_at=_LINKED_AT)
    visit.press("telegram-unlink")
    visit.see("telegram-unlink-confirm")


def messages(visit: Visit) -> None:
    """Which message comes which way, before a chat is linked."""
    _account(visit)
    _look_at(visit, "notifications")


def _account(visit: Visit, *, linked_at: str | None = None, is_blocked: bool = False) -> None:
    def with_bot(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "telegramBot": _BOT})

    chat = {"bot": _BOT, "linkedAt": linked_at, "isBlocked": is_blocked}
    code = {
        "code": "7F3K9-QXM2A",
        "expiresAt": (clock.now() + timedelta(minutes=10)).isoformat(),
        "deepLink": f"https://t.me/{_BOT}?start=7F3K9QXM2A",
    }
    visit.page.route("**/api/app", with_bot)
    visit.page.route("**/api/telegram", lambda route: route.fulfill(json=chat))
    visit.page.route("**/api/telegram/code", lambda route: route.fulfill(json=code, status=201))
    scenes.notifications(visit)
    visit.see("telegram")


def _look_at(visit: Visit, test_id: str) -> None:
    visit.page.get_by_test_id(test_id).scroll_into_view_if_needed()
