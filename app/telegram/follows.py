"""Which bookings a chat may see, and which chats are told of a booking."""

from __future__ import annotations

from collections.abc import Collection

from app.bookings.errors import BookingNotFound
from app.bookings.models import Booking
from app.bookings.queries import CURRENT, PARTS, get_booking
from app.bookings.service import HoldRequest, hold_space
from app.core.actor import GUEST
from app.core.database.transactions import transactional
from app.telegram.models import TelegramChat, TelegramFollow

CHANNEL = "telegram"
"""The `channel` of bookings that are made in a chat."""


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
    ids = {follow.booking_id for follow in await TelegramFollow.filter(chat_id=chat.id)}
    theirs = Booking.filter(status__in=CURRENT)
    mine = theirs.filter(person_id=chat.person_id) if chat.person_id is not None else None
    found = {booking.id: booking for booking in await theirs.filter(id__in=ids).prefetch_related(*PARTS)}
    if mine is not None:
        found |= {booking.id: booking for booking in await mine.prefetch_related(*PARTS)}
    seen = [booking for booking in found.values() if await may_see(chat, booking)]
    return sorted(seen, key=lambda booking: (booking.starts_at, booking.id))[:limit]


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


async def is_told(chat_id: int, booking_id: int) -> bool:
    """Whether a chat is to be told of a booking, as accounts and links stand now."""
    told = await chats_of(await Booking.filter(id=booking_id))
    return any(chat.id == chat_id for chat in told.get(booking_id, ()))
