"""The map opens inside Telegram where that can be, and at once that of the car park that is talked of."""

from __future__ import annotations

import pytest

from bot.app_buttons import open_map
from bot.screen import Button

PUBLIC = "https://parking.example"
NEAR = "http://127.0.0.1:8000"


@pytest.mark.parametrize(
    ("public_url", "slug", "button"),
    [
        (PUBLIC, None, Button("Map", web_app=f"{PUBLIC}/telegram/app")),
        (PUBLIC, "plaza-damai", Button("Map", web_app=f"{PUBLIC}/telegram/app?startapp=lot_plaza-damai")),
        (NEAR, None, Button("Map", url=NEAR)),
        (NEAR, "plaza-damai", Button("Map", url=f"{NEAR}/lots/plaza-damai")),
    ],
)
def test_the_map_opens_where_it_can(public_url: str, slug: str | None, button: Button) -> None:
    assert open_map("Map", public_url, slug) == button
