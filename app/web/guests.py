"""How a guest proves that a booking is theirs: the key of the link, or a cookie that remembers it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from itsdangerous import BadSignature, URLSafeTimedSerializer
from quart import Response, request

from app.accounts.sessions import find_session_id
from app.bookings.access import is_access_key
from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking
from app.bookings.queries import get_booking
from app.web.access import current_person
from app.web.bearer import is_bearer_request
from app.web.context import settings
from app.web.sign_in import session_token

COOKIE = "parkpro_guest"
_REMEMBERED = 20
_LASTS = 90 * 24 * 3600


async def get_visible_booking(reference: str) -> Booking:
    """The booking, if the caller may see it. Raises BookingNotFound, as for one that is not there."""
    booking = await get_booking(reference)
    person = await current_person()
    is_owner = person is not None and booking.person_id == person.id
    if not (is_owner or _has_key(booking) or _is_remembered(booking)):
        raise BookingNotFound
    return booking


async def ask_later(reference: str) -> Callable[[], Awaitable[bool]]:
    """What to ask after the request, whether its caller may still see the booking."""
    person, token = await current_person(), session_token()
    key, remembered, secrets = request.headers.get("Booking-Key"), _remembered(), settings().accepted_keys

    async def may_still_see() -> bool:
        booking = await Booking.get(reference=reference)
        if _entry(booking) in remembered:
            return True
        if key and is_access_key(secrets, reference, booking.link_generation, key):
            return True
        is_owner = person is not None and booking.person_id == person.id
        return is_owner and token is not None and await find_session_id(token) is not None

    return may_still_see


def check_key(booking: Booking, key: str) -> None:
    """Raises BookingNotFound unless `key` opens the booking."""
    if not is_access_key(settings().accepted_keys, booking.reference, booking.link_generation, key):
        raise BookingNotFound


def remember(response: Response, booking: Booking) -> None:
    """Adds the booking to the guest cookie of this browser, which holds the latest few."""
    entries = [entry for entry in _remembered() if entry != _entry(booking)]
    entries = [_entry(booking), *entries][:_REMEMBERED]
    response.set_cookie(
        COOKIE,
        _serializer().dumps(entries),
        max_age=_LASTS,
        httponly=True,
        samesite="Lax",
        secure=not settings().is_local,
    )


def forget_bookings(response: Response) -> None:
    """Takes the guest cookie back."""
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=not settings().is_local)


def _has_key(booking: Booking) -> bool:
    key = request.headers.get("Booking-Key")
    if not key:
        return False
    return is_access_key(settings().accepted_keys, booking.reference, booking.link_generation, key)


def _is_remembered(booking: Booking) -> bool:
    return _entry(booking) in _remembered()


def _entry(booking: Booking) -> str:
    return f"{booking.reference}:{booking.link_generation}"


def _remembered() -> list[str]:
    if is_bearer_request():
        return []
    try:
        entries = _serializer().loads(request.cookies.get(COOKIE, ""), max_age=_LASTS)
    except BadSignature:
        return []
    return [str(entry) for entry in entries]


def _serializer() -> URLSafeTimedSerializer:
    # The library signs with the last one.
    return URLSafeTimedSerializer(list(reversed(settings().accepted_keys)), salt="guest-bookings")
