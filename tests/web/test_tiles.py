"""The map of the town over HTTP: an archive in pieces, and what a page may load."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.databases import Database
from tests.web.browsers import Browser, application, code_of

CREDIT = "Town plan, [© OpenStreetMap contributors](https://www.openstreetmap.org/copyright)"
ARCHIVE = b"PMTiles\x03" + bytes(range(200)) * 10
ADDRESS = "/tiles/map.pmtiles"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "town.pmtiles"
    file.write_bytes(ARCHIVE)
    return file


@pytest.fixture
def phone(db: Database, file: Path) -> Browser:
    return with_tiles(db, str(file))


def with_tiles(db: Database, tiles: str) -> Browser:
    return Browser(application(db.url, map_tiles=tiles, map_attribution=CREDIT))


async def test_the_app_is_told_where_the_map_is_and_whose(phone: Browser) -> None:
    facts = await (await phone.get("/api/app")).get_json()

    assert facts["map"] == {
        "kind": "pmtiles",
        "url": ADDRESS,
        "attribution": [
            {"text": "Town plan,", "url": None},
            {"text": "© OpenStreetMap contributors", "url": "https://www.openstreetmap.org/copyright"},
        ],
        "maxZoom": 19,
    }


async def test_a_range_of_the_archive_is_given(phone: Browser) -> None:
    answer = await phone.get(ADDRESS, Range="bytes=8-107")

    assert answer.status_code == 206
    assert await answer.get_data() == ARCHIVE[8:108]
    assert answer.headers["Content-Range"] == f"bytes 8-107/{len(ARCHIVE)}"
    assert answer.headers["Content-Length"] == "100"
    assert answer.headers["ETag"]
    assert "max-age=3600" in answer.headers["Cache-Control"]
    assert "Content-Encoding" not in answer.headers


async def test_a_range_may_reach_beyond_the_end_but_not_begin_there(phone: Browser) -> None:
    tail = await phone.get(ADDRESS, Range=f"bytes={len(ARCHIVE) - 5}-99999")

    assert (tail.status_code, await tail.get_data()) == (206, ARCHIVE[-5:])
    assert (await phone.get(ADDRESS, Range="bytes=99999-100000")).status_code == 416


async def test_an_archive_that_is_unchanged_is_not_sent_again(phone: Browser) -> None:
    tag = (await phone.get(ADDRESS)).headers["ETag"]

    assert (await phone.get(ADDRESS, If_None_Match=tag)).status_code == 304


async def test_another_archive_has_another_tag(phone: Browser, file: Path) -> None:
    tag = (await phone.get(ADDRESS, Range="bytes=0-9")).headers["ETag"]
    replace(file, ARCHIVE[::-1])

    assert (await phone.get(ADDRESS, Range="bytes=0-9")).headers["ETag"] != tag


async def test_without_a_file_there_is_nothing_at_its_address(
    db: Database, phone: Browser, file: Path
) -> None:
    bare = Browser(application(db.url))
    os.remove(file)

    assert (await (await bare.get("/api/app")).get_json())["map"] is None
    for browser in (bare, phone, with_tiles(db, "https://tiles.example/{z}/{x}/{y}.png")):
        assert await code_of(await browser.get(ADDRESS, Accept="*/*")) == (404, "not_found")


@pytest.mark.parametrize(
    ("tiles", "allowed", "other"),
    [
        ("https://tiles.example/{z}/{x}/{y}.png", "img-src", "connect-src"),
        ("https://tiles.example/{z}/{x}/{y}.mvt", "connect-src", "img-src"),
        ("https://tiles.example/town.pmtiles", "connect-src", "img-src"),
    ],
)
async def test_a_page_may_ask_the_configured_server_and_no_other(
    db: Database, tiles: str, allowed: str, other: str
) -> None:
    policy = await policy_of(with_tiles(db, tiles))
    plain = await policy_of(Browser(application(db.url)))

    assert policy.pop(allowed) == [*plain.pop(allowed)[:1], "https://tiles.example", *plain_rest(allowed)]
    assert other in policy
    assert policy == plain


async def test_an_archive_of_ones_own_widens_no_policy(db: Database, phone: Browser) -> None:
    assert await policy_of(phone) == await policy_of(Browser(application(db.url)))


def replace(file: Path, archive: bytes) -> None:
    """Another archive in the place of the first, of another day."""
    file.write_bytes(archive)
    os.utime(file, (1, 1))


def plain_rest(directive: str) -> list[str]:
    return ["data:", "blob:"] if directive == "img-src" else []


async def policy_of(browser: Browser) -> dict[str, list[str]]:
    """The directives of the content security policy, by name."""
    header = (await browser.get("/api/app")).headers["Content-Security-Policy"]
    return {name: sources for name, *sources in (part.split() for part in header.split(";"))}
