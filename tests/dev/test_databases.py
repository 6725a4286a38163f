"""The promise of the `database` and `db` fixtures: both engines, each test with a clean one."""

from __future__ import annotations

import pytest

from app.accounts.models import Person
from app.core import clock
from app.core.models import EventLogHead
from tests.support.databases import ENGINES, Database


@pytest.mark.parametrize("turn", ["first", "second"])
async def test_what_one_test_wrote_the_next_does_not_find(db: Database, turn: str) -> None:
    assert await Person.all().count() == 0
    assert (await EventLogHead.get(id=1)).last_id == 0

    await Person.create(email="aminah@parking.example", name=turn, password_hash="-", created_at=clock.now())
    await EventLogHead.filter(id=1).update(last_id=7)


def test_every_test_of_a_database_runs_on_both_engines(
    database: Database, request: pytest.FixtureRequest
) -> None:
    assert database.engine in ENGINES
    assert database.engine in request.node.name
    assert database.url.startswith("sqlite:///" if database.engine == "sqlite" else "mysql://")
