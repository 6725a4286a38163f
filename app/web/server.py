"""What the web server imports: the application, made from the environment."""

from __future__ import annotations

from quart import Quart

from app.config import load_settings
from app.logs import configure_logs
from app.web.app import create_app


def create() -> Quart:
    settings = load_settings()
    configure_logs(settings)
    return create_app(settings)
