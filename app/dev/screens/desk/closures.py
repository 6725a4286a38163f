"""Maintenance: spots that are closed, and how they come to be."""

from __future__ import annotations

from app.dev.screens.desk.shell import LOT, live
from app.dev.screens.visit import Visit


def closing(visit: Visit) -> None:
    """A spot that somebody booked, before it is closed."""
    live(visit)
    visit.press("toggle-list")
    visit.page.get_by_role("button", name="booked").first.click()
    visit.page.locator("[data-testid=spots-in-words] li button").first.click()
    visit.press("close-spot")
    visit.see("booked-there")


def closing_period(visit: Visit) -> None:
    closing(visit)
    visit.page.get_by_role("button", name="For a period").click()
    visit.see("booked-there")


def closed(visit: Visit) -> None:
    """What became of who was booked there."""
    closing(visit)
    visit.press("close-confirm")
    visit.see("closed-dialog")


def selection(visit: Visit, first: int = 0) -> None:
    """Several spots are chosen in the list, as on the map."""
    live(visit)
    visit.press("select-several")
    visit.press("toggle-list")
    for number in range(first, first + 3):
        visit.page.get_by_role("checkbox").nth(number).click()


def selection_on_map(visit: Visit) -> None:
    selection(visit)
    visit.press("toggle-list")
    visit.see("floor-map")


def closures(visit: Visit) -> None:
    _close(visit, first=0)


def _close(visit: Visit, first: int) -> None:
    """Three spots of a floor; a spot is closed once for the same time, so each scene closes others."""
    selection(visit, first)
    visit.press("close-selection")
    visit.page.locator("[data-testid=close-confirm]:enabled").click()
    visit.page.get_by_test_id("close-confirm").wait_for(state="hidden")
    visit.open(f"/admin/{LOT}/closures")
    visit.page.locator("[data-testid=closures-running] li").first.wait_for()


def shorten(visit: Visit) -> None:
    _close(visit, first=3)
    visit.press("shorten")
    visit.see("shorten-dialog")
