"""Browsers that are subscribed, as the API leaves them in the tables."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count

from app.accounts.models import Person
from app.accounts.sessions import find_session_id, open_session
from app.bookings.models import Booking
from app.notifications.models import PushSubscription
from app.notifications.pushes.subscriptions import Device, digest_of, subscribe_device
from tests.support.push_service import Subscribed

_numbers = count(1)
_POINT = "BNNL5ZaTfK81qhXOx23-wewhigUeFb632jN6LvRWCFH1ubQr77FE_9qV1FuojuRmHP42zmf34rXgW80OvUVDgTk"


def a_browser() -> Subscribed:
    """One that nobody has subscribed before; nothing that is sent to it arrives."""
    return Subscribed(f"https://push.example/{next(_numbers)}", _POINT, "zqbxT6JKstKSY9JKibZLSQ")


async def subscribe(
    browser: Subscribed,
    *,
    session_id: int | None = None,
    follows: list[Booking] | None = None,
    language: str | None = "en",
    replaces: str | None = None,
    inherits: Sequence[Booking] = (),
) -> PushSubscription | None:
    """Its row; None when there is nothing to tell it."""
    await subscribe_device(
        Device(browser.endpoint, browser.p256dh, browser.auth),
        session_id=session_id,
        language=language,
        follows=follows,
        replaces=replaces,
        inherits=inherits,
    )
    return await PushSubscription.get_or_none(endpoint_digest=digest_of(browser.endpoint))


async def session_of(person: Person) -> int:
    """A new session of this person."""
    found = await find_session_id(await open_session(person.id))
    assert found is not None
    return found
