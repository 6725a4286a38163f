"""The sandbox as a Quart application."""

from __future__ import annotations

from datetime import datetime

from quart import Quart, Response, redirect
from quart.typing import ResponseReturnValue

from app.payments.gateways.sandbox import wire
from app.payments.gateways.sandbox.config import SandboxConfig
from app.payments.gateways.sandbox.console import console
from app.payments.gateways.sandbox.pages import pages
from app.payments.gateways.sandbox.server_calls import server_calls
from app.payments.gateways.sandbox.service import Sandbox

_MAX_BODY = 64 * 1024
# No form-action: the buyer is sent home by a form to an address of the merchant's choosing.
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; "
    "base-uri 'none'; frame-ancestors 'none'"
)


def create_sandbox(config: SandboxConfig) -> Quart:
    """The gateway for one merchant application, keeping its state in `config.state`."""
    app = Quart(__name__, static_url_path="/sandbox/static")
    app.config["MAX_CONTENT_LENGTH"] = _MAX_BODY
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters["ringgit"] = _ringgit
    app.jinja_env.filters["day_and_time"] = _day_and_time
    app.jinja_env.globals["merchant_name"] = config.merchant_name
    sandbox = Sandbox(config)

    @app.before_serving
    async def start() -> None:
        await sandbox.start()

    @app.after_serving
    async def stop() -> None:
        await sandbox.stop()

    @app.after_request
    async def guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = _POLICY
        response.headers["X-Content-Type-Options"] = "nosniff"
        if not response.headers.get("Cache-Control"):
            response.headers["Cache-Control"] = "no-store"
        return response

    @app.get("/")
    async def front_door() -> ResponseReturnValue:
        return redirect("/sandbox", 302)

    @app.get("/healthz")
    async def health() -> ResponseReturnValue:
        return {"status": "ok"}

    app.register_blueprint(pages(sandbox))
    app.register_blueprint(server_calls(sandbox))
    app.register_blueprint(console(sandbox))
    return app


def _ringgit(sen: int) -> str:
    return f"RM {sen // 100:,}.{sen % 100:02d}"


def _day_and_time(moment: datetime) -> str:
    return moment.astimezone(wire.MALAYSIA).strftime("%d %b %Y, %H:%M:%S")
