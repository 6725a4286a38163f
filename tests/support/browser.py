"""Chromium, as drivers and operators hold it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page, expect

from app.dev.browser import DESK, LOCALES, PHONE
from app.dev.stamps import VAR

PICTURES = VAR / "test" / "pictures"
_PATIENCE_MS = 15_000
_HOME = "Asia/Kuala_Lumpur"
_LOCAL_HOSTS = {"localhost", "127.0.0.1"}

expect.set_options(timeout=_PATIENCE_MS)


class Devices:
    """Opens pages, each with cookies and storage of its own, and notes what went wrong in any."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self.pages: list[Page] = []
        self.faults: list[str] = []

    def phone(self, *, language: str = "en", dark: bool = False, time_zone: str = _HOME) -> Page:
        """A phone of 390 x 844 with a touch screen, set to `time_zone`."""
        return self._open(PHONE, language, dark=dark, time_zone=time_zone)

    def desk(self, *, language: str = "en", dark: bool = False) -> Page:
        """A desk's screen of 1440 x 900."""
        return self._open(DESK, language, dark=dark)

    def _open(self, device: dict[str, object], language: str, *, dark: bool, time_zone: str = _HOME) -> Page:
        context = self._browser.new_context(
            **device,  # type: ignore[arg-type]  # a device is a handful of its options
            locale=LOCALES[language],
            timezone_id=time_zone,
            color_scheme="dark" if dark else "light",
            accept_downloads=True,
        )
        self._contexts.append(context)
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

    def close(self) -> None:
        for context in self._contexts:
            context.close()
