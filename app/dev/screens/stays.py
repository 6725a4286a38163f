"""One booking in every state it can be in: held, paid, moved, longer, blocked, over."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Route

from app.dev.screens.town import from_now, somebody, tomorrow
from app.dev.screens.visit import Visit


def held(visit: Visit) -> None:
    visit.open_booking(visit.town.hold(visit.page, somebody()))
    visit.see("countdown")


def price_changed(visit: Visit) -> None:
    booking = visit.town.hold(visit.page, somebody())
    visit.open(f"/bookings/{booking['reference']}?was={booking['amountSen'] - 200}")
    visit.see("price-changed")


def pending(visit: Visit) -> None:
    booking = visit.town.hold(visit.page, somebody())
    visit.town.pay(visit.page, booking["reference"], bank="SBI A Corporate", corporate=True)
    visit.see("payment-pending")


def failed(visit: Visit) -> None:
    booking = visit.town.hold(visit.page, somebody())
    visit.town.pay(visit.page, booking["reference"], bank="SBI B")
    visit.see("payment-failed")


def paid(visit: Visit) -> None:
    """Just now, as one comes back from the gateway."""
    booking = visit.town.hold(visit.page, somebody())
    visit.town.pay(visit.page, booking["reference"])
    visit.see("pass")


def confirmed(visit: Visit) -> None:
    visit.book()


def under_way(visit: Visit) -> None:
    visit.book(from_now(3))
    visit.see("blocked")


def directions(visit: Visit) -> None:
    confirmed(visit)
    visit.press("directions")


def find(visit: Visit) -> None:
    confirmed(visit)
    visit.press("find-open")


def remind(visit: Visit) -> None:
    """Where the browser may still be asked, and would put the app on the phone too."""
    visit.allow_notifications()
    confirmed(visit)
    visit.offer_installing()
    visit.see("remind")


def extend(visit: Visit) -> None:
    visit.book()
    visit.press("extend")
    visit.page.locator("[data-testid=extend-pay]:enabled").wait_for()


def owed(visit: Visit) -> None:
    """Its car should have left more than an hour ago: the answer says so, for nobody waits that long here."""

    def as_it_will_be(route: Route) -> None:
        booking = route.fetch().json()
        entered_at = booking["startsAt"]
        lines = [
            {"kind": "overstay", "label": "Overstay: 2 h × RM 6.00", "amountSen": 1200},
            {"kind": "tax", "label": "Service tax 6 %", "amountSen": 72},
        ]
        late = {
            "status": "completed",
            "pass": None,
            "canExtend": False,
            "canReportBlocked": False,
            "stay": {"enteredAt": entered_at, "exitedAt": None},
            "owed": {"amountSen": 1272, "taxSen": 72, "lines": lines, "minutesOver": 78},
        }
        route.fulfill(json={**booking, **late})

    booking = visit.book(from_now(1))
    visit.page.route(f"**/api/bookings/{booking['reference']}", as_it_will_be)
    visit.open(f"/bookings/{booking['reference']}")
    visit.see("owed")


def extend_conflict(visit: Visit) -> None:
    """Somebody else has the spot half an hour after the end."""
    spot = visit.town.free_spots(visit.page, tomorrow(10), tomorrow(16))[0]
    later = tomorrow(13) + timedelta(minutes=30), tomorrow(15)
    visit.town.hold(visit.page, somebody(), stay=later, spot_id=spot["id"])
    visit.book(spot_id=spot["id"])
    visit.press("extend")
    visit.see("extend-free-until")


def extension_held(visit: Visit) -> None:
    booking = visit.book()
    visit.town.extend(visit.page, booking, 60)
    visit.page.reload()
    visit.see("held-extension")


def extended(visit: Visit) -> None:
    booking = visit.book()
    visit.town.pay(visit.page, visit.town.extend(visit.page, booking, 60))
    visit.see("extensions")


def blocked(visit: Visit) -> None:
    under_way(visit)
    visit.press("blocked")
    visit.see("blocked-refund")


def blocked_photo(visit: Visit) -> None:
    blocked(visit)
    visit.page.get_by_test_id("blocked-file").set_input_files(_photo())
    visit.see("blocked-preview")


def blocked_moved(visit: Visit) -> None:
    blocked_photo(visit)
    visit.press("blocked-send")
    visit.see("blocked-result")


def blocked_refund_only(visit: Visit) -> None:
    def nothing_near(route: Route) -> None:
        route.fulfill(json={**route.fetch().json(), "nearest": [], "mayMove": False})

    visit.page.route("**/api/bookings/*/blocked", nothing_near)
    blocked(visit)


def moved(visit: Visit) -> None:
    """By the operator, who closed the spot."""
    booking = visit.book()
    visit.town.close_spot(booking["space"]["label"])
    visit.page.reload()
    visit.see("moved")


def cancel(visit: Visit) -> None:
    confirmed(visit)
    visit.press("cancel")


def cancelled(visit: Visit) -> None:
    visit.open_booking(_cancelled(visit))
    visit.see("book-again")


def displaced(visit: Visit) -> None:
    booking = _cancelled(visit)
    visit.town.displace(booking["reference"])
    visit.open_booking(booking)
    visit.see("book-again")


def book_again(visit: Visit) -> None:
    cancelled(visit)
    visit.press("book-again")
    visit.see("total")


def expired(visit: Visit) -> None:
    booking = visit.town.hold(visit.page, somebody())
    visit.open_booking(booking)
    visit.town.run_out(booking["reference"])
    visit.page.get_by_test_id("countdown").wait_for(state="hidden")
    visit.see("book-again")


def completed(visit: Visit) -> None:
    booking = visit.book()
    visit.town.let_pass(visit.page, booking["reference"], days=2)
    visit.page.reload()
    visit.see("book-again")


def unknown(visit: Visit) -> None:
    visit.open("/bookings/PK-2222222")
    visit.page.get_by_role("alert").wait_for()


def _cancelled(visit: Visit) -> dict[str, Any]:
    booking = visit.town.hold(visit.page, somebody())
    visit.town.pay(visit.page, booking["reference"])
    visit.town.cancel(visit.page, booking["reference"])
    return booking


def _photo() -> FilePayload:
    """Somebody's car, as far as it can be drawn with a few shapes."""
    picture = Image.new("RGB", (1200, 900), "#8a9099")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 0, 1200, 380), fill="#5d646e")
    for left in (120, 1040):
        draw.polygon(((left, 900), (left + 40, 900), (left + 40, 380), (left + 20, 380)), fill="#e9ecef")
    draw.rounded_rectangle((300, 420, 900, 760), 60, fill="#9c2f2f")
    draw.rounded_rectangle((370, 270, 830, 480), 70, fill="#7f2525")
    draw.rounded_rectangle((410, 310, 790, 440), 40, fill="#2a3038")
    draw.rectangle((500, 640, 700, 700), fill="#111418")
    for left in (340, 780):
        draw.rounded_rectangle((left, 730, left + 90, 820), 20, fill="#1b1e23")
    out = BytesIO()
    picture.save(out, "JPEG", quality=85)
    return {"name": "spot.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}
