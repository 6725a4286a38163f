"""Server to server: transaction enquiry and refund."""

from __future__ import annotations

import asyncio

from quart import Blueprint, Response, request
from quart.typing import ResponseReturnValue

from app.payments.gateways.sandbox import wire
from app.payments.gateways.sandbox.incoming import call_fields
from app.payments.gateways.sandbox.service import Sandbox


def server_calls(sandbox: Sandbox) -> Blueprint:
    """The routes `/transactionenquiry` and `/refund`.

    JSON or a form in, the same out unless `Accept` asks for the other.
    """
    calls = Blueprint("server_calls", __name__)

    @calls.post("/transactionenquiry")
    async def enquire() -> ResponseReturnValue:
        answer, behaviour = await sandbox.enquire(await call_fields())
        body, content_type = wire.encode(answer, as_json=_wants_json())
        if behaviour.enquiry == "error":
            return _server_error()
        if behaviour.enquiry == "timeout":
            await asyncio.sleep(sandbox.config.hold_seconds)
            return Response("", 504)
        if behaviour.enquiry == "nothing":
            body = ""
        elif behaviour.enquiry == "garbage":
            body = body[: len(body) // 3]
        return Response(body, content_type=content_type)

    @calls.post("/refund")
    async def refund() -> ResponseReturnValue:
        result = await sandbox.refund(await call_fields())
        if result.fault:
            return _server_error()
        body, content_type = wire.encode(result.answer, as_json=_wants_json())
        return Response(body, content_type=content_type)

    @calls.errorhandler(wire.Unreadable)
    async def unreadable(error: wire.Unreadable) -> ResponseReturnValue:
        return Response(f"unreadable request: {error}\n", 400, content_type="text/plain")

    return calls


def _wants_json() -> bool:
    """Whether to answer in JSON: what `Accept` prefers, else the form the question came in."""
    asked_in = "application/json" if request.is_json else "application/x-www-form-urlencoded"
    best = request.accept_mimetypes.best_match(
        ["application/json", "application/x-www-form-urlencoded"], default=asked_in
    )
    return (asked_in if "*/*" in request.accept_mimetypes.values() else best) == "application/json"


def _server_error() -> Response:
    return Response("<h1>Internal Server Error</h1>", 500, content_type="text/html")
