"""Who a message goes to, and over which channels: addresses, devices, chats and what their people chose."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from app.accounts.models import Person
from app.bookings.models import Booking
from app.core.database.transactions import transactional
from app.notifications.models import ChannelName, Delivery, DeliveryStatus, MessageKind
from app.notifications.preferences import chosen_by
from app.notifications.pushes.listeners import Listener, list_listeners
from app.notifications.topics import EMAIL, PUSH, TELEGRAM, Preferences, is_wanted
from app.telegram import alerts
from app.telegram.alerts import list_alert_chats
from app.telegram.follows import chats_of
from app.telegram.models import TelegramChat

_ALERTS = "alerts:"


@dataclass(frozen=True, slots=True)
class Address:
    channel: ChannelName
    recipient: str
    language: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Whoever made a booking or has an account. `was_confirmed`, and its channel `booked_in`, are of the
    booking.

    `chosen` is theirs; each of `devices` and `chats` comes with the choices of whose it is.
    """

    email: str
    language: str
    chosen: Preferences
    devices: tuple[tuple[Listener, Preferences], ...] = ()
    chats: tuple[tuple[TelegramChat, Preferences], ...] = ()
    was_confirmed: bool = False
    booked_in: str = ""

    def addresses(self, kind: MessageKind) -> Iterator[Address]:
        """Where a message of this kind is to arrive."""
        if is_wanted(kind, EMAIL, self.chosen):
            yield Address(EMAIL, self.email, self.language)
        for device, chosen in self.devices:
            if is_wanted(kind, PUSH, chosen):
                yield Address(PUSH, push_recipient(device.subscription_id), device.language)
        for chat, chosen in self.chats:
            if is_wanted(kind, TELEGRAM, chosen):
                yield Address(TELEGRAM, chat_recipient(chat.id), chat.language)


@dataclass(frozen=True, slots=True)
class Recipients:
    bookings: Mapping[int, Recipient]
    people: Mapping[int, Recipient]

    def of(self, booking_id: int | None, person_id: int | None) -> Recipient | None:
        """Whoever made the booking, or else the person; None when there is neither."""
        return self.bookings.get(booking_id or 0) or self.people.get(person_id or 0)


async def find_recipients(
    booking_ids: Collection[int], person_ids: Collection[int], *, with_telegram: bool
) -> Recipients:
    """Without `with_telegram` nobody has a chat."""
    bookings = await Booking.filter(id__in=sorted(booking_ids)) if booking_ids else []
    people = await Person.filter(id__in=sorted(person_ids)) if person_ids else []
    listeners = await list_listeners(bookings) if bookings else {}
    chats = await chats_of(bookings) if with_telegram else {}
    concerned = {booking.person_id for booking in bookings}
    concerned |= {chat.person_id for told in chats.values() for chat in told}
    concerned |= {device.person_id for devices in listeners.values() for device in devices}
    chosen = await chosen_by({id_ for id_ in concerned if id_ is not None})

    def choices(person_id: int | None) -> Preferences:
        return chosen.get(person_id or 0, {})

    return Recipients(
        bookings={
            booking.id: Recipient(
                email=booking.email,
                language=booking.language,
                chosen=choices(booking.person_id),
                devices=tuple((device, choices(device.person_id)) for device in listeners[booking.id]),
                chats=tuple((chat, choices(chat.person_id)) for chat in chats.get(booking.id, ())),
                was_confirmed=booking.confirmed_at is not None,
                booked_in=booking.channel,
            )
            for booking in bookings
        },
        people={person.id: Recipient(person.email, person.language, {}) for person in people},
    )


async def list_alert_addresses() -> list[Address]:
    """Where staff hear of what they have to look at."""
    return [Address(TELEGRAM, alert_recipient(chat.id), chat.language) for chat in await list_alert_chats()]


@transactional
async def move_alerts(chat_id: int, new_chat_id: int) -> None:
    """A group that hears of alerts has another number, for what waits to be sent as well."""
    await alerts.move_alerts(chat_id, new_chat_id)
    waiting = Delivery.filter(status=DeliveryStatus.QUEUED, recipient=alert_recipient(chat_id))
    await waiting.update(recipient=alert_recipient(new_chat_id))


def push_recipient(subscription_id: int) -> str:
    return f"push:{subscription_id}"


def subscription_of(recipient: str) -> int:
    """The id in what `push_recipient` wrote."""
    return int(recipient.removeprefix("push:"))


def chat_recipient(chat_id: int) -> str:
    return f"telegram:{chat_id}"


def alert_recipient(chat_id: int) -> str:
    return f"{_ALERTS}{chat_id}"


def chat_of(recipient: str) -> int:
    """The number of the chat in what was written for one, be it a person's or one for alerts."""
    return int(recipient.partition(":")[2])
