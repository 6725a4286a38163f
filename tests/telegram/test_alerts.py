"""Alerts are turned on by staff, and off by anybody in the chat."""

from __future__ import annotations

import pytest

from app.accounts.staff import grant_role
from app.core.actor import OPERATOR
from app.telegram.alerts import turn_alerts_off, turn_alerts_on
from app.telegram.errors import AlertsForStaffOnly
from app.telegram.models import TelegramAlertChat
from tests.accounts.people import sign_up
from tests.support.databases import Database

GROUP = -1_001_234_567_890


async def test_staff_turn_alerts_on_for_a_group_and_again_is_no_error(db: Database) -> None:
    person = (await sign_up()).person
    await grant_role(person.email, "attendant", by=OPERATOR)
    for language in ("en", "en", "ms"):
        await turn_alerts_on(GROUP, person_id=person.id, language=language)
    chat = await TelegramAlertChat.get()
    assert (chat.id, chat.person_id, chat.language) == (GROUP, person.id, "ms")

    assert await turn_alerts_off(GROUP)
    assert not await turn_alerts_off(GROUP)


async def test_nobody_else_does(db: Database) -> None:
    driver = (await sign_up()).person
    for person_id in (driver.id, None):
        with pytest.raises(AlertsForStaffOnly):
            await turn_alerts_on(GROUP, person_id=person_id, language="en")
    assert await TelegramAlertChat.all().count() == 0
