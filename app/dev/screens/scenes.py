"""How to come to each screen of the registry, from a fresh visit."""

from __future__ import annotations

from app.dev.screens.town import LOT, somebody
from app.dev.screens.visit import Visit

_WAITING = """Object.defineProperty(ServiceWorkerRegistration.prototype, "waiting", {
  get() { return this.active; },
})"""


def landing(visit: Visit) -> None:
    visit.open("/")
    visit.see(f"lot-{LOT}")


def landing_map(visit: Visit) -> None:
    """The town with its car parks, one of them chosen."""
    landing(visit)
    visit.page.add_init_script("localStorage.setItem('parkpro.landing.view', 'map')")
    visit.open("/")
    visit.see("town-map")
    visit.page.locator("canvas.leaflet-tile-loaded").first.wait_for()
    visit.press(f"pin-{LOT}")
    visit.see("chosen-lot")


def landing_update(visit: Visit) -> None:
    """A new version waits: here the present one plays its part."""
    landing(visit)
    visit.page.evaluate("navigator.serviceWorker.ready.then(() => undefined)")
    visit.page.add_init_script(_WAITING)
    landing(visit)
    visit.see("update-bar")


def landing_no_match(visit: Visit) -> None:
    landing(visit)
    visit.page.get_by_role("searchbox").fill("Jalan Bulan")
    visit.page.get_by_test_id(f"lot-{LOT}").wait_for(state="hidden")


def preferences(visit: Visit) -> None:
    landing(visit)
    visit.press("preferences")


def lot_map(visit: Visit) -> None:
    visit.open_map()


def lot_list(visit: Visit) -> None:
    visit.open_map()
    visit.press("toggle-list")
    visit.see("spot-list")


def lot_list_search(visit: Visit) -> None:
    """By label, the cheapest first, with a limit for the price."""
    lot_list(visit)
    filters = visit.page.get_by_test_id("filters")
    if filters.is_visible():
        filters.click()
    limits = visit.page.locator("main [role=group]", has_text="EV").locator("button", has_text="RM")
    limits.last.click()
    spots = visit.page.get_by_test_id("spot-list")
    spots.get_by_role("searchbox").fill("A1")
    spots.locator("button[aria-pressed]").nth(2).click()


def lot_filters(visit: Visit) -> None:
    visit.open_map()
    filters = visit.page.get_by_test_id("filters")
    if filters.is_visible():
        filters.click()
    visit.page.locator("main button[aria-pressed]", has_text="EV").click()


def lot_facts(visit: Visit) -> None:
    visit.open_map()
    visit.press("facts")


def period(visit: Visit) -> None:
    visit.open_map()
    visit.press("when")
    visit.see("period-apply")


def spot_guest(visit: Visit) -> None:
    visit.choose_spot()


def spot_signed_in(visit: Visit) -> None:
    visit.sign_in()
    visit.choose_spot()
    visit.see("change-car")


def spot_missing(visit: Visit) -> None:
    visit.choose_spot()
    visit.press("hold-and-pay")


def spot_promo(visit: Visit) -> None:
    visit.choose_spot()
    visit.press("promo-open")
    visit.page.locator("[name=promo]").fill("SELAMAT5")
    visit.page.keyboard.press("Enter")
    visit.page.get_by_text("SELAMAT5").first.wait_for()


def spot_car(visit: Visit) -> None:
    spot_signed_in(visit)
    visit.press("change-car")


def spot_taken(visit: Visit) -> None:
    label = visit.choose_spot()
    visit.town.hold(visit.page, somebody())
    visit.open_map(spot=label)
    visit.see("nearest")


def spot_gone(visit: Visit) -> None:
    visit.open_map(spot="Z99")
    visit.see("spot-gone")


def spot_signed_out(visit: Visit) -> None:
    """The session ended while the driver was choosing."""
    spot_signed_in(visit)
    visit.settle()  # what a page asks after it was drawn would tell it of the end before the press does
    visit.page.context.clear_cookies()
    visit.press("hold-and-pay")
    visit.see("hold-problem")


def checkout(visit: Visit) -> None:
    """Stays where the gateway would be: its form is answered with nothing."""
    address = visit.town.start_paying(visit.page, visit.town.hold(visit.page, somebody())["reference"])
    visit.page.route(f"{visit.run.sandbox}/**", lambda route: route.fulfill(status=204))
    visit.page.goto(address, wait_until="commit")
    visit.page.locator("form button").wait_for()


def account_guest(visit: Visit) -> None:
    visit.open("/account")


def account(visit: Visit) -> None:
    visit.sign_in()
    visit.open("/account")
    visit.see("sign-out")


def notifications(visit: Visit) -> None:
    visit.allow_notifications()
    account(visit)
    visit.see("push-switch")
    visit.see("message-choices")
    visit.page.get_by_test_id("notifications").scroll_into_view_if_needed()


def notifications_denied(visit: Visit) -> None:
    visit.deny_notifications()
    account_guest(visit)
    visit.see("push-denied")
    visit.page.get_by_test_id("push-denied").scroll_into_view_if_needed()


def install(visit: Visit) -> None:
    account_guest(visit)
    visit.page.get_by_test_id("notifications").wait_for()
    visit.offer_installing()
    visit.page.get_by_test_id("install").scroll_into_view_if_needed()


def account_name(visit: Visit) -> None:
    account(visit)
    visit.press("edit-name")


def vehicle(visit: Visit) -> None:
    account(visit)
    visit.press("add-vehicle")
    visit.see("vehicle-dialog")


def sign_in(visit: Visit) -> None:
    visit.open("/sign-in")
    visit.see("sign-in")


def sign_in_refused(visit: Visit) -> None:
    sign_in(visit)
    visit.page.locator("[name=email]").fill("aina@driver.example")
    visit.page.locator("[name=password]").fill("not-the-password")
    visit.press("sign-in")
    visit.see("form-problem")


def sign_up(visit: Visit) -> None:
    visit.open("/sign-up")
    visit.see("sign-up")


def forgot_password(visit: Visit) -> None:
    visit.open("/forgot-password")


def reset_password(visit: Visit) -> None:
    visit.open("/reset-password#token=example")


def first_run(visit: Visit) -> None:
    visit.open("/first-run#token=example")


def verify_email(visit: Visit) -> None:
    visit.open("/verify-email#token=example")
    visit.page.get_by_role("alert").wait_for()


def no_connection(visit: Visit) -> None:
    visit.page.route("**/api/lots", lambda route: route.abort())
    visit.open("/")
    visit.page.get_by_role("alert").wait_for()


def server_trouble(visit: Visit) -> None:
    visit.page.route("**/api/lots", lambda route: route.fulfill(status=500, body="{}"))
    visit.open("/")
    visit.page.get_by_role("alert").wait_for()


def fault(visit: Visit) -> None:
    """What no lot can be: an answer that is not one breaks the page."""
    visit.page.route("**/api/lots", lambda route: route.fulfill(json={"lots": [{}]}))
    visit.open("/")
    visit.page.locator("main h1").wait_for()


def no_page(visit: Visit) -> None:
    visit.open("/no-such-page")


def refusal(visit: Visit) -> None:
    visit.open("/pay/too-old")
