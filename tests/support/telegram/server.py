"""The Bot API's address: `/bot<token>/<method>` and `/file/bot<token>/<path>`."""

from __future__ import annotations

import json
import re
import socket
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import unquote, urlsplit

from tests.support.telegram.calls import Answered, Call, read_call
from tests.support.telegram.cloud import Cloud
from tests.support.telegram.faults import Drop
from tests.support.telegram.methods import answer
from tests.support.telegram.refusals import Refusal

_METHOD = re.compile(r"/bot([^/]+)/(\w+)")
_FILE = re.compile(r"/file/bot([^/]+)/(.+)")


class _Dropped(Exception):
    """The connection ends here, without an answer."""


def open_server(cloud: Cloud) -> ThreadingHTTPServer:
    """On a free port of this machine; who gets it runs and closes it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            _serve(cloud, self)

        def do_POST(self) -> None:
            _serve(cloud, self)

        def log_message(self, format: str, *given: object) -> None:
            """Says nothing."""

    return ThreadingHTTPServer(("127.0.0.1", 0), Handler)


def _serve(cloud: Cloud, handler: BaseHTTPRequestHandler) -> None:
    body = handler.rfile.read(int(handler.headers.get("Content-Length") or 0))
    parts = urlsplit(handler.path)
    path = unquote(parts.path)
    if found := _FILE.fullmatch(path):
        _serve_file(cloud, handler, *found.groups())
        return
    found = _METHOD.fullmatch(path)
    if found is None:
        _send_json(handler, 404, _refused(Refusal(404, "Not Found")))
        return
    kind = handler.headers.get("Content-Type") or ""
    try:
        _require_token(cloud, found[1])
        result = _act(cloud, read_call(found[2], parts.query, kind, body))
    except Refusal as refusal:
        _send_json(handler, refusal.status, _refused(refusal))
    except _Dropped:
        handler.connection.shutdown(socket.SHUT_RDWR)
    else:
        _send_json(handler, 200, {"ok": True, "result": result})


def _require_token(cloud: Cloud, token: str) -> None:
    if token != cloud.token:
        raise Refusal(401, "Unauthorized")


def _act(cloud: Cloud, call: Call) -> Any:
    """The result of a call, and a note of how it went. Raises Refusal, _Dropped."""
    with cloud.changed:
        fault = cloud.faults.next(call.method)
        try:
            if isinstance(fault, Refusal):
                raise fault
            result = None if fault == Drop(after_acting=False) else answer(cloud, call)
        except Refusal as refusal:
            cloud.answered.append(Answered(call, refusal.status, refusal.description))
            cloud.changed.notify_all()
            raise
        cloud.answered.append(Answered(call, 0 if fault else 200, "dropped" if fault else ""))
        cloud.changed.notify_all()
        if fault:
            raise _Dropped
        return result


def _serve_file(cloud: Cloud, handler: BaseHTTPRequestHandler, token: str, path: str) -> None:
    with cloud.changed:
        file = cloud.files.at(path) if token == cloud.token else None
    if file is None:
        _send_json(handler, 404, _refused(Refusal(404, "Not Found")))
    else:
        _send(handler, 200, "application/octet-stream", file.content)


def _refused(refusal: Refusal) -> dict[str, Any]:
    more = {"parameters": refusal.parameters} if refusal.parameters else {}
    return {"ok": False, "error_code": refusal.status, "description": refusal.description, **more}


def _send_json(handler: BaseHTTPRequestHandler, status: int, body: dict[str, Any]) -> None:
    _send(handler, status, "application/json", json.dumps(body).encode())


def _send(handler: BaseHTTPRequestHandler, status: int, kind: str, body: bytes) -> None:
    """Who asked may have gone away meanwhile: a bot that was killed as it waited."""
    try:
        handler.send_response(status)
        handler.send_header("Content-Type", kind)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)
    except ConnectionError:
        handler.close_connection = True
