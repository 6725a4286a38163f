"""The installed web app's files; every other address is a page of the app, which finds its own way."""

from __future__ import annotations

import json
import mimetypes
from functools import cache
from pathlib import Path

from quart import Blueprint, Response, request, send_file
from quart_schema import hide
from werkzeug.exceptions import NotFound
from werkzeug.security import safe_join

from app.lots.errors import LotNotFound
from app.web.access import callers
from app.web.context import language
from app.web.limits import limited
from app.web.opening import draw_opening, find_opening
from app.web.refusals import seen_by_people

blueprint = Blueprint("pages", __name__)

# Not every machine's table knows it.
mimetypes.add_type("image/webp", ".webp")

BUILD = Path(__file__).resolve().parent.parent.parent / "pwa" / "dist"
_SERVER_ONLY = ("api/", "payments/", "pay/", "demo/", "tiles/")
_FOREVER = "public, max-age=31536000, immutable"
_ENCODINGS = {"br": ".br", "gzip": ".gz"}  # the best first; `npm run build` lays them beside the files
_APP = "src/start.tsx"
_ADMIN = "src/features/admin/AdminPage.tsx"
_SET_UP = "src/features/admin/start/SetUpPage.tsx"
# Every page of the app as its router writes them, and the module that draws it.
PAGES = {
    "": "src/features/lots/LandingPage.tsx",
    "lots/:slug": "src/features/lots/LotPage.tsx",
    "bookings": "src/features/booking/BookingsPage.tsx",
    "bookings/:reference": "src/features/booking/BookingPage.tsx",
    "find": "src/features/find/FindPage.tsx",
    "account": "src/features/account/AccountPage.tsx",
    "sign-in": "src/features/account/SignInPage.tsx",
    "sign-up": "src/features/account/SignUpPage.tsx",
    "first-run": "src/features/account/FirstRunPage.tsx",
    "forgot-password": "src/features/account/ForgotPasswordPage.tsx",
    "reset-password": "src/features/account/ResetPasswordPage.tsx",
    "verify-email": "src/features/account/VerifyEmailPage.tsx",
    "oauth/authorize": "src/features/account/ConsentPage.tsx",
    "set-up/:slug?/:step?": _SET_UP,
    "admin": _ADMIN,
    "admin/:slug": _ADMIN,
    "admin/:slug/:section/:item?": _ADMIN,
}
# What `:section` may be, as in the app's sectionNames.ts.
SECTIONS = (
    "live",
    "arrivals",
    "bookings",
    "people",
    "closures",
    "money",
    "reports",
    "floors",
    "prices",
    "lot",
    "messages",
    "programs",
    "staff",
    "audit",
)


@blueprint.get("/")
@blueprint.get("/<path:path>")
@limited(6000)
@callers("anyone")
@hide
@seen_by_people
async def page(path: str = "") -> Response:
    """A file of the build, or the app itself for the addresses of its pages."""
    if path.startswith(_SERVER_ONLY):
        raise NotFound
    if _is_file(path):
        response = await _file(path)
        response.headers["Cache-Control"] = _FOREVER if path.startswith("assets/") else "no-cache"
        return response
    if "." in path.rsplit("/", 1)[-1] or "text/html" not in request.headers.get("Accept", "text/html"):
        raise NotFound
    return await app_page(path)


async def app_page(path: str) -> Response:
    """The app for the page at `path`; with 404 where there is none, as it will say itself."""
    if not _is_file("index.html"):  # nothing is built
        raise NotFound
    module = find_page(path)
    is_there = module is not None
    place, _, name = path.removesuffix("/").partition("/")
    try:
        opening = await find_opening(place, name)
    except LotNotFound:
        opening, is_there = None, False
    if opening:
        response = Response(
            draw_opening(opening, BUILD / "index.html"), content_type="text/html; charset=utf-8"
        )
        await response.add_etag()
        response = await response.make_conditional(request)
    else:
        response = await _file("index.html", conditional=is_there)
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Language")
    if module == _ADMIN:
        response.headers["X-Robots-Tag"] = "noindex"
    if module is not None:
        response.headers["Link"] = early_scripts(module, language())
    if not is_there:
        response.status_code = 404
    return response


def find_page(path: str) -> str | None:
    """The module that draws the page at `path`; None where the app has no page."""
    parts = path.removesuffix("/").split("/")
    return next((module for pattern, module in PAGES.items() if _fits(pattern.split("/"), parts)), None)


def _fits(pattern: list[str], parts: list[str]) -> bool:
    """`:name` stands for any part, `:name?` for any or none, `:section` for one of `SECTIONS`."""
    while pattern[-1].endswith("?") and len(parts) < len(pattern):
        pattern = pattern[:-1]
    return len(pattern) == len(parts) and all(map(_is_part, pattern, parts))


def _is_part(wanted: str, part: str) -> bool:
    if wanted == ":section":
        return part in SECTIONS
    return bool(part) if wanted.startswith(":") else part == wanted


async def _file(path: str, *, conditional: bool = True) -> Response:
    """The file in the best encoding that the browser accepts."""
    file, encoding = BUILD / path, _encoding_for(path)
    response = await send_file(
        file.with_name(file.name + _ENCODINGS[encoding]) if encoding else file,
        mimetype=mimetypes.guess_type(path)[0] or "application/octet-stream",
        conditional=conditional,
    )
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.vary.add("Accept-Encoding")
    return response


def _encoding_for(path: str) -> str | None:
    accepted = request.accept_encodings
    return next(
        (it for it, ending in _ENCODINGS.items() if accepted[it] > 0 and _is_file(path + ending)), None
    )


@cache
def early_scripts(module: str, spoken: str) -> str:
    """A `Link` header by which the browser fetches the scripts of a page at once, not in turn.

    At low priority: what the first picture needs goes before them.
    """
    built = json.loads((BUILD / ".vite" / "manifest.json").read_text())
    wanted: dict[str, None] = {}
    wished = (_APP, f"src/i18n/messages/{spoken}.ts", module)
    ahead = [name for name in wished if name in built]  # mails may speak more languages than the app
    while ahead:
        chunk = built[ahead.pop()]
        ahead += [name for name in chunk.get("imports", ()) if built[name]["file"] not in wanted]
        wanted[chunk["file"]] = None
    return ", ".join(f"</{file}>; rel=modulepreload; fetchpriority=low" for file in wanted)


def _is_file(path: str) -> bool:
    within = safe_join(str(BUILD), path)
    try:
        return within is not None and Path(within).is_file()
    except OSError:  # longer than any file's name
        return False
