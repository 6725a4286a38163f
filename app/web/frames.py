"""The app in a frame of Telegram Web, where browsers keep its cookies apart (decision 21).

There the app says so with each request. No other site can: to send us a header of one's own, a page needs our
leave, which nobody has.
"""

from __future__ import annotations

from quart import Quart, Response, request

HEADER = "Parkpro-Framed"
TELEGRAM_WEB = "https://web.telegram.org"

_REPLACED = {"secure", "samesite=lax"}


def install_frames(app: Quart) -> None:
    """Makes cookies good for a frame where the app is in one. To be installed before who sets cookies."""

    @app.after_request
    async def widen(response: Response) -> Response:
        if HEADER in request.headers:
            cookies = response.headers.getlist("Set-Cookie")
            response.headers.setlist("Set-Cookie", [for_a_frame(cookie) for cookie in cookies])
        return response


def for_a_frame(cookie: str) -> str:
    """A `Set-Cookie` that the browser keeps for us within the site that shows us, and nowhere else."""
    parts = [part for part in cookie.split("; ") if part.lower() not in _REPLACED]
    return "; ".join((*parts, "Secure", "SameSite=None", "Partitioned"))
