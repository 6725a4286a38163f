"""Drawing floors over HTTP: two who edit, what publishing would do, files, and who may."""

from __future__ import annotations

from typing import Any

import pytest
from quart import Quart

from app.lots.models import Area, FloorDraft
from tests.support.stays import book
from tests.support.world import World
from tests.web.admin.staff import staff_browser
from tests.web.browsers import Browser, code_of, problem_of


def at(world: World, rest: str = "B1/draft") -> str:
    return f"/api/admin/lots/{world.lot.slug}/floors/{rest}"


async def drawn(browser: Browser, world: World) -> dict[str, Any]:
    """What the editor gets, as it would be sent back."""
    shown = await (await browser.get(at(world))).get_json()
    return {key: shown[key] for key in ("name", "level", "plan", "revision", "baseMapVersion")}


async def test_a_floor_is_drawn_checked_and_published(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    booking = await book(world.spaces[0])
    body = await drawn(operator, world)
    body["plan"]["spaces"] = body["plan"]["spaces"][1:]

    saved = await (await operator.put(at(world), body)).get_json()
    shown = await (await operator.post(at(world, "B1/draft/check"))).get_json()
    agreed = {"revision": saved["revision"], "baseMapVersion": 1}
    done = await (await operator.post(at(world, "B1/draft/publish"), agreed)).get_json()

    assert (saved["revision"], saved["faults"]) == (1, [])
    assert (shown["retired"], shown["revision"]) == (["A1"], 1)
    assert (shown["renamed"], shown["retyped"], shown["resized"]) == ([], [], [])
    (stranded,) = shown["stranded"]
    assert (stranded["reference"], stranded["goesTo"]["label"]) == (booking.reference, "A2")
    assert (done["moved"], done["mapVersion"]) == ([booking.reference], 2)
    now = await (await operator.get(f"/api/admin/lots/{world.lot.slug}/now")).get_json()
    assert now["floors"][0]["byType"][0]["total"] == 3
    trail = await (await operator.get(f"/api/admin/lots/{world.lot.slug}/audit")).get_json()
    facts = next(entry["facts"] for entry in trail["entries"] if entry["kind"] == "FloorPublished")
    assert (facts["spots_before"], facts["spots_after"]) == (4, 3)


async def test_the_second_editor_is_told_who_was_faster(app: Quart, world: World) -> None:
    one = await staff_browser(app, "operator", world.lot.id)
    other = await staff_browser(app, "owner")
    mine, yours = await drawn(one, world), await drawn(other, world)
    assert (await one.put(at(world), {**mine, "name": "Mine"})).status_code == 200

    told = await problem_of(await other.put(at(world), {**yours, "name": "Yours"}), 409)

    assert (told["code"], told["revision"], told["editedBy"]) == ("draft_changed", 1, "Aisyah binti Rahman")
    assert told["editedAt"]
    assert "Aisyah" in told["detail"]
    assert (await FloorDraft.get()).name == "Mine"
    assert (await (await other.get(at(world))).get_json())["editors"] == ["Aisyah binti Rahman"]
    assert (await other.delete(at(world), {"revision": 1})).status_code == 204
    assert await code_of(await other.delete(at(world), {"revision": 1})) == (404, "draft_not_found")


async def test_who_has_the_floor_open_is_told_to_others(app: Quart, world: World) -> None:
    one = await staff_browser(app, "operator", world.lot.id)
    other = await staff_browser(app, "owner")
    path = at(world, "B1/draft/editors")

    first = await (await one.post(path)).get_json()
    second = await (await other.post(path)).get_json()

    assert (first["editors"], second["editors"]) == ([], ["Aisyah binti Rahman"])
    assert first["revision"] == 0
    await one.put(at(world), await drawn(one, world))
    assert (await (await other.post(path)).get_json())["revision"] == 1


async def test_what_is_wrong_is_told_with_its_place(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    body = await drawn(operator, world)
    one, two = body["plan"]["spaces"][:2]
    two["x"], two["y"], two["type"], two["width"] = one["x"] + 10, one["y"], "ev", one["width"] - 20
    one["label"] = "Z1"

    saved = await (await operator.put(at(world), body)).get_json()
    shown = await (await operator.post(at(world, "B1/draft/check"))).get_json()

    place = {"x": one["x"] + one["width"] // 2, "y": one["y"] + one["height"] // 2}
    assert saved["faults"] == [{"kind": "over_spot", **place, "label": "Z1", "other": "A2"}]
    assert shown["faults"] == saved["faults"]
    assert shown["renamed"] == [{"before": "A1", "after": "Z1"}]
    assert shown["retyped"] == [{"label": "A2", "before": "standard", "after": "ev"}]
    assert (shown["moved"], shown["resized"]) == (["A2"], ["A2"])
    agreed = {"revision": 1, "baseMapVersion": 1}
    refused = await operator.post(at(world, "B1/draft/publish"), agreed)
    told = await problem_of(refused, 422)
    assert "Z1 lies over A2" in told["detail"]
    assert told["faults"] == ["Z1 lies over A2"]


async def test_the_floors_in_hand_are_counted(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    body = await drawn(operator, world)
    body["plan"]["spaces"] = body["plan"]["spaces"][1:]
    await operator.put(at(world), body)
    await operator.put(at(world, "L9/draft"), {**body, "baseMapVersion": 0, "level": 9})

    listed = await (await operator.get(f"/api/admin/lots/{world.lot.slug}/floors")).get_json()

    assert [(floor["code"], floor["spots"], floor["draft"]["spots"]) for floor in listed["floors"]] == [
        ("L9", 0, 3),
        ("B1", 4, 3),
    ]
    assert listed["floors"][1]["draft"]["editedBy"] == "Aisyah binti Rahman"


async def test_a_floor_is_taken_along_as_a_file(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    for form in ("parkpro", "apds"):
        answer = await operator.get(at(world, f"B1/export?format={form}"))
        assert f"{world.lot.slug}-B1.{form}.json" in answer.headers["Content-Disposition"]
        body = {"document": await answer.get_json(), "revision": 0, "baseMapVersion": 0}
        code = "L1" if form == "parkpro" else "L2"
        saved = await operator.post(at(world, f"{code}/import"), body)
        assert saved.status_code == 200, await saved.get_json()
        again = await (await operator.get(at(world, f"{code}/draft"))).get_json()
        assert [spot["label"] for spot in again["plan"]["spaces"]] == ["A1", "A2", "A3", "A4"]

    body = {"document": {"format": "other"}, "revision": 0, "baseMapVersion": 0}
    told = await problem_of(await operator.post(at(world, "L3/import"), body), 422)
    assert told["code"] == "floor_not_understood"
    assert told["errors"]
    listed = await (await operator.get(f"/api/admin/lots/{world.lot.slug}/floors")).get_json()
    assert [(floor["code"], floor["isPublished"]) for floor in listed["floors"]] == [
        ("L2", False),
        ("B1", True),
        ("L1", False),
    ]


async def test_a_new_floor_of_thousands_of_spots_is_sketched_and_published(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    wanted = {"rows": 24, "columns": 60, "types": {"oku": 12, "ev": 40}}

    answer = await operator.post(f"/api/admin/lots/{world.lot.slug}/floor-sketch", wanted)
    body = {"name": "Big", "level": 3, "plan": await answer.get_json(), "revision": 0, "baseMapVersion": 0}
    saved = await (await operator.put(at(world, "L3/draft"), body)).get_json()
    done = await operator.post(at(world, "L3/draft/publish"), {"revision": 1, "baseMapVersion": 0})

    assert (saved["revision"], saved["faults"]) == (1, [])
    assert done.status_code == 200
    assert await Area.filter(code="L3").count() == 1


@pytest.mark.parametrize("role", ["attendant", None])
async def test_nobody_draws_without_the_right(app: Quart, world: World, role: str | None) -> None:
    browser = await staff_browser(app, role, world.lot.id) if role else Browser(app)
    refused = (403, "not_permitted") if role else (401, "not_signed_in")
    body = {"revision": 1, "baseMapVersion": 1}
    for answer in (
        await browser.get(at(world)),
        await browser.put(at(world), body),
        await browser.delete(at(world), body),
        await browser.post(at(world, "B1/draft/check")),
        await browser.post(at(world, "B1/draft/publish"), body),
        await browser.post(at(world, "B1/draft/editors")),
        await browser.get(at(world, "B1/export")),
        await browser.post(at(world, "B1/import"), body),
        await browser.get(f"/api/admin/lots/{world.lot.slug}/floors"),
        await browser.post(f"/api/admin/lots/{world.lot.slug}/floor-sketch", body),
    ):
        assert await code_of(answer) == refused


async def test_what_cannot_be_a_floor_is_refused(app: Quart, world: World) -> None:
    operator = await staff_browser(app, "operator", world.lot.id)
    body = await drawn(operator, world)

    for code in ("B%201", "-x", "x" * 13):
        assert await code_of(await operator.put(at(world, f"{code}/draft"), body)) == (404, "area_not_found")
    impossible: list[dict[str, Any]] = [{"revision": -1}, {"plan": {}}, {"name": " "}, {"level": 999}]
    for wrong in impossible:
        answer = await operator.put(at(world), {**body, **wrong})
        assert await code_of(answer) == (400, "invalid_request")
    points = [[n % 900, n % 700] for n in range(2100)]
    body["plan"]["drawing"]["walls"] = [{"points": points, "thickness": 20}]
    assert await code_of(await operator.put(at(world), body)) == (422, "floor_too_detailed")
