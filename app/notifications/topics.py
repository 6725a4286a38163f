"""Which channels know which messages, by which words people choose, and what holds until they do. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from app.notifications.models import ChannelName, MessageKind, Topic

EMAIL, PUSH, TELEGRAM = ChannelName.EMAIL, ChannelName.PUSH, ChannelName.TELEGRAM

Preferences = Mapping[tuple[Topic, ChannelName], bool]

TOPIC_OF: Mapping[MessageKind, Topic] = {
    MessageKind.BOOKING_CONFIRMED: Topic.PAYMENTS,
    MessageKind.BOOKING_EXTENDED: Topic.PAYMENTS,
    MessageKind.BOOKING_RECEIPT: Topic.PAYMENTS,
    MessageKind.PAYMENT_PENDING: Topic.PAYMENTS,
    MessageKind.PAYMENT_FAILED: Topic.PAYMENTS,
    MessageKind.HOLD_EXPIRED: Topic.PAYMENTS,
    MessageKind.EXTENSION_EXPIRED: Topic.PAYMENTS,
    MessageKind.ENDING_SOON: Topic.REMINDERS,
    MessageKind.OVERSTAY: Topic.OVERSTAY,
    MessageKind.OVERSTAY_OWED: Topic.PAYMENTS,
    MessageKind.EXIT_FEE_PAID: Topic.PAYMENTS,
    MessageKind.NO_SHOW: Topic.CHANGES,
    MessageKind.BOOKING_MOVED: Topic.CHANGES,
    MessageKind.BOOKING_DISPLACED: Topic.CHANGES,
    MessageKind.BOOKING_CALLED_OFF: Topic.CHANGES,
    MessageKind.BOOKING_CANCELLED: Topic.REFUNDS,
    MessageKind.BOOKING_EXPIRED_PAID_LATE: Topic.REFUNDS,
    MessageKind.REFUND_REQUESTED: Topic.REFUNDS,
    MessageKind.REFUND_GRANTED: Topic.REFUNDS,
    MessageKind.REFUND_SUCCEEDED: Topic.REFUNDS,
}
"""What is not here is sent whatever anybody chose: it is about the security of an account, or for staff."""

ALERTS = {MessageKind.STAFF_DISCREPANCY, MessageKind.STAFF_OVERSTAY, MessageKind.STAFF_JOB_FAILED}
"""For the operator's own people, in the chats that asked for them."""

_BY_MAIL_ONLY = {
    MessageKind.BOOKING_CANCELLED,  # whoever cancels does it on a screen that says so
    MessageKind.VERIFY_EMAIL,
    MessageKind.RESET_PASSWORD,
    MessageKind.PASSWORD_CHANGED,
    MessageKind.TELEGRAM_LINKED,
}
# The app shows them on its pages, a mail brings the receipt with the confirmation.
_IN_CHATS_ONLY = {
    MessageKind.BOOKING_RECEIPT,
    MessageKind.PAYMENT_PENDING,
    MessageKind.HOLD_EXPIRED,
    MessageKind.EXTENSION_EXPIRED,
    *ALERTS,
}
# A mail is read later than these matter.
_OFF_AT_FIRST = {(Topic.REMINDERS, EMAIL), (Topic.OVERSTAY, EMAIL)}


def default_preferences() -> dict[tuple[Topic, ChannelName], bool]:
    """What holds for guests, and for people until they choose."""
    return {
        (topic, channel): (topic, channel) not in _OFF_AT_FIRST for topic in Topic for channel in ChannelName
    }


def channels_of(kind: MessageKind) -> Collection[ChannelName]:
    """The channels that know how to say it."""
    if kind in _BY_MAIL_ONLY:
        return (EMAIL,)
    return (TELEGRAM,) if kind in _IN_CHATS_ONLY else tuple(ChannelName)


def is_wanted(kind: MessageKind, channel: ChannelName, chosen: Preferences) -> bool:
    """Whether a message goes over `channel` to somebody who has chosen so; `chosen` holds departures only."""
    if channel not in channels_of(kind):
        return False
    topic = TOPIC_OF.get(kind)
    return topic is None or chosen.get((topic, channel), (topic, channel) not in _OFF_AT_FIRST)
