"""How a lot's mails and receipts look, with the lot as it is."""

from __future__ import annotations

from quart import Blueprint, Response
from quart_schema import hide, validate_querystring, validate_response

from app.accounts.permissions import Permission
from app.core.i18n import languages
from app.lots.errors import NoSuchPreview
from app.notifications.mails.preview import PREVIEWED, preview_mail
from app.receipts.document import receipt_page
from app.receipts.samples import sample_receipt
from app.web.admin.access import StaffAt, staff_at
from app.web.context import language, services
from app.web.context import settings as installation
from app.web.limits import limited
from app.web.schemas.admin_settings import (
    MailPreviewOut,
    MailPreviewQuery,
    MailPreviewsOut,
    ReceiptPreviewOut,
    ReceiptPreviewsOut,
)

blueprint = Blueprint("admin_previews", __name__)

_LOT = "/api/admin/lots/<slug>"


@blueprint.get(f"{_LOT}/mail-preview")
@limited(120)
@staff_at(Permission.SET_LOT)
@validate_querystring(MailPreviewQuery)
@validate_response(MailPreviewsOut)
async def mail_preview(here: StaffAt, query_args: MailPreviewQuery) -> MailPreviewsOut:
    """What drivers are sent, about a booking that nobody made."""
    kind = query_args.kind
    if kind not in PREVIEWED:
        raise NoSuchPreview
    mails = []
    for spoken in languages():
        mail = await preview_mail(here.lot, kind, spoken, public_url=installation().public_url)
        mails.append(MailPreviewOut(language=spoken, subject=mail.subject, html=mail.html))
    return MailPreviewsOut(kind=kind, kinds=list(PREVIEWED), mails=mails)


@blueprint.get(f"{_LOT}/receipt-preview")
@limited(120)
@staff_at(Permission.SET_LOT)
@validate_response(ReceiptPreviewsOut)
async def receipt_preview(here: StaffAt) -> ReceiptPreviewsOut:
    """What drivers get for their money, for a stay that nobody booked."""
    return ReceiptPreviewsOut(
        receipts=[
            ReceiptPreviewOut(language=spoken, html=receipt_page(await sample_receipt(here.lot, spoken)))
            for spoken in languages()
        ]
    )


@blueprint.get(f"{_LOT}/receipt-preview.pdf")
@limited(60)
@staff_at(Permission.SET_LOT)
@hide
async def receipt_preview_pdf(here: StaffAt) -> Response:
    """The same as it is handed out."""
    pdf = await services().receipts.render(await sample_receipt(here.lot, language()))
    response = Response(pdf, content_type="application/pdf")
    response.headers["Content-Disposition"] = 'inline; filename="receipt.pdf"'
    return response
