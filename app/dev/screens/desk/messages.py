"""What was told to whom."""

from __future__ import annotations

from app.dev.screens.desk.work import Work
from app.dev.screens.visit import Visit


def log(visit: Visit) -> None:
    work = Work(visit)
    work.book()
    work.open("/messages")
    visit.page.locator("[data-testid^=message-][data-status=sent]").first.wait_for()


def none_failed(visit: Visit) -> None:
    log(visit)
    visit.page.get_by_role("button", name="Not delivered").or_(
        visit.page.get_by_role("button", name="Tidak sampai")
    ).click()
    visit.see("none")
