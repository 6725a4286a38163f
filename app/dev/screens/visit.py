"""One browser's visit to the demo: a page with cookies and storage of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Literal
from urllib.parse import urlencode

from playwright.sync_api import Browser, Page

from app.accounts.permissions import Role
from app.demo.people import DEMO_LOGINS
from app.dev.browser import LOCALES, PHONE
from app.dev.screens.stillness import wait_until_still, watch_stirring
from app.dev.screens.town import FLOOR, LOT, Stay, Town, somebody, tomorrow

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
_PATIENCE_MS = 30_000


class Visit:
    """What the screens of the registry are reached with."""

    def __init__(self, page: Page, town: Town) -> None:
        self.page = page
        self.town = town
        self.run = town.run

    def open(self, path: str) -> None:
        self.page.goto(f"{self.run.address}{path}")

    def open_map(self, **choice: str) -> None:
        """The floor of the screens, tomorrow from ten to one."""
        span = {"from": f"{tomorrow(10):%Y-%m-%dT%H:%MZ}", "to": f"{tomorrow(13):%Y-%m-%dT%H:%MZ}"}
        self.open(f"/lots/{LOT}?{urlencode({**span, 'floor': FLOOR, **choice})}")
        self.see("floor-map")

    def choose_spot(self) -> str:
        """A free spot of the map, with its sheet; answers with its label."""
        spot = self.town.free_spots(self.page, tomorrow(10), tomorrow(13))[0]
        self.open_map(spot=spot["label"])
        self.see("total")
        label: str = spot["label"]
        return label

    def book(self, stay: Stay | None = None, *, spot_id: int | None = None) -> dict[str, Any]:
        """A booking that is paid for; its page stands."""
        booking = self.town.hold(self.page, somebody(), stay=stay, spot_id=spot_id)
        self.town.pay(self.page, booking["reference"])
        if booking["link"]:
            self.open_booking(booking)
        self.see("pass")
        return booking

    def open_booking(self, booking: dict[str, Any]) -> None:
        """As from the mail: by the guest's link."""
        self.page.goto(booking["link"])
        self.page.get_by_test_id("booking-status").wait_for(state="attached")

    def sign_in(self) -> None:
        """As the demo's driver with two vehicles."""
        driver = DEMO_LOGINS[0]
        self.town.sign_in(self.page, driver.email, driver.password)
        self.page.add_init_script("localStorage.setItem('parkpro.signed-in', 'yes')")

    def sign_in_as_owner(self) -> None:
        """As who runs all car parks of the demo."""
        owner = next(login for login in DEMO_LOGINS if login.role is Role.OWNER)
        self.town.sign_in_again(self.page, owner.email, owner.password)
        self.page.add_init_script("localStorage.setItem('parkpro.signed-in', 'yes')")

    def sign_up(self) -> None:
        """As a driver without a past."""
        self.town.sign_up(self.page)
        self.page.add_init_script("localStorage.setItem('parkpro.signed-in', 'yes')")

    def allow_notifications(self) -> None:
        """The driver would be asked, and has not said no."""
        self.page.context.grant_permissions(["notifications"], origin=self.run.address)

    def deny_notifications(self) -> None:
        tools = self.page.context.new_cdp_session(self.page)
        target = tools.send("Target.getTargetInfo")["targetInfo"]
        tools.send(
            "Browser.setPermission",
            {
                "permission": {"name": "notifications"},
                "setting": "denied",
                "origin": self.run.address,
                "browserContextId": target["browserContextId"],
            },
        )

    def offer_installing(self) -> None:
        """What the browser says when the app could be put on the phone."""
        self.page.evaluate("dispatchEvent(new Event('beforeinstallprompt'))")

    def press(self, test_id: str) -> None:
        self.page.get_by_test_id(test_id).first.click()

    def press_button(self, english: str, malay: str, *, within: str | None = None) -> None:
        """The first button that is called so, in either language; of the part with that test id, if any."""
        name = re.compile(f"{re.escape(english)}|{re.escape(malay)}", re.IGNORECASE)
        part = self.page.get_by_test_id(within) if within else self.page
        part.get_by_role("button", name=name).first.click()

    def see(self, test_id: str) -> None:
        self.page.get_by_test_id(test_id).first.wait_for()

    def dress(self, theme: Theme) -> None:
        """Shows the same screen in that theme, standing still."""
        self.page.emulate_media(color_scheme=theme)
        self.settle()

    def settle(self) -> None:
        """Until the screen stands still: nothing loads, nothing moves."""
        wait_until_still(self.page)


@contextmanager
def visit(
    browser: Browser,
    town: Town,
    *,
    language: str = "en",
    device: dict[str, object] = PHONE,
    installs: bool = True,
    moves: bool = True,
) -> Iterator[Visit]:
    """A visit with a browser that has never been there.

    Without `installs` it has no service worker, as in a private window, and does not fetch all files of the
    app; without `moves` it asks for less motion.
    """
    context = browser.new_context(
        **device,  # type: ignore[arg-type]  # a device is a handful of its options
        locale=LOCALES[language],
        timezone_id="Asia/Kuala_Lumpur",
        color_scheme="light",
        service_workers="allow" if installs else "block",
        reduced_motion="no-preference" if moves else "reduce",
    )
    context.set_default_timeout(_PATIENCE_MS)
    try:
        page = context.new_page()
        watch_stirring(page)
        yield Visit(page, town)
    finally:
        context.close()
