"""Chromium, as drivers and operators hold it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from app.dev.chromium import find_chromium
from app.dev.stamps import VAR

PICTURES = VAR / "test" / "pictures"
PHONE: dict[str, object] = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
DESK: dict[str, object] = {"viewport": {"width": 1440, "height": 900}}
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_PATIENCE_MS = 15_000
_LOCAL_HOSTS = {"localhost", "127.0.0.1"}


class NoChromium(Exception):
    """No browser can be had; the text says what to do."""


class Devices:
    """Opens pages, each with cookies and storage of its own, and notes what went wrong in any."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self.pages: list[Page] = []
        self.faults: list[str] = []

    def phone(self, *, language: str = "en", dark: bool = False) -> Page:
        """A phone of 390 x 844 with a touch screen."""
        return self._open(PHONE, language, dark=dark)

    def desk(self, *, language: str = "en", dark: bool = False) -> Page:
        """A desk's screen of 1440 x 900."""
        return self._open(DESK, language, dark=dark)

    def _open(self, device: dict[str, object], language: str, *, dark: bool) -> Page:
        context = self._browser.new_context(
            **device,  # type: ignore[arg-type]  # a device is a handful of its options
            locale={"en": "en-MY", "ms": "ms-MY"}[language],
            timezone_id="Asia/Kuala_Lumpur",
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        context.set_default_timeout(_PATIENCE_MS)
        self._watch(context)
        page = context.new_page()
        self.pages.append(page)
        return page

    def _watch(self, context: BrowserContext) -> None:
        context.on("weberror", lambda error: self.faults.append(f"the page threw: {error.error}"))
        context.on("request", lambda request: self._require_local(request.url))

    def _require_local(self, url: str) -> None:
        """The app brings all it needs: nothing may come from elsewhere."""
        parts = urlsplit(url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname not in _LOCAL_HOSTS:
            self.faults.append(f"the page asked another host: {url}")

    def save_pictures(self, name: str) -> list[Path]:
        """What each page shows now, for whoever reads a failure."""
        PICTURES.mkdir(parents=True, exist_ok=True)
        files = [PICTURES / f"{name}-{number}.png" for number, _ in enumerate(self.pages, 1)]
        for page, file in zip(self.pages, files, strict=True):
            if not page.is_closed():
                page.screenshot(path=file)
        return files


@contextmanager
def open_browser() -> Iterator[Devices]:
    """Raises NoChromium."""
    program = find_chromium()
    if program is None:
        raise NoChromium("Chromium: none on PATH. Install chromium, or set PARKPRO_CHROMIUM to one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, headless=True, args=_ARGUMENTS)
        try:
            yield Devices(browser)
        finally:
            browser.close()
