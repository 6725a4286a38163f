"""What an address shows before the app has come: its first words in the page that the app then takes over.

The words stand where the app will draw them, so that nothing moves; whoever searches the web finds them, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import structlog

from app.core.database.readiness import DATABASE_TROUBLE
from app.core.i18n import translate
from app.core.templates import template_environment
from app.lots.queries import get_lot
from app.web.context import language, settings

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Opening:
    """The first picture of a page: its template, what is said of the page, and what else it shows."""

    template: str
    title: str
    description: str
    path: str
    facts: dict[str, object]


async def find_opening(place: str, name: str) -> Opening | None:
    """The first picture of `/place/name`; None where the app draws it alone. Raises LotNotFound."""
    if place == "" and name == "":
        return _landing()
    if place == "lots" and name:
        try:
            return await _lot(name)
        except DATABASE_TROUBLE as trouble:
            # The app says what is wrong, and shows the floors that it has kept.
            log.warning("opening_without_database", error=type(trouble).__name__)
    return None


def draw_opening(opening: Opening, index: Path) -> str:
    """The built page with the first picture in it."""
    before, head, between, after = _cut(index)
    spoken = language()
    env = template_environment()
    about = env.get_template("pwa/about.html").render(
        title=f"{opening.title} · ParkPro",
        description=opening.description,
        address=settings().public_url + opening.path,
    )
    body = env.get_template(opening.template).render(
        opening.facts, title=opening.title, description=opening.description
    )
    # The app may know that its driver chose another language; then the words are not shown (theme-boot.js).
    return "".join([before, f' lang="{spoken}" data-words="{spoken}"', head, about, between, body, after])


def _landing() -> Opening:
    spoken = language()
    title, text = translate("pages.landing_title", spoken), translate("pages.landing_text", spoken)
    return Opening("pwa/landing.html", title, text, "/", {"has_map": settings().map_source is not None})


async def _lot(slug: str) -> Opening:
    lot = await get_lot(slug)
    description = translate("pages.lot_text", language(), lot=lot.name, address=lot.address)
    return Opening("pwa/lot.html", lot.name, description, f"/lots/{lot.slug}", {"address": lot.address})


@cache
def _cut(index: Path) -> tuple[str, str, str, str]:
    """The built page, cut where the language, the head's words and the first picture go."""
    before, _, rest = index.read_text().partition(' lang="en"')
    head, _, rest = rest.partition("<!--about-->")
    _, _, rest = rest.partition("<!--/about-->")
    between, _, rest = rest.partition("<!--opening-->")
    _, mark, after = rest.partition("<!--/opening-->")
    if not mark:
        raise ValueError(f"{index} has no place for a first picture")
    return before, head, between, after
