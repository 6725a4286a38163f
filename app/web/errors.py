"""Every refusal as a problem document (RFC 9457): a stable code, a sentence in the caller's language."""

from __future__ import annotations

import structlog
from pydantic import ValidationError
from quart import Quart, Response, jsonify
from quart_rate_limiter import RateLimitExceeded
from quart_schema import RequestSchemaValidationError
from werkzeug.exceptions import HTTPException

from app.core.errors import DomainError
from app.core.events import current_request_id
from app.core.i18n import translate
from app.web.context import language
from app.web.refusals import is_for_eyes, refusal_page

log = structlog.get_logger()

HTTP_CODES = {
    400: "malformed_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "body_too_large",
    415: "not_json",
    429: "too_many_requests",
}

_MOST_FAULTS = 20


def install_errors(app: Quart) -> None:
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(RequestSchemaValidationError, _invalid_request)
    app.register_error_handler(RateLimitExceeded, _too_many_requests)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unforeseen)


def problem(
    code: str,
    status: int,
    *,
    params: dict[str, object] | None = None,
    extras: dict[str, object] | None = None,
) -> Response:
    """The answer for a refusal: `{type, title, status, detail, code, requestId}` and the extras.

    A browser that would show it gets a page instead.
    """
    sentence = translate(f"errors.{code}", language(), **(params or {}))
    if is_for_eyes():
        return refusal_page(code, status, sentence)
    body = {
        "type": f"urn:parkpro:problem:{code}",
        "title": code.replace("_", " ").capitalize(),
        "status": status,
        "detail": sentence,
        "code": code,
        "requestId": current_request_id.get(),
        **(extras or {}),
    }
    response = jsonify(body)
    response.status_code = status
    response.content_type = "application/problem+json"
    return response


async def _domain_error(error: DomainError) -> Response:
    return problem(error.code, error.status, params=error.params, extras=error.extras)


async def _invalid_request(error: RequestSchemaValidationError) -> Response:
    cause = error.validation_error
    faults = []
    if isinstance(cause, ValidationError):
        faults = [
            {"field": ".".join(str(part) for part in fault["loc"]), "message": fault["msg"]}
            for fault in cause.errors(include_url=False, include_input=False)[:_MOST_FAULTS]
        ]
    return problem("invalid_request", 400, extras={"errors": faults})


async def _too_many_requests(error: RateLimitExceeded) -> Response:
    response = problem("too_many_requests", 429, params={"seconds": error.retry_after})
    response.headers["Retry-After"] = str(error.retry_after)
    return response


async def _http_error(error: HTTPException) -> Response:
    status = error.code or 500
    code = HTTP_CODES.get(status, "malformed_request" if status < 500 else "internal_error")
    return problem(code, status, params={"seconds": 60, "request_id": current_request_id.get()})


async def _unforeseen(error: Exception) -> Response:
    log.error("request_failed", exc_info=error)
    return problem("internal_error", 500, params={"request_id": current_request_id.get()})
