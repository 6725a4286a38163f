"""`make screens`: pictures of every screen in both themes, and their list, in docs/screens."""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path

import click
from PIL import Image
from playwright.sync_api import Browser, Page

from app.dev.browser import DESK, LOCALES, PHONE, NoChromium, open_chromium
from app.dev.console import SetupProblem, complain, say
from app.dev.demo import throwaway_demo
from app.dev.screens.registry import SCREENS
from app.dev.screens.screen import Screen
from app.dev.screens.town import HISTORY_DAYS, Town
from app.dev.screens.visit import THEMES, Theme, visit
from app.dev.stamps import ROOT

FOLDER = ROOT / "docs" / "screens"
_QUALITY = 62
_HEAD = """# Every screen

Made by `make screens` from the real demo: on a phone of 390 x 844, the main ones at a desk of 1440 x 900 as
well, in the light and the dark theme. The list is `app/dev/screens/registry.py`; the same screens are checked
for accessibility by `tests/browser/test_accessibility.py`.
"""


def picture_of(name: str, device: str, theme: Theme) -> str:
    """The name of a screen's picture."""
    return f"{name}-{device}-{theme}.webp"


def take_pictures(browser: Browser, town: Town, screen: Screen, language: str, folder: Path) -> None:
    """The screen as it stands, once for each device and theme."""
    devices = {"phone": PHONE, **({"desk": DESK} if screen.wide else {})}
    for device, options in devices.items():
        with visit(browser, town, device=options, language=language) as visitor:
            screen.show(visitor)
            for theme in THEMES:
                visitor.dress(theme)
                _keep(visitor.page, folder / picture_of(screen.name, device, theme))


def index() -> str:
    """The list of the pictures, as Markdown."""
    parts = [_HEAD]
    for screen in SCREENS:
        pictures = [
            f'<img src="{picture_of(screen.name, device, theme)}" width="{width}" '
            f'alt="{screen.what}, {device}, {theme}">'
            for device, width in (("phone", 240), *([("desk", 480)] if screen.wide else []))
            for theme in THEMES
        ]
        parts.append(f"## {screen.what}\n\n{' '.join(pictures)}\n")
    return "\n".join(parts)


def _keep(page: Page, file: Path) -> None:
    with Image.open(BytesIO(page.screenshot())) as picture:
        picture.convert("RGB").save(file, quality=_QUALITY, method=6)


@click.command()
@click.option("--language", type=click.Choice(sorted(LOCALES)), default="en", show_default=True)
@click.option("--folder", type=click.Path(path_type=Path), default=FOLDER, help="Where they go.")
@click.argument("names", nargs=-1)
def main(names: tuple[str, ...], language: str, folder: Path) -> None:
    """Takes the pictures of the screens NAMES, or of all."""
    wanted = [screen for screen in SCREENS if not names or screen.name in names]
    folder.mkdir(parents=True, exist_ok=True)
    if not names:
        for old in folder.glob("*.webp"):
            old.unlink()
    try:
        with throwaway_demo(history_days=HISTORY_DAYS) as run, open_chromium() as browser:
            town = Town(run)
            for screen in wanted:
                say(screen.name)
                take_pictures(browser, town, screen, language, folder)
    except (SetupProblem, NoChromium) as problem:
        complain(str(problem))
        sys.exit(1)
    (folder / "README.md").write_text(index())


if __name__ == "__main__":
    main()
