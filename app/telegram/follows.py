"""Which bookings a chat may see, and which chats are told of a booking."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tortoise.expressions import Q
from tortoise.queryset import QuerySet

from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking
from app.bookings.queries import CURRENT, PARTS, get_booking
from app.bookings.rules import TOLD_AFTER_END
from app.bookings.service import HoldRequest, hold_space
from app.core import clock
from app.core.actor import GUEST
from app.core.database.transactions import transactional
from app.telegram.models import TelegramChat, TelegramFollow

CHANNEL = "telegram"
"""The `channel` of bookings, and of more time for them, that were asked for in a chat."""


@transactional
async def follow_booking(chat_id: int, booking: Booking) -> None:
    """The chat may see the booking and is told of it, as long as the guest's link is not taken back."""
    await TelegramFollow.update_or_create(
        chat_id=chat_id,
        booking_id=booking.id,
        defaults={"link_generation": booking.link_generation},
    )


@transactional
async def hold_for_guest(
    chat_id: int, request: HoldRequest, *, idempotency_key: str, language: str
) -> Booking:
    """Holds a spot for a guest, in a chat that follows the booking: both or neither. What costs nothing is
    confirmed at once, and would be told to nobody who follows it a moment later. Raises as `hold_space`.
    """
    held = await hold_space(
        request,
        person=None,
        idempotency_key=idempotency_key,
        language=language,
        channel=CHANNEL,
        by=GUEST,
    )
    await follow_booking(chat_id, held)
    return held


async def get_booking_of_chat(chat: TelegramChat, reference: str) -> Booking:
    """The booking with its parts, if the chat may see it. Raises BookingNotFound, as for one not there."""
    booking = await get_booking(reference)
    if not await may_see(chat, booking):
        raise BookingNotFound
    return booking


async def may_see(chat: TelegramChat, booking: Booking) -> bool:
    """Whether the booking is of the chat's person, or was made in the chat by a guest."""
    if chat.person_id is not None and booking.person_id == chat.person_id:
        return True
    if booking.person_id is not None:
        return False  # it has become an account's since
    return await TelegramFollow.filter(
        chat_id=chat.id, booking_id=booking.id, link_generation=booking.link_generation
    ).exists()


async def list_current(chat: TelegramChat, limit: int = 20) -> list[Booking]:
    """The bookings that live and that the chat may see, soonest first, with their parts."""
    follows = await TelegramFollow.filter(chat_id=chat.id, booking__status__in=CURRENT)
    found = _bookings_of(chat, follows).filter(status__in=CURRENT).order_by("starts_at", "id")
    return _still_followed(await found.prefetch_related(*PARTS), follows)[:limit]


async def list_bought(chat: TelegramChat, limit: int = 10) -> list[Booking]:
    """What was booked, be it over or not, and the chat may see: the newest first, with the parts."""
    confirmed = TelegramFollow.filter(chat_id=chat.id, booking__confirmed_at__isnull=False)
    follows = await confirmed.order_by("-id").limit(limit)
    bought = _bookings_of(chat, follows).filter(confirmed_at__isnull=False)
    found = await bought.order_by("-starts_at", "-id").limit(limit).prefetch_related(*PARTS)
    return _still_followed(found, follows)


def _bookings_of(chat: TelegramChat, follows: Sequence[TelegramFollow]) -> QuerySet[Booking]:
    """Those of the chat's person, and of guests those that the chat follows."""
    mine = Q(id__in=[follow.booking_id for follow in follows], person_id__isnull=True)
    return Booking.filter(mine if chat.person_id is None else mine | Q(person_id=chat.person_id))


def _still_followed(bookings: Sequence[Booking], follows: Sequence[TelegramFollow]) -> list[Booking]:
    """Without those of guests whose link was taken back."""
    generations = {follow.booking_id: follow.link_generation for follow in follows}
    return [
        booking
        for booking in bookings
        if booking.person_id is not None or generations[booking.id] == booking.link_generation
    ]


async def chats_of(bookings: Collection[Booking]) -> dict[int, list[TelegramChat]]:
    """Per booking the chats that are told of it: its person's, and for a guest's those that follow it.

    Chats whose people have blocked the bot are left out.
    """
    owners = sorted({booking.person_id for booking in bookings if booking.person_id is not None})
    linked = await TelegramChat.filter(person_id__in=owners, blocked_at__isnull=True) if owners else []
    of_person = {chat.person_id: chat for chat in linked}
    guests = sorted(booking.id for booking in bookings if booking.person_id is None)
    follows = TelegramFollow.filter(booking_id__in=guests, chat__blocked_at__isnull=True)
    following = await follows.select_related("chat") if guests else []
    told: dict[int, list[TelegramChat]] = {}
    for booking in bookings:
        if booking.person_id is not None:
            chat = of_person.get(booking.person_id)
            told[booking.id] = [chat] if chat else []
        else:
            told[booking.id] = [
                follow.chat
                for follow in following
                if follow.booking_id == booking.id and follow.link_generation == booking.link_generation
            ]
    return told


@transactional
async def forget_old_follows() -> int:
    """Deletes follows of bookings that ended 60 days ago. Returns how many. For a job, daily."""
    return await TelegramFollow.filter(booking__ends_at__lt=clock.now() - TOLD_AFTER_END).delete()


async def is_told(chat_id: int, booking_id: int) -> bool:
    """Whether a chat is to be told of a booking, as accounts and links stand now."""
    told = await chats_of(await Booking.filter(id=booking_id))
    return any(chat.id == chat_id for chat in told.get(booking_id, ()))
