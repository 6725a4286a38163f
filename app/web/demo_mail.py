"""The demo's letter box: the mails that were laid into a folder, for whoever has no mail server at hand."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from quart import Blueprint, Response
from quart_schema import hide
from werkzeug.exceptions import NotFound
from werkzeug.http import dump_options_header

from app.core import local_time
from app.core.i18n import translate
from app.core.templates import TEMPLATES, template_environment
from app.notifications.mails.folder import find_in_folder, list_folder, mail_folder
from app.web.access import callers
from app.web.context import language, settings
from app.web.limits import limited
from app.web.present_mail import MailView, present_mail

blueprint = Blueprint("demo_mail", __name__, url_prefix="/demo/mail")

_SHOWN = 100
_ZONE = "Asia/Kuala_Lumpur"
_SANDBOX = "allow-popups allow-popups-to-escape-sandbox"
# A mail shows its own pictures and styles; it runs nothing, fetches nothing, and stands in our page only.
_MAIL_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    f"frame-ancestors 'self'; sandbox {_SANDBOX}"
)


@blueprint.get("")
@limited(600)
@callers("anyone")
@hide
async def list_mails() -> Response:
    """The newest mails, newest first."""
    folder = _folder()
    names = await asyncio.to_thread(list_folder, folder, limit=_SHOWN)
    mails = await asyncio.gather(*(_load(name) for name in names))
    return _page("demo/mails.html", mails=list(zip(names, mails, strict=True)))


@blueprint.get("/style.css")
@limited(600)
@callers("anyone")
@hide
async def style() -> Response:
    text = await asyncio.to_thread((TEMPLATES / "demo" / "mail.css").read_text)
    return Response(text, content_type="text/css; charset=utf-8", headers={"Cache-Control": "no-cache"})


@blueprint.get("/<name>")
@limited(600)
@callers("anyone")
@hide
async def show_mail(name: str) -> Response:
    """One mail: its head, its HTML in a frame, its plain text and its attachments."""
    return _page("demo/mail.html", name=name, mail=await _load(name), sandbox=_SANDBOX)


@blueprint.get("/<name>/html")
@limited(600)
@callers("anyone")
@hide
async def show_html(name: str) -> Response:
    """The mail's own HTML, for the frame."""
    mail = await _load(name)
    return Response(
        mail.html,
        content_type="text/html; charset=utf-8",
        headers={"Content-Security-Policy": _MAIL_POLICY, "Cache-Control": "no-store"},
    )


@blueprint.get("/<name>/attachments/<int:index>")
@limited(600)
@callers("anyone")
@hide
async def download(name: str, index: int) -> Response:
    """An attachment, counted from 0."""
    attachments = (await _load(name)).attachments
    if index >= len(attachments):
        raise NotFound
    found = attachments[index]
    disposition = dump_options_header("attachment", {"filename": found.filename})
    return Response(
        found.content,
        content_type=found.content_type,
        headers={"Content-Disposition": disposition, "Cache-Control": "no-store"},
    )


def _folder() -> Path:
    return mail_folder(settings().var_dir)


async def _load(name: str) -> MailView:
    """Raises NotFound."""
    file = find_in_folder(_folder(), name)
    if file is None:
        raise NotFound
    return present_mail(await asyncio.to_thread(file.read_bytes))


def _page(template: str, **values: object) -> Response:
    spoken = language()
    page = (
        template_environment()
        .get_template(template)
        .render(
            values,
            language=spoken,
            t=lambda key, **params: translate(f"mail.demo.{key}", spoken, **params),
            moment=partial(local_time.moment_words, zone=_ZONE, language=spoken),
            has_server=settings().smtp_url is not None,
        )
    )
    return Response(page, content_type="text/html; charset=utf-8", headers={"Cache-Control": "no-store"})
