"""What the app's shell needs to know, and the description of the interface."""

from __future__ import annotations

from quart import Blueprint, Response, current_app, jsonify
from quart_schema import hide, validate_response

from app import VERSION
from app.core.i18n import languages
from app.map_source import MapSource, TileKind
from app.web.access import callers
from app.web.context import settings
from app.web.limits import limited
from app.web.schemas.base import Schema
from app.web.tiles import ADDRESS_OF_OWN_TILES

blueprint = Blueprint("shell", __name__)


class PushOut(Schema):
    """`public_key`: what a browser subscribes with (its `applicationServerKey`)."""

    public_key: str


class CreditOut(Schema):
    """A piece of the attribution; a link when it has a `url`."""

    text: str
    url: str | None


class MapOut(Schema):
    """Where the map's tiles are: `url` is an archive (`pmtiles`), or holds `{z}`, `{x}` and `{y}`.

    The attribution is always shown on the map.
    """

    kind: TileKind
    url: str
    attribution: list[CreditOut]
    max_zoom: int


class ShellOut(Schema):
    """`demo`: a demonstration, whose mails can be read at `/demo/mail`. `push`, `map`: null if not set up.

    `telegram_bot`: its user name without the @; null when there is none. `outside_sign_in`: what to call the
    provider with which people may sign in at `/sign-in/outside`; null when there is none.
    """

    demo: bool
    push: PushOut | None
    languages: list[str]
    version: str
    map: MapOut | None
    telegram_bot: str | None
    outside_sign_in: str | None


@blueprint.get("/api/app")
@limited(3000)
@callers("anyone")
@validate_response(ShellOut)
async def app_shell() -> ShellOut:
    """Facts for the app's shell."""
    provider = settings().outside_provider
    vapid, source, bot = settings().vapid, settings().map_source, settings().telegram
    return ShellOut(
        demo=settings().demo,
        push=PushOut(public_key=vapid.public_key) if vapid else None,
        languages=list(languages()),
        version=VERSION,
        map=_present(source) if source else None,
        telegram_bot=bot.name if bot else None,
        outside_sign_in=provider.label if provider else None,
    )


def _present(source: MapSource) -> MapOut:
    return MapOut(
        kind=source.kind,
        url=source.url or ADDRESS_OF_OWN_TILES,
        attribution=[CreditOut(text=credit.text, url=credit.url) for credit in source.attribution],
        max_zoom=source.max_zoom,
    )


@blueprint.get("/api/openapi.json")
@limited(60)
@callers("anyone")
@hide
async def openapi() -> Response:
    return jsonify(current_app.extensions["QUART_SCHEMA"].openapi_provider.schema())
