"""Drawing floors, as the owner of the demo's car parks does it."""

from __future__ import annotations

from typing import Any

from app.dev.screens.desk.shell import FLOOR, LOT
from app.dev.screens.visit import Visit

_API = f"/api/admin/lots/{LOT}/floors"


def floors(visit: Visit) -> None:
    """Every floor, one of them with a draft, one of them to come."""
    visit.sign_in_as_owner()
    _draft(visit, FLOOR, lambda plan: None)
    _new_floor(visit)
    visit.open(f"/admin/{LOT}/floors")
    visit.see("floors")


def add_floor(visit: Visit) -> None:
    floors(visit)
    visit.press("add-floor")
    visit.see("add-dialog")
    visit.page.get_by_test_id("begin-with").get_by_role("button").nth(1).click()


def editor(visit: Visit) -> None:
    """A floor as it is published, with nothing selected."""
    visit.sign_in_as_owner()
    _discard(visit, FLOOR)
    visit.open(f"/admin/{LOT}/floors/{FLOOR}")
    visit.page.locator("[data-testid=floor-drawing][data-view]").wait_for()


def spot(visit: Visit) -> None:
    """One spot in numbers."""
    editor(visit)
    _choose(visit, "A2")
    _side(visit, 0)
    visit.see("selection")


def many(visit: Visit) -> None:
    """All spots of a floor, to be labelled in one stroke."""
    editor(visit)
    visit.page.get_by_test_id("select-all").get_by_role("button").first.click()
    visit.see("label-all")


def row_tool(visit: Visit) -> None:
    editor(visit)
    visit.press("tool-row")
    visit.see("draw-row")


def objects(visit: Visit) -> None:
    """The floor in words."""
    editor(visit)
    _side(visit, 1)
    visit.see("objects")


def faults(visit: Visit) -> None:
    """Two spots lie over one another."""
    visit.sign_in_as_owner()
    _draft(visit, FLOOR, _overlap)
    visit.open(f"/admin/{LOT}/floors/{FLOOR}")
    visit.page.locator("[data-testid=floor-drawing][data-view]").wait_for()
    _side(visit, 2)
    visit.see("faults")


def files(visit: Visit) -> None:
    """Out as a file, in as a file, and the draft thrown away."""
    faults(visit)
    visit.press("files")
    visit.see("files-dialog")


def publish(visit: Visit) -> None:
    """Publishing strands bookings: which, and what becomes of them."""
    visit.sign_in_as_owner()
    _draft(visit, FLOOR, _without_row)
    visit.open(f"/admin/{LOT}/floors/{FLOOR}")
    visit.page.locator("[data-testid=floor-drawing][data-view]").wait_for()
    visit.press("publish")
    visit.see("stranded")


def overtaken(visit: Visit) -> None:
    """Somebody else saved while this floor was drawn."""
    editor(visit)
    _choose(visit, "A2")
    _draft(visit, FLOOR, lambda plan: None)
    _side(visit, 0)
    visit.press("move-left")
    visit.see("overtaken")


def _choose(visit: Visit, label: str) -> None:
    _side(visit, 1)
    visit.page.locator("input[type=search]").fill(label)
    visit.page.get_by_test_id(f"object-{label}").click()


def _side(visit: Visit, number: int) -> None:
    """Properties, objects, faults."""
    visit.page.get_by_test_id("sides").get_by_role("button").nth(number).click()


def _overlap(plan: dict[str, Any]) -> None:
    first, second = plan["spaces"][:2]
    second["x"], second["y"] = first["x"] + 40, first["y"]


def _without_row(plan: dict[str, Any]) -> None:
    """Takes the first row away, renames one spot and moves another."""
    stays = [spot for spot in plan["spaces"] if not spot["label"].startswith("A")]
    stays[0]["label"] = "X1"
    plan["spaces"] = stays


def _draft(visit: Visit, code: str, change: Any) -> None:
    """Saves a draft of the published floor, with that change."""
    _discard(visit, code)
    at = f"{visit.run.address}{_API}/{code}/draft"
    body = visit.page.request.get(at).json()
    change(body["plan"])
    fields = ("name", "level", "plan", "revision", "baseMapVersion")
    visit.page.request.put(at, data={name: body[name] for name in fields})


def _discard(visit: Visit, code: str) -> None:
    at = f"{visit.run.address}{_API}/{code}/draft"
    revision = visit.page.request.get(at).json()["revision"]
    if revision:
        visit.page.request.delete(at, data={"revision": revision})


def _new_floor(visit: Visit) -> None:
    wanted = {"rows": 4, "columns": 12, "types": {"oku": 2, "ev": 4}}
    sketch = visit.page.request.post(f"{visit.run.address}{_API.removesuffix('s')}-sketch", data=wanted)
    body = {"name": "Roof", "level": 5, "plan": sketch.json(), "revision": 0, "baseMapVersion": 0}
    visit.page.request.put(f"{visit.run.address}{_API}/R1/draft", data=body)
