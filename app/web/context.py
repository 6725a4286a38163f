"""What a web process holds for its lifetime, and what it knows about the present request."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from quart import current_app, g, request

from app.config import Settings
from app.core.i18n import closest_language, languages
from app.payments.gateways.protocol import Gateway

if TYPE_CHECKING:
    from app.accounts.outside.provider import OutsideProvider
    from app.realtime.follower import LogFollower
    from app.realtime.hub import EventHub
    from app.realtime.live import LiveFloors
    from app.receipts.renderer import ReceiptRenderer


@dataclass(frozen=True, slots=True)
class Services:
    """Made once at start-up, closed at the end."""

    settings: Settings
    gateway: Gateway
    live: LiveFloors
    hub: EventHub
    follower: LogFollower
    receipts: ReceiptRenderer
    outside: OutsideProvider | None = None


def services() -> Services:
    return cast("Services", current_app.extensions["parkpro"])


def settings() -> Settings:
    return cast("Settings", current_app.config["PARKPRO_SETTINGS"])


def language() -> str:
    """The language to answer in: the best of Accept-Language that we have."""
    if "language" not in g:
        g.language = closest_language(request.accept_languages.best_match(languages()))
    return cast("str", g.language)
