"""The fields of the request being served."""

from __future__ import annotations

from quart import request

from app.payments.gateways.sandbox import wire


async def form_fields() -> dict[str, str]:
    """The fields of a form, whatever its content type says. Raises wire.Unreadable."""
    return wire.read_fields("", await _body())


async def call_fields() -> dict[str, str]:
    """The fields of a server call, JSON or form. Raises wire.Unreadable."""
    return wire.read_fields(request.content_type or "", await _body())


async def _body() -> bytes:
    return await request.get_data(cache=True, as_text=False, parse_form_data=False)
