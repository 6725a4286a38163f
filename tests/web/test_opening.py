"""What an address shows before the app has come."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import brotli
import pytest
from quart import Quart
from tortoise.exceptions import OperationalError

from app.core.i18n import languages, translate
from app.lots.models import Lot
from app.web import opening
from tests.support.databases import Database
from tests.support.settings import ROOT
from tests.support.world import make_world
from tests.web.browsers import LOCAL, Browser, application

pytestmark = pytest.mark.usefixtures("build")


@pytest.fixture
def app(db: Database) -> Quart:
    return application(db.url)


async def read(app: Quart, path: str, **headers: str) -> tuple[Any, str]:
    answer = await Browser(app).get(path, **headers)
    return answer, await answer.get_data(as_text=True)


async def test_the_landing_page_comes_with_its_words_in_the_language_of_the_browser(app: Quart) -> None:
    for spoken in ("en", "ms"):
        answer, page = await read(app, "/", Accept_Language=spoken)
        assert answer.status_code == 200
        assert f'<html lang="{spoken}" data-words="{spoken}">' in page
        assert re.search(rf"<h1[^>]*>{translate('pages.landing_title', spoken)}</h1>", page)
        assert translate("pages.landing_text", spoken) in page
        assert f"<title>{translate('pages.landing_title', spoken)} · ParkPro</title>" in page
        assert page.count("<title>") == page.count('name="description"') == 1
        assert f'<link rel="canonical" href="{LOCAL}/" />' in page


async def test_a_lot_comes_with_its_name_and_address(app: Quart) -> None:
    world = await make_world()
    await Lot.filter(id=world.lot.id).update(name="Kedai <b>& Rakan", address="Jalan 1")
    answer, page = await read(app, f"/lots/{world.lot.slug}?floor=P1")

    assert answer.status_code == 200
    assert re.search(r"<h1[^>]*>Kedai &lt;b&gt;&amp; Rakan</h1>", page)
    assert re.search(r"<p[^>]*>Jalan 1</p>", page)
    assert "<title>Kedai &lt;b&gt;&amp; Rakan · ParkPro</title>" in page
    assert f'<link rel="canonical" href="{LOCAL}/lots/{world.lot.slug}" />' in page
    assert "animate-breathe" in page


async def test_a_lot_that_is_not_there_is_not_found_and_the_app_says_so(app: Quart) -> None:
    answer, page = await read(app, "/lots/no-such-lot")

    assert answer.status_code == 404
    assert '<div id="root">' in page
    assert "<title>ParkPro</title>" in page


async def test_without_a_database_the_app_comes_all_the_same(
    app: Quart, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(slug: str) -> Lot:
        raise OperationalError("gone")

    monkeypatch.setattr(opening, "get_lot", fail)
    answer, page = await read(app, "/lots/plaza-damai")

    assert answer.status_code == 200
    assert "<title>ParkPro</title>" in page


async def test_a_page_travels_compressed_and_only_when_it_has_changed(app: Quart) -> None:
    world = await make_world()
    path = f"/lots/{world.lot.slug}"
    first = await Browser(app).get(path, Accept_Encoding="br")
    again = await Browser(app).get(path, Accept_Encoding="br", If_None_Match=first.headers["ETag"])
    await Lot.filter(id=world.lot.id).update(name="Another name")
    changed = await Browser(app).get(path, Accept_Encoding="br", If_None_Match=first.headers["ETag"])

    assert world.lot.name in brotli.decompress(await first.get_data(as_text=False)).decode()
    assert first.headers["Cache-Control"] == "no-cache"
    assert {"Accept-Encoding", "Accept-Language"} <= set(first.headers["Vary"].split(", "))
    assert again.status_code == 304
    assert changed.status_code == 200


def test_the_words_are_those_of_the_app() -> None:
    for spoken in languages():
        messages = (ROOT / "pwa" / "src" / "i18n" / "messages" / f"{spoken}.ts").read_text()
        for name in ("title", "text"):
            assert f'"{translate(f"pages.landing_{name}", spoken)}"' in messages


def test_a_build_without_a_place_for_a_first_picture_is_refused(tmp_path: Path) -> None:
    index = tmp_path / "index.html"
    index.write_text('<html lang="en"><p>app</p></html>')
    with pytest.raises(ValueError, match="no place"):
        opening._cut(index)
