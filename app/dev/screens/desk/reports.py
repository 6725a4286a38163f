"""The dashboard's reports, over the demo's past."""

from __future__ import annotations

from app.dev.screens.desk.shell import LOT
from app.dev.screens.visit import Visit


def revenue(visit: Visit, query: str = "") -> None:
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}/reports{query}")
    visit.see("revenue")


def revenue_of_all(visit: Visit) -> None:
    """A month of all car parks together, a bar pointed at by keyboard, and its table open."""
    revenue(visit, "?days=thirty&lots=all")
    visit.page.get_by_test_id("by-day").locator("summary").click()
    visit.page.get_by_test_id("bar-chart").focus()
    for _ in range(3):
        visit.page.keyboard.press("ArrowRight")


def own_days(visit: Visit) -> None:
    """The last day before the first."""
    revenue(visit)
    visit.press_button("Other days", "Hari lain")
    visit.page.locator("[name=to]").fill("2026-01-01")


def use(visit: Visit) -> None:
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}/reports/use")
    visit.see("hour-grid")
    visit.see("floor-map")


def spots(visit: Visit) -> None:
    """A spot picked on the floor of its use."""
    use(visit)
    visit.page.get_by_test_id("table-spots").get_by_role("button").first.click()
    visit.page.get_by_test_id("by-spot").scroll_into_view_if_needed()
