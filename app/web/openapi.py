"""The OpenAPI document, made without serving anything."""

from __future__ import annotations

from typing import Any, cast

from quart import Quart

from app.config import Settings
from app.web.app import create_app


def described_app() -> Quart:
    """The application as far as it is the same for everybody: its routes and schemas, no real setting."""
    return create_app(
        Settings.model_validate(
            {
                "public_url": "http://localhost:8000",
                "secret_key": "this is no real secret: it only describes",
                "ringgitpay_app_id": "-",
                "ringgitpay_request_key": "-",
                "ringgitpay_response_key": "-",
            }
        )
    )


async def describe() -> dict[str, Any]:
    """The description of the public interface."""
    app = described_app()
    async with app.app_context():
        return cast("dict[str, Any]", app.extensions["QUART_SCHEMA"].openapi_provider.schema())
