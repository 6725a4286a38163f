"""Maintenance: spots that are closed, and how they come to be."""

from __future__ import annotations

from app.dev.screens.desk.shell import LOT, live
from app.dev.screens.visit import Visit


def closing(visit: Visit) -> None:
    """A spot that somebody booked, before it is closed."""
    live(visit)
    visit.press("toggle-list")
    visit.press_button("booked", "ditempah")
    visit.page.locator("[data-testid=spots-in-words] li button").first.click()
    visit.press("close-spot")
    visit.see("booked-there")


def closing_period(visit: Visit) -> None:
    closing(visit)
    visit.press_button("For a period", "Untuk satu tempoh")
    visit.see("booked-there")


def closed(visit: Visit) -> None:
    """What became of who was booked there."""
    closing(visit)
    visit.press("close-confirm")
    visit.see("closed-dialog")


def selection(visit: Visit) -> None:
    """Several free spots are chosen in the list, as on the map."""
    live(visit)
    visit.press("select-several")
    visit.press("toggle-list")
    visit.press_button("free ", "kosong ", within="spots-in-words")
    for number in range(3):
        visit.page.get_by_role("checkbox").nth(number).click()


def selection_on_map(visit: Visit) -> None:
    selection(visit)
    visit.press("toggle-list")
    visit.see("floor-map")


def closures(visit: Visit) -> None:
    """Three spots of a floor."""
    selection(visit)
    visit.press("close-selection")
    visit.page.locator("[data-testid=close-confirm]:enabled").click()
    visit.page.get_by_test_id("close-confirm").wait_for(state="hidden")
    visit.open(f"/admin/{LOT}/closures")
    visit.page.locator("[data-testid=closures-running] li").first.wait_for()


def shorten(visit: Visit) -> None:
    closures(visit)
    visit.press("shorten")
    visit.see("shorten-dialog")
