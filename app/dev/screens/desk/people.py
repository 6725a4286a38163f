"""People: found, blocked, their data handed out or erased."""

from __future__ import annotations

from app.dev.screens.desk.work import Work
from app.dev.screens.visit import Visit


def start(visit: Visit) -> None:
    Work(visit).open("/people")
    visit.see("search")


def found(visit: Visit) -> None:
    """Accounts, and a guest."""
    work = Work(visit)
    work.book(email="aina.guest@driver.example")
    work.open("/people?q=aina")
    visit.see("block")
    visit.see("guests")


def blocking(visit: Visit) -> None:
    found(visit)
    visit.press("block")
    visit.see("block-dialog")


def exporting(visit: Visit) -> None:
    found(visit)
    visit.press("export")
    visit.see("export-dialog")


def erasing(visit: Visit) -> None:
    """What goes and what stays by law; somebody with a booking under way is not erased yet."""
    found(visit)
    visit.page.get_by_test_id("guest-aina.guest@driver.example").get_by_test_id("erase").click()
    visit.page.get_by_test_id("confirm-word").fill("aina.guest@driver.example")
    visit.press("do")
    visit.see("erase-refused")
