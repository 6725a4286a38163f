"""The money desk: each of its parts with something to do."""

from __future__ import annotations

from app.dev.screens.desk.shell import LOT
from app.dev.screens.desk.work import Work
from app.dev.screens.visit import Visit


def approve(visit: Visit) -> None:
    """A refund that somebody else asked for, and one of the owner's own."""
    work = Work(visit)
    visit.town.ask_a_second_person_above(LOT, 100)
    work.as_an_operator(work.book(), 300, "The lift stood still")
    work.give_back(work.book(), 250, "The barrier did not open")
    work.open("/money")
    visit.see("approve")


def deciding(visit: Visit) -> None:
    approve(visit)
    visit.press("approve")
    visit.see("decide-dialog")


def by_hand(visit: Visit) -> None:
    """Cash that came in at the counter goes back there."""
    work = Work(visit)
    work.cancel(work.book()["reference"])
    work.open("/money/byhand")
    visit.see("record")


def recording(visit: Visit) -> None:
    by_hand(visit)
    visit.press("record")
    visit.see("record-dialog")


def unfinished(visit: Visit) -> None:
    """A payment that the gateway is still at work on."""
    work = Work(visit)
    work.post(f"bookings/{work.hold()['reference']}/link", {})
    work.open("/money/open")
    visit.see("ask")


def discrepancies(visit: Visit) -> None:
    """Another amount came than was asked."""
    work = Work(visit)
    held = work.hold()
    work.misbehave(callbackAmount="1.00")
    pay_by_link(work, held["reference"])
    work.open("/money/odd")
    visit.see("resolve")


def resolving(visit: Visit) -> None:
    discrepancies(visit)
    visit.press("resolve")
    visit.see("resolve-dialog")


def pay_outs(visit: Visit) -> None:
    Work(visit).open("/money/payouts")
    visit.page.get_by_test_id("unsettled").get_by_role("status").or_(
        visit.page.get_by_test_id("unsettled").get_by_role("listitem").first
    ).first.wait_for()


def pay_by_link(work: Work, reference: str) -> None:
    """The driver pays by what the desk sent."""
    page = work.visit.page
    page.goto(work.post(f"bookings/{reference}/link", {})["url"])
    page.get_by_role("link", name="Online banking").click()
    page.get_by_text("SBI A", exact=False).first.click()
    page.get_by_role("button", name="Continue to the bank").click()
    page.locator("button[name=pay]").click()
    page.wait_for_url(f"{work.visit.run.address}/**")
