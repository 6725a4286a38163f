"""The dashboard's prices."""

from __future__ import annotations

from app.dev.screens.desk.shell import LOT
from app.dev.screens.visit import Visit


def _open(visit: Visit, view: str = "") -> None:
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}/prices{view}")


def rates(visit: Visit) -> None:
    _open(visit)
    visit.see("price-lines")


def editor(visit: Visit) -> None:
    _open(visit, "/new")
    visit.see("price-lines")


def faults(visit: Visit) -> None:
    """What is missing or wrong in new prices."""
    editor(visit)
    visit.page.locator("[name=rate]").fill("four")
    visit.press("publish")
    visit.see("faults")


def publishing(visit: Visit) -> None:
    """What becomes another, before it is so."""
    editor(visit)
    visit.page.locator("[name=name]").fill("School holidays")
    visit.page.locator("[name=rate]").fill("5.50")
    visit.page.locator("[name=type-vip]").fill("250")
    visit.press("publish")
    visit.see("changes")


def codes(visit: Visit) -> None:
    _open(visit, "/codes")
    visit.page.locator("[data-testid^=promo-]").first.wait_for()


def end_code(visit: Visit) -> None:
    codes(visit)
    visit.page.locator("[data-testid^=end-]").first.click()
    visit.see("end-dialog")


def terms(visit: Visit) -> None:
    _open(visit, "/terms")
    visit.see("terms-late")


def terms_refused(visit: Visit) -> None:
    """A policy that rewards cancelling late."""
    terms(visit)
    visit.page.locator("[name=hours-0]").fill("1")
    visit.press("save-cancel")
    visit.page.get_by_role("alert").wait_for()
