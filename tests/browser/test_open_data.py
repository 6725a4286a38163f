"""Open data as a script of another site reads it, in a browser that has no cookie of ours."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.desk import on
from tests.support import driving
from tests.support.browser import Devices
from tests.support.stack import Stack

pytestmark = [pytest.mark.browser, pytest.mark.parametrize("device", ["desk", "phone"])]


class _Page(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<title>A map of theirs</title>")


@pytest.fixture
def another_site() -> Iterator[str]:
    """Where an empty page is served, at an origin of its own."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Page) as server:
        serving = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        serving.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        serving.join()


_READ = "async (address) => await (await fetch(address)).json()"


def test_another_site_draws_the_car_parks_and_may_keep_what_it_read(
    devices: Devices, car_park: Stack, another_site: str, device: str
) -> None:
    page = on(devices, device)
    page.goto(another_site)
    answers: list[dict[str, Any]] = []
    network = page.context.new_cdp_session(page)
    network.on("Network.responseReceived", lambda event: answers.append(event["response"]))
    network.send("Network.enable")

    def read(path: str) -> Any:
        return page.evaluate(_READ, f"{car_park.url}/api/open/v1/{path}")

    lots = read("lots.geojson")
    assert read("lots.geojson") == lots
    drawn = [each["fromDiskCache"] for each in answers if each["url"].endswith("/lots.geojson")]
    assert drawn == [False, True]
    assert "Plaza Damai" in {each["properties"].get("name") for each in lots["features"]}
    floor = read(f"lots/{driving.LOT}/floors/{driving.FLOOR}.geojson")
    spots = [each for each in floor["features"] if each["properties"]["kind"] == "space"]
    assert len(spots) == _spots_of(page, car_park)
    counted = {
        each["elementId"]["id"]: each["supply"][0]["supplyQuantity"] for each in read("occupancy")["data"]
    }
    assert 0 < counted[f"{driving.LOT}.{driving.FLOOR}"] <= len(spots)


def _spots_of(page: Page, car_park: Stack) -> int:
    """As the map of drivers has them."""
    areas = page.request.get(f"{car_park.url}/api/lots/{driving.LOT}").json()["areas"]
    area = next(one["id"] for one in areas if one["code"] == driving.FLOOR)
    return len(page.request.get(f"{car_park.url}/api/areas/{area}/map").json()["spaces"])
