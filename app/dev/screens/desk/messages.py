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
    visit.press_button("Not delivered", "Tidak sampai")
    visit.see("none")
