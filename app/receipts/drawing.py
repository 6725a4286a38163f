"""A receipt as a PDF. Takes a tenth of a second of pure work: `renderer` has it done in another process."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from app.core.templates import TEMPLATES
from app.receipts.document import STYLE, receipt_html
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


@cache
def _style() -> tuple[FontConfiguration, CSS]:
    """Fonts and style sheet, read once per process: they are most of the work of a first receipt."""
    fonts = FontConfiguration()
    text = STYLE.read_text(encoding="utf-8")
    return fonts, CSS(string=text, font_config=fonts, url_fetcher=_OwnAssets(), base_url=_SCHEME)
