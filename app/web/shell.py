"""What the app's shell needs to know, and the description of the interface."""

from __future__ import annotations

from quart import Blueprint, Response, current_app, jsonify
from quart_schema import hide, validate_response

from app import VERSION
from app.core.i18n import languages
from app.web.access import callers
from app.web.context import settings
from app.web.limits import limited
from app.web.schemas.base import Schema

blueprint = Blueprint("shell", __name__)


class ShellOut(Schema):
    """`demo`: a demonstration, whose mails can be read at `/demo/mail`."""

    demo: bool
    languages: list[str]
    version: str


@blueprint.get("/api/app")
@limited(3000)
@callers("anyone")
@validate_response(ShellOut)
async def app_shell() -> ShellOut:
    """Facts for the app's shell."""
    return ShellOut(demo=settings().demo, languages=list(languages()), version=VERSION)


@blueprint.get("/api/openapi.json")
@limited(60)
@callers("anyone")
@hide
async def openapi() -> Response:
    return jsonify(current_app.extensions["QUART_SCHEMA"].openapi_provider.schema())
