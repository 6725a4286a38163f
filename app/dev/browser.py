"""The Chromium that the developer's commands and the browser tests drive, and the devices it plays."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from app.dev.chromium import find_chromium

PHONE: dict[str, object] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK: dict[str, object] = {"viewport": {"width": 1440, "height": 900}}
LOCALES = {"en": "en-MY", "ms": "ms-MY"}
# It takes the place of Playwright's own list, of which it repeats what matters here. The last two are pages
# of the address bar: every new window would load them unseen, which takes longer than most pages of ours.
_WITHOUT = (
    *("AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "PaintHolding"),
    *("AvoidCorsURLLoaderRestartOnRedirect", "ThirdPartyStoragePartitioning"),
    *("HttpsUpgrades", "HttpsFirstBalancedModeAutoEnable"),
    *("AimEnabled", "LensOverlay", "MediaRouter", "NetworkTimeServiceQuerying", "OptimizationHints"),
    *("PreconnectToSearch", "Translate"),
    *("WebUIOmniboxPopup", "WebUIOmniboxAimPopup"),
)
QUIET = (
    f"--disable-features={','.join(_WITHOUT)}",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoChromium(Exception):
    """No browser can be had; the text says what to do."""


def chromium() -> str:
    """The program. Raises NoChromium."""
    program = find_chromium()
    if program is None:
        raise NoChromium("Chromium: none on PATH. Install chromium, or set PARKPRO_CHROMIUM to one")
    return program


@contextmanager
def open_chromium() -> Iterator[Browser]:
    """A browser without a window. Raises NoChromium."""
    program = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=list(QUIET))
        try:
            yield browser
        finally:
            browser.close()
