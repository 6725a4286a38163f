"""Where the car parks are: on the demo's own map, on a server's tiles, and without either."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.demo.town import ATTRIBUTION, ensure_town_map
from tests.support.browser import Devices
from tests.support.databases import fill_with_demo, fresh_database
from tests.support.serving import serve
from tests.support.stack import Stack

pytestmark = pytest.mark.browser

CREDIT = "[Town tiles](https://tiles.example/terms)"
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8ffff3f0005fe02fea735"
    "81840000000049454e44ae426082"
)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The demo on SQLite, without a web process yet: each test starts its own with its map."""
    folder = tmp_path_factory.mktemp("where")
    stack = Stack(fresh_database("sqlite", folder), folder)
    try:
        fill_with_demo(stack.database)
        yield stack
    finally:
        stack.end()


@contextmanager
def tile_server() -> Iterator[tuple[str, list[str | None]]]:
    """A server of pictures on another origin; it notes the referrer of each request."""
    referrers: list[str | None] = []

    class Tiles(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            referrers.append(self.headers.get("Referer"))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(PIXEL)))
            self.end_headers()
            self.wfile.write(PIXEL)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Tiles)
    serve(server)
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/{{z}}/{{x}}/{{y}}.png", referrers
    finally:
        server.shutdown()
        server.server_close()


def open_map(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Map", exact=True).click()
    expect(page.get_by_test_id("town-map")).to_be_visible()
    expect(page.get_by_test_id("pin-plaza-damai")).to_be_visible()


def test_the_demos_own_map_is_read_in_pieces_and_shows_the_car_parks(
    devices: Devices, demo: Stack, tmp_path: Path
) -> None:
    web = demo.start_web(MAP_TILES=str(ensure_town_map(tmp_path)), MAP_ATTRIBUTION=ATTRIBUTION)
    page = devices.phone()
    pieces: list[int] = []
    page.on("response", lambda answer: pieces.append(answer.status) if "/tiles/" in answer.url else None)
    open_map(page, web.url)

    expect(page.locator("canvas.leaflet-tile-loaded").first).to_be_visible()
    assert set(pieces) == {206}
    expect(page.get_by_test_id("attribution")).to_have_text(ATTRIBUTION)
    expect(page.get_by_test_id("no-ground")).to_be_hidden()
    page.get_by_test_id("pin-plaza-damai").focus()
    page.keyboard.press("Enter")
    card = page.get_by_test_id("chosen-lot")
    expect(card).to_be_focused()
    card.get_by_role("button", name="Directions").click()
    for name in ("Waze", "Google Maps", "Apple Maps"):
        expect(page.get_by_role("link", name=name)).to_be_visible()
    page.keyboard.press("Escape")
    expect(card.get_by_role("button", name="Directions")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_test_id("pin-plaza-damai")).to_be_focused()
    page.reload()
    expect(page.get_by_test_id("town-map")).to_be_visible()


def test_a_configured_server_learns_our_origin_and_nothing_more(devices: Devices, demo: Stack) -> None:
    with tile_server() as (tiles, referrers):
        web = demo.start_web(MAP_TILES=tiles, MAP_ATTRIBUTION=CREDIT)
        page = devices.phone(dark=True)
        open_map(page, web.url)
        expect(page.locator("img.leaflet-tile-loaded").first).to_be_attached()

        assert set(referrers) == {f"{web.url}/"}
        link = page.get_by_test_id("attribution").get_by_role("link", name="Town tiles")
        expect(link).to_have_attribute("href", "https://tiles.example/terms")


def test_without_an_answer_the_car_parks_stand_on_a_plain_ground(devices: Devices, demo: Stack) -> None:
    with tile_server() as (tiles, _):
        pass  # it is gone
    web = demo.start_web(MAP_TILES=tiles, MAP_ATTRIBUTION=CREDIT)
    page = devices.phone()
    open_map(page, web.url)

    expect(page.get_by_test_id("no-ground")).to_contain_text("The map cannot be loaded right now.")
    expect(page.get_by_test_id("attribution")).to_be_visible()


def test_without_tiles_there_is_the_list_alone(devices: Devices, demo: Stack) -> None:
    web = demo.start_web()
    for page in (devices.phone(), devices.desk()):
        page.goto(web.url)
        expect(page.get_by_test_id("lot-plaza-damai")).to_be_visible()
        expect(page.get_by_role("button", name="Map", exact=True)).to_be_hidden()
        expect(page.get_by_test_id("town-map")).to_be_hidden()


def test_on_the_desk_list_and_map_stand_side_by_side(devices: Devices, demo: Stack, tmp_path: Path) -> None:
    web = demo.start_web(MAP_TILES=str(ensure_town_map(tmp_path)), MAP_ATTRIBUTION=ATTRIBUTION)
    page = devices.desk()
    page.goto(web.url)

    expect(page.get_by_test_id("town-map")).to_be_visible()
    expect(page.get_by_test_id("lot-plaza-damai")).to_be_visible()
    page.get_by_test_id("pin-plaza-damai").click()
    expect(page.get_by_test_id("chosen-lot")).to_contain_text("Plaza Damai")
