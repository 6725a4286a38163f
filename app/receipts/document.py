"""A receipt as HTML: what its PDF is drawn from, and what a browser shows of one that nobody paid for."""

from __future__ import annotations

from functools import partial

from markupsafe import Markup

from app.accounts.plates import display_plate
from app.bookings.passes import pass_qr_svg
from app.core import local_time
from app.core.i18n import catalogue, translate
from app.core.templates import TEMPLATES, template_environment
from app.receipts.view import ReceiptView

STYLE = TEMPLATES / "receipt" / "receipt.css"
# A sheet of paper on a screen: its margins are those of the page.
_ON_SCREEN = "body { padding: 12mm } .running { display: none }"


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


def receipt_page(view: ReceiptView) -> str:
    """The document with its style inside, for a browser; loads nothing: it is set in the reader's font."""
    rules = [
        line for line in STYLE.read_text(encoding="utf-8").splitlines() if not line.startswith("@font-face")
    ]
    style = "\n".join([*rules, _ON_SCREEN])
    return receipt_html(view).replace("</head>", f"<style>{style}</style></head>", 1)


def _payment_mode(mode: str, language: str) -> str:
    """The gateway's word for the way of paying, as people say it; a word we don't know is left out."""
    known = f"receipt.paid_by_{mode.lower()}"
    return translate(known if known in catalogue(language) else "receipt.paid_online", language)
