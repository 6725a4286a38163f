"""What drivers do with the app in a browser: look, choose, fill in, pay."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.support.front import Front
from tests.support.stack import Stack

LOT = "plaza-damai"
FLOOR = "B1"
PLATE = "WXY 1234"
PASSWORD = "four quiet words here"
GUEST = "guest@driver.example"
_STEP = timedelta(minutes=5)


def plain(text: str) -> str:
    """Amounts are set with a space that does not break."""
    return text.replace("\xa0", " ")


def in_hours(hours: float) -> datetime:
    """So many hours from now, on the full five minutes that follow."""
    moment = datetime.now(UTC) + timedelta(hours=hours) + _STEP
    return moment.replace(minute=moment.minute // 5 * 5, second=0, microsecond=0)


def lot_address(stack: Stack, starts_at: datetime, hours: float = 2, spot: str | None = None) -> str:
    """The page of the lot for a period, with that spot chosen."""
    chosen = {"spot": spot} if spot else {}
    ends_at = starts_at + timedelta(hours=hours)
    moments = {"from": f"{starts_at:%Y-%m-%dT%H:%M:%SZ}", "to": f"{ends_at:%Y-%m-%dT%H:%M:%SZ}"}
    return f"{stack.url}/lots/{LOT}?{urlencode({'floor': FLOOR, **chosen, **moments})}"


def choose_spot(page: Page, stack: Stack, starts_at: datetime, hours: float = 2) -> str:
    """Opens the lot and takes the first free standard spot of the list; its label. Its price is known."""
    page.goto(lot_address(stack, starts_at, hours))
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id("spot-list").get_by_role("button", name="Standard").first.click()
    expect(page.get_by_test_id("hold-and-pay")).to_be_enabled()
    return page.get_by_test_id("chosen-spot").inner_text()


def shown_total(page: Page) -> str:
    """The total on the page, as in `RM 8.48`."""
    total = page.get_by_test_id("total").first
    expect(total).to_have_text(re.compile(r"RM\s\d+\.\d\d"))
    return plain(total.inner_text())


def fill_in_guest(page: Page) -> None:
    """As a guest that nobody has seen before: what one driver may hold unpaid is bounded."""
    number = uuid4().int % 9000 + 1000
    fill_in(page, plate=f"WA {number}", email=f"guest-{uuid4().hex[:10]}@driver.example")


def fill_in(page: Page, *, plate: str, email: str) -> None:
    page.get_by_label("Number plate").fill(plate)
    page.get_by_label("E-mail").fill(email)


def sign_up(page: Page, stack: Stack) -> str:
    """A new account for this browser; its e-mail."""
    email = f"driver-{uuid4().hex[:10]}@driver.example"
    body = {"email": email, "password": PASSWORD, "name": "Aisyah Rahman"}
    assert page.request.post(f"{stack.url}/api/sign-up", data=body).status == 201
    page.goto(stack.url)
    page.evaluate("localStorage.setItem('parkpro.signed-in', 'yes')")
    return email


def add_car(page: Page, stack: Stack, plate: str = PLATE) -> None:
    assert page.request.post(f"{stack.url}/api/vehicles", data={"plateNumber": plate}).status == 201


def end_session(page: Page, stack: Stack, elsewhere: Page) -> None:
    """Ends the session of `page` on the server; the browser still has its cookie and knows of nothing."""
    elsewhere.context.add_cookies(page.context.cookies())  # type: ignore[arg-type]  # what it gave out
    assert elsewhere.request.post(f"{stack.url}/api/sign-out").status == 204


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fills in the form of the page for signing in."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_test_id("sign-in").click()


def at_gateway(page: Page, stack: Stack | Front) -> None:
    expect(page).to_have_url(re.compile(re.escape(stack.sandbox_url)))


def hold(page: Page, stack: Stack | Front) -> None:
    """Presses the button of the sheet and waits for the gateway."""
    page.get_by_test_id("hold-and-pay").click()
    at_gateway(page, stack)


def hold_a_spot(page: Page, stack: Stack | Front) -> str:
    """From the landing page to the gateway's; answers with the total that was shown."""
    page.goto(stack.url)
    page.get_by_test_id("lot-menara-suria").click()
    page.get_by_test_id("toggle-list").click()
    page.get_by_test_id("spot-list").get_by_role("button", name="Standard").first.click()
    fill_in(page, plate="wxy1234", email=GUEST)
    shown = shown_total(page)
    hold(page, stack)
    expect(page.get_by_text(shown).first).to_be_visible()
    return shown


