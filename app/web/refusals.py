"""Refusals that people see in their browser's window: a small page with a sentence and a way on.

Programs, the app among them, get problem documents from the same addresses.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ParamSpec, TypeVar

from quart import Response, current_app, g, request

from app.core.i18n import catalogue, translate
from app.core.templates import template_environment
from app.web.context import language, settings

P = ParamSpec("P")
T = TypeVar("T")

_ATTRIBUTE = "parkpro_seen_by_people"


def seen_by_people(view: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Declares a route that people open as a page of its own. Put it below `callers`."""
    setattr(view, _ATTRIBUTE, True)
    return view


def lead_to_booking(reference: str) -> None:
    """Makes the booking the way on, should this request be refused."""
    g.refusal_leads_to = reference


def lead_to_chat() -> None:
    """Makes the chat with the bot the way on, should this request be refused."""
    bot = settings().telegram
    g.refusal_leads_to_chat = bot.chat_link if bot else None


def is_for_eyes() -> bool:
    """Whether the present request came from a browser that wants to show the answer."""
    view = current_app.view_functions.get(request.endpoint or "")
    if not hasattr(view, _ATTRIBUTE) or request.path.startswith("/api/"):
        return False
    return any(kind == "text/html" for kind, _ in request.accept_mimetypes)


def refusal_page(code: str, status: int, sentence: str) -> Response:
    """The page for a refusal; `sentence` unless there is one for who has just come from elsewhere."""
    spoken = language()
    own = f"refusal.words.{code}"
    page = template_environment().get_template("payment/refusal.html")
    body = page.render(
        sentence=translate(own, spoken) if own in catalogue(spoken) else sentence,
        reference=g.get("refusal_leads_to"),
        chat=g.get("refusal_leads_to_chat"),
        language=spoken,
        t=lambda key: translate(key, spoken),
    )
    return Response(
        body, status, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"}
    )
