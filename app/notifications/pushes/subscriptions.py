"""The browsers that get pushes: each is one row, which exists while there is anything to tell it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from tortoise.exceptions import IntegrityError
from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.accounts.models import Session
from app.bookings.models import Booking
from app.bookings.rules import TOLD_AFTER_END
from app.core import clock
from app.core.database.ids import ids_of
from app.core.database.transactions import transactional
from app.core.i18n import DEFAULT_LANGUAGE
from app.notifications.models import PushFollow, PushSubscription

DEVICES_PER_PERSON = 20
FOLLOWERS_PER_BOOKING = 20
BOOKINGS_PER_DEVICE = 20


@dataclass(frozen=True, slots=True)
class Device:
    """What a browser tells of its subscription; checked by `endpoints` before it comes here."""

    endpoint: str = field(repr=False)
    p256dh: str = field(repr=False)
    auth: str = field(repr=False)


async def subscribe_device(
    device: Device,
    *,
    session_id: int | None,
    language: str | None,
    follows: Sequence[Booking] | None,
    replaces: str | None = None,
    inherits: Sequence[Booking] = (),
) -> None:
    """Makes the device's row what is told here. Telling it again changes nothing.

    It belongs to the person of `session_id`, and to nobody without one. `follows`: the bookings it may see
    as a guest, instead of the earlier ones; None keeps those, as a `language` of None keeps that.
    `replaces`: the endpoint that the browser says it had before; `inherits`: what that followed and the
    caller may see, for knowing an endpoint proves nothing. A device that would be told nothing is forgotten.
    Beyond DEVICES_PER_PERSON and FOLLOWERS_PER_BOOKING those go that were renewed longest ago.
    """
    try:
        await _subscribe(device, session_id, language, follows, replaces, inherits)
    except IntegrityError:
        # Another tab of the same browser told the same and was faster: now its row is there.
        await _subscribe(device, session_id, language, follows, replaces, inherits)


async def list_followed(endpoint: str) -> list[str]:
    """The references of what a device follows as a guest."""
    of_device = PushFollow.filter(subscription__endpoint_digest=digest_of(endpoint)).order_by("id")
    return [str(reference) for reference in await of_device.values_list("booking__reference", flat=True)]


@transactional
async def forget_device(endpoint: str) -> None:
    """The device gets nothing more. One that is not known is no error."""
    await _of(endpoint).delete()


@transactional
async def forget_subscription(subscription_id: int) -> None:
    """Deletes a subscription that its push service has ended."""
    await PushSubscription.filter(id=subscription_id).delete()


@transactional
async def forget_idle_devices() -> int:
    """Forgets follows of bookings that ended 60 days ago, and devices that nothing is left to tell.

    Returns how many rows were deleted. For a job, daily.
    """
    now = clock.now()
    follows = await PushFollow.filter(booking__ends_at__lt=now - TOLD_AFTER_END).delete()
    signed_out = (
        Q(session_id__isnull=True) | Q(session__revoked_at__isnull=False) | Q(session__expires_at__lte=now)
    )
    idle = await ids_of(PushSubscription.filter(signed_out, follows__id__isnull=True))
    return follows + await PushSubscription.filter(id__in=idle).delete()


@transactional
async def _subscribe(
    device: Device,
    session_id: int | None,
    language: str | None,
    follows: Sequence[Booking] | None,
    replaces: str | None,
    inherits: Sequence[Booking],
) -> None:
    row = await _locked(device.endpoint)
    if row is None and replaces is not None:
        row = await _locked(replaces)
        follows = inherits if follows is None else follows
    now = clock.now()
    facts = {
        "endpoint": device.endpoint,
        "endpoint_digest": digest_of(device.endpoint),
        "p256dh": device.p256dh,
        "auth": device.auth,
        "session_id": session_id,
        "renewed_at": now,
    }
    if row is None:
        row = PushSubscription(**facts, language=language or DEFAULT_LANGUAGE, created_at=now)
    else:
        row.update_from_dict({**facts, "language": language or row.language})
    await row.save()
    if follows is not None:
        await _follow(row.id, follows[:BOOKINGS_PER_DEVICE])
    if session_id is not None:
        await _keep_newest_of_person(session_id)
    elif not await PushFollow.filter(subscription_id=row.id).exists():
        await row.delete()


async def _locked(endpoint: str) -> PushSubscription | None:
    return await _of(endpoint).select_for_update().first()


def _of(endpoint: str) -> QuerySet[PushSubscription]:
    return PushSubscription.filter(endpoint_digest=digest_of(endpoint))


def digest_of(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


async def _follow(subscription_id: int, bookings: Sequence[Booking]) -> None:
    await PushFollow.filter(subscription_id=subscription_id).delete()
    for booking in sorted(bookings, key=lambda booking: booking.id):
        await PushFollow.create(
            subscription_id=subscription_id, booking_id=booking.id, link_generation=booking.link_generation
        )
        of_booking = PushFollow.filter(booking_id=booking.id).order_by("-subscription__renewed_at", "-id")
        surplus = await ids_of(of_booking.offset(FOLLOWERS_PER_BOOKING).limit(FOLLOWERS_PER_BOOKING))
        await PushFollow.filter(id__in=surplus).delete()


async def _keep_newest_of_person(session_id: int) -> None:
    (person_id,) = await ids_of(Session.filter(id=session_id), "person_id")
    of_person = PushSubscription.filter(session__person_id=person_id).order_by("-renewed_at", "-id")
    surplus = await ids_of(of_person.offset(DEVICES_PER_PERSON).limit(DEVICES_PER_PERSON))
    await PushSubscription.filter(id__in=surplus).delete()
