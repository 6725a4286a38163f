"""Numbers in addresses that no row can have: to ask a database for one of them breaks the query."""

from __future__ import annotations

from quart import Quart

from tests.support.world import World
from tests.web.admin.staff import staff_browser
from tests.web.browsers import code_of

NO_ROW = 10**22


async def test_a_number_larger_than_any_row_has_is_not_found(app: Quart, world: World) -> None:
    owner = await staff_browser(app, "owner")
    here, person = f"/api/admin/lots/{world.lot.slug}", f"/api/admin/people/{NO_ROW}"

    assert await code_of(await owner.get(f"{here}/spots/{NO_ROW}")) == (404, "space_not_found")
    assert await code_of(await owner.delete(f"{here}/staff/{NO_ROW}")) == (404, "role_not_found")
    blocked = await owner.post(f"{person}/block", {"reason": "Left owing"})
    assert await code_of(blocked) == (404, "person_not_found")
    assert await code_of(await owner.post(f"{person}/unblock")) == (404, "person_not_found")