def pay_with(page: Page, bank: str) -> str:
    """Online banking at the gateway, which sends the buyer back by itself; the booking's reference."""
    page.get_by_role("link", name="Online banking").click()
    page.get_by_text(bank, exact=True).click()
    page.get_by_role("button", name="Continue to the bank").click()
    page.locator("button[name=pay]").click()
    page.wait_for_url(re.compile(r"/bookings/PK-"))
    return reference_of(page)


def book_now(page: Page, stack: Stack) -> str:
    """A guest's paid booking of a spot that is free now; its reference."""
    hold_a_spot(page, stack)
    reference = pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()
    return reference


def open_present_booking(page: Page, stack: Stack | Front) -> None:
    """The page of the booking that matters now, by way of My parking."""
    page.goto(f"{stack.url}/bookings")
    page.get_by_test_id("now-card").get_by_role("link").first.click()


def reference_of(page: Page) -> str:
    found = re.search(r"PK-[0-9A-Z]{7}", page.url)
    assert found, page.url
    return found[0]


def book_as_guest(page: Page, stack: Stack, starts_at: datetime) -> tuple[str, str]:
    """From the choice to the paid booking: the spot's label and the reference."""
    label = choose_spot(page, stack, starts_at)
    fill_in_guest(page)
    hold(page, stack)
    reference = pay_with(page, "SBI A")
    expect(page.get_by_test_id("pass")).to_be_visible()
    return label, reference


def take_spot(page: Page, stack: Stack, label: str, starts_at: datetime, hours: float = 2) -> None:
    """Holds that very spot over HTTP, as another driver whose page is `page`."""
    lot = page.request.get(f"{stack.url}/api/lots/{LOT}").json()
    area = next(one for one in lot["areas"] if one["code"] == FLOOR)
    plan = page.request.get(f"{stack.url}/api/areas/{area['id']}/map").json()
    space = next(one for one in plan["spaces"] if one["label"] == label)
    body = {
        "spaceId": space["id"],
        "startsAt": starts_at.isoformat(),
        "endsAt": (starts_at + timedelta(hours=hours)).isoformat(),
        "plateNumber": f"VB {uuid4().int % 9000 + 1000}",
        "email": f"faster-{uuid4().hex[:10]}@driver.example",
    }
    headers = {"Idempotency-Key": uuid4().hex}
    answer = page.request.post(f"{stack.url}/api/bookings", data=body, headers=headers)
    assert answer.status == 201, answer.text()


def booking_of(page: Page, stack: Stack, reference: str) -> dict[str, Any]:
    """The booking as the server tells it to this browser."""
    answer = page.request.get(f"{stack.url}/api/bookings/{reference}")
    assert answer.status == 200, answer.text()
    body: dict[str, Any] = answer.json()
    return body


def receipt_of(page: Page, stack: Stack, reference: str) -> str:
    """The text of the receipt's PDF."""
    answer = page.request.get(f"{stack.url}/api/bookings/{reference}/receipt.pdf")
    assert answer.headers["content-type"] == "application/pdf"
    return plain("\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(answer.body())).pages))


def ringgit(sen: int) -> str:
    return f"RM {sen // 100:,}.{sen % 100:02d}"


def read_mail(page: Page, stack: Stack, subject: re.Pattern[str]) -> str:
    """The text of the newest mail with that subject, from the demo's letter box."""
    box = f"{stack.url}/demo/mail"
    page.goto(box)
    for _ in range(60):
        if page.get_by_role("link", name=subject).count():
            break
        page.wait_for_timeout(250)
        page.reload()
    page.get_by_role("link", name=subject).first.click()
    return plain(page.frame_locator("iframe").locator("body").inner_text())
