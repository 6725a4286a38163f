"""The lot's section, and the guided run that makes a car park."""

from __future__ import annotations

from app.dev.screens.desk.shell import LOT
from app.dev.screens.desk.work import must_be_good
from app.dev.screens.visit import Visit


def _part(visit: Visit, part: str, test_id: str) -> None:
    visit.sign_in_as_owner()
    visit.open(f"/admin/{LOT}/lot/{part}")
    visit.see(test_id)


def about(visit: Visit) -> None:
    _part(visit, "", "place")


def hours(visit: Visit) -> None:
    """A weekday with hours of its own, and a holiday; nothing is saved."""
    _part(visit, "hours", "hours")
    visit.page.get_by_test_id("day-0").locator("select").select_option("hours")
    visit.page.get_by_test_id("special-date").fill("2030-02-06")
    visit.press("special-add")


def rules(visit: Visit) -> None:
    _part(visit, "rules", "house-rules")


def conflict(visit: Visit) -> None:
    """Somebody else saved another number since; it is put back as it was."""
    _part(visit, "rules", "grace")
    field = visit.page.get_by_test_id("exit-grace")
    was = int(field.input_value())
    field.fill(str(was + 20))
    _save_elsewhere(visit, was + 5)
    visit.press("grace-save")
    visit.see("conflict")
    _save_elsewhere(visit, was)


def _save_elsewhere(visit: Visit, minutes: int) -> None:
    address = f"{visit.run.address}/api/admin/lots/{LOT}/settings"
    must_be_good(visit.page.request.patch(address, data={"exitGraceMinutes": minutes}))


def photos(visit: Visit) -> None:
    _part(visit, "photos", "add-photo")


def receipt(visit: Visit) -> None:
    _part(visit, "receipt", "receipt-page")


def mails(visit: Visit) -> None:
    _part(visit, "mail", "mail-page")


def new_lot(visit: Visit) -> None:
    visit.sign_in_as_owner()
    visit.open("/set-up")
    visit.see("new-lot")


def _step(visit: Visit, step: str, test_id: str) -> None:
    visit.sign_in_as_owner()
    visit.open(f"/set-up/{LOT}/{step}")
    visit.see(test_id)


def floor(visit: Visit) -> None:
    _step(visit, "floor", "sketch-preview")


def prices(visit: Visit) -> None:
    _step(visit, "prices", "examples")


def payments(visit: Visit) -> None:
    _step(visit, "payments", "checks")


def is_open(visit: Visit) -> None:
    _step(visit, "open", "is-open")
