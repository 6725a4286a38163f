"""A receipt as a PDF. Takes a tenth of a second of pure work: `renderer` has it done in another process."""

from __future__ import annotations

from functools import cache, partial
from pathlib import PurePosixPath

from markupsafe import Markup
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from app.accounts.plates import display_plate
from app.bookings.passes import pass_qr_svg
from app.core import local_time
from app.core.i18n import catalogue, translate
from app.core.templates import TEMPLATES, template_environment
from app.receipts.view import ReceiptView

_ASSETS = TEMPLATES / "receipt"
_SCHEME = "asset:"


class _Refused(FatalURLFetchingError):  # type: ignore[misc]  # WeasyPrint has no types
    """The document asked for something that is not part of its template."""


class _OwnAssets(URLFetcher):  # type: ignore[misc]
    """Reads the template's own files and nothing else: no network, no other file."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path = PurePosixPath(url.removeprefix(_SCHEME))
        if not url.startswith(_SCHEME) or path.is_absolute() or ".." in path.parts:
            raise _Refused(f"a receipt may not load {url[:80]}")
        return URLFetcherResponse(url, (_ASSETS / path).read_bytes())


def draw_receipt(view: ReceiptView) -> bytes:
    """The PDF: tagged for screen readers, its fonts inside."""
    fonts, style = _style()
    document = HTML(string=receipt_html(view), base_url=_SCHEME, url_fetcher=_OwnAssets())
    pdf: bytes = document.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


def receipt_html(view: ReceiptView) -> str:
    """The document before it is drawn."""
    zone, language = view.zone, view.language
    return (
        template_environment()
        .get_template("receipt/receipt.html")
        .render(
            receipt=view,
            t=partial(translate, language=language),
            payment_mode=_payment_mode(view.payment_mode, language),
            plate=display_plate(view.plate_number),
            moment=partial(local_time.moment_words, zone=zone, language=language),
            day=partial(local_time.day_words, zone=zone, language=language),
            period=local_time.period_words(view.period, zone, language),
            zone=local_time.zone_words(zone, language),
            qr=Markup(pass_qr_svg(view.pass_text)) if view.pass_text else None,  # noqa: S704  (drawn by us)
        )
    )


@cache
def _style() -> tuple[FontConfiguration, CSS]:
    """Fonts and style sheet, read once per process: they are most of the work of a first receipt."""
    fonts = FontConfiguration()
    text = (_ASSETS / "receipt.css").read_text(encoding="utf-8")
    return fonts, CSS(string=text, font_config=fonts, url_fetcher=_OwnAssets(), base_url=_SCHEME)


def _payment_mode(mode: str, language: str) -> str:
    """The gateway's word for the way of paying, as people say it; a word we don't know is left out."""
    known = f"receipt.paid_by_{mode.lower()}"
    return translate(known if known in catalogue(language) else "receipt.paid_online", language)
