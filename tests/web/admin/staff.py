"""Staff with browsers, each with the role that a test wants."""

from __future__ import annotations

from quart import Quart

from app.accounts.models import Person
from app.accounts.staff import grant_role
from app.core import clock
from app.core.actor import OPERATOR
from tests.web.browsers import Browser


async def staff_browser(
    app: Quart, role: str, lot_id: int | None = None, *, email: str | None = None
) -> Browser:
    """The browser of somebody who has just signed up, with this role on the lot, or on all."""
    browser, email = Browser(app), email or f"{role}-{lot_id or 'all'}@operator.example"
    await browser.sign_up(email)
    await Person.filter(email=email).update(email_verified_at=clock.now())
    await grant_role(email, role, lot_id=lot_id, by=OPERATOR)
    return browser
