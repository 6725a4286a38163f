"""The operator's dashboard, as the owner of the demo's car parks sees it."""

from __future__ import annotations

from app.dev.screens.underground import settle_in
from app.dev.screens.visit import Visit

LOT = "plaza-damai"
FLOOR = "B1"
"""A floor of this lot has spots in every state, and cars that overstay."""


def live(visit: Visit) -> None:
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}?floor={FLOOR}")
    visit.see("figures")
    visit.see("floor-map")
    visit.page.locator("[data-testid=live][data-live=true]").wait_for()


def spot(visit: Visit) -> None:
    """A car that should have left."""
    live(visit)
    visit.page.locator("[data-testid^=late-]").first.click()
    visit.see("spot-panel")


def in_words(visit: Visit) -> None:
    live(visit)
    visit.press("toggle-list")
    visit.see("spots-in-words")


def choose_lot(visit: Visit) -> None:
    visit.sign_in_as_owner()
    visit.open("/admin")
    visit.see("choose-lot")


def more(visit: Visit) -> None:
    """What a phone has no room for in its bar; a desk shows it at the side."""
    live(visit)
    visit.press("more")


def staff(visit: Visit) -> None:
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}/staff")
    visit.page.locator("[data-testid^=take-back-]").first.wait_for()


def staff_refused(visit: Visit) -> None:
    """Nobody has an account with this address."""
    staff(visit)
    visit.page.locator("[name=email]").fill("nobody@operator.example")
    visit.press("give")
    visit.see("give-problem")


def take_back(visit: Visit) -> None:
    staff(visit)
    visit.page.locator("[data-testid^=take-back-]").first.click()


def audit(visit: Visit) -> None:
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}/audit")
    visit.see("audit")


def audit_details(visit: Visit) -> None:
    audit(visit)
    visit.page.locator("summary").first.click()


def no_role(visit: Visit) -> None:
    visit.sign_in()
    visit.open("/admin")
    visit.page.get_by_role("heading", level=1).wait_for()


def offline(visit: Visit) -> None:
    """The connection goes while somebody watches."""
    live(visit)
    settle_in(visit.page)
    visit.page.context.set_offline(offline=True)
    visit.page.locator("[data-testid=live][data-live=false]").wait_for()
