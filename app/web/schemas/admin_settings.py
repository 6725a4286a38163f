"""The settings of a lot, its photos and how its mails look, as received and sent."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field, StringConstraints
from quart_schema.pydantic import File

from app.core.plain_text import one_line
from app.notifications.models import MessageKind
from app.web.schemas.base import RowId, Schema
from app.web.schemas.lots import OpeningSpan, SpecialDay

Text = Annotated[str, AfterValidator(one_line)]
Minutes = Annotated[int, Field(ge=0, le=1440)]
Sen = Annotated[int, Field(ge=0, le=1_000_000)]
HouseRules = Annotated[str, StringConstraints(strip_whitespace=True, max_length=4000)]


class LotPhotoOut(Schema):
    """A photo by its id. `alt`: language -> what it shows."""

    id: int
    alt: dict[str, str]


class SettingsOut(Schema):
    """`house_rules`: a text for each of `languages`. `photos`: in order, `most_photos` at most.

    `refund_approval_sen`: above it a second person agrees to a refund beyond the policy; null: nobody has to.
    """

    slug: str
    name: str
    address: str
    latitude: float
    longitude: float
    time_zone: str
    currency: str
    opening_hours: list[OpeningSpan]
    special_days: list[SpecialDay]
    contact: str
    phone: str
    whatsapp: str
    operator_name: str
    operator_address: str
    company_registration: str
    tax_registration: str
    house_rules: dict[str, str]
    entry_grace_minutes: int
    exit_grace_minutes: int
    no_show_minutes: int | None
    overstay_hour_sen: int
    overstay_day_cap_sen: int | None
    refund_approval_sen: int | None
    hold_seconds: int
    min_minutes: int
    max_minutes: int
    max_advance_days: int
    is_listed: bool
    languages: list[str]
    photos: list[LotPhotoOut]
    most_photos: int


class SettingsFields(Schema):
    """What is left out stays: the defaults stand for nothing. Of `no_show_minutes`, `overstay_day_cap_sen`
    and `refund_approval_sen` null means none. `whatsapp`: the number in figures, with the country's."""

    name: Annotated[Text, Field(min_length=1, max_length=80)] = ""
    address: Annotated[Text, Field(min_length=1, max_length=200)] = ""
    latitude: Annotated[float, Field(ge=-90, le=90)] = 0
    longitude: Annotated[float, Field(ge=-180, le=180)] = 0
    opening_hours: Annotated[list[OpeningSpan], Field(max_length=50)] = []
    special_days: Annotated[list[SpecialDay], Field(max_length=200)] = []
    contact: Annotated[Text, Field(max_length=120)] = ""
    phone: Annotated[str, StringConstraints(pattern=r"^(\+?\d[\d ()-]*)?$", max_length=30)] = ""
    whatsapp: Annotated[str, StringConstraints(pattern=r"^(\d{8,15})?$")] = ""
    operator_name: Annotated[Text, Field(min_length=1, max_length=120)] = ""
    operator_address: Annotated[Text, Field(max_length=200)] = ""
    company_registration: Annotated[Text, Field(max_length=40)] = ""
    tax_registration: Annotated[Text, Field(max_length=40)] = ""
    house_rules: dict[str, HouseRules] = {}
    entry_grace_minutes: Minutes = 0
    exit_grace_minutes: Minutes = 0
    no_show_minutes: Annotated[int, Field(ge=1, le=1440)] | None = None
    overstay_hour_sen: Sen = 0
    overstay_day_cap_sen: Sen | None = None
    refund_approval_sen: Sen | None = None
    hold_seconds: Annotated[int, Field(ge=60, le=3600)] = 600
    min_minutes: Annotated[int, Field(ge=1, le=86_400)] = 1
    max_minutes: Annotated[int, Field(ge=1, le=86_400)] = 1
    max_advance_days: Annotated[int, Field(ge=1, le=730)] = 1
    is_listed: bool = True


class SettingsIn(SettingsFields):
    """`seen`: what the fields were when they were shown. If one was changed since, nothing is overwritten."""

    seen: SettingsFields | None = None


def _known_zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no time zone such as Asia/Kuala_Lumpur")
    return name


class LotIn(Schema):
    """A new lot. `slug` is its part of addresses and receipt numbers, for good. It begins unlisted."""

    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
    name: Annotated[Text, Field(min_length=1, max_length=80)]
    address: Annotated[Text, Field(min_length=1, max_length=200)]
    latitude: Annotated[float, Field(ge=-90, le=90)]
    longitude: Annotated[float, Field(ge=-180, le=180)]
    operator_name: Annotated[Text, Field(min_length=1, max_length=120)]
    contact: Annotated[Text, Field(max_length=120)] = ""
    time_zone: Annotated[str, AfterValidator(_known_zone)] = "Asia/Kuala_Lumpur"
    opening_hours: Annotated[list[OpeningSpan], Field(min_length=1, max_length=50)] | None = None


class SetupStepOut(Schema):
    """How far a lot has come: it can be booked with floors and prices, and is found when it is listed.

    `has_booking`: somebody's booking was confirmed.
    """

    slug: str
    name: str
    has_floor: bool
    has_prices: bool
    is_listed: bool
    has_booking: bool


class PaymentsSetupOut(Schema):
    """What this installation was told about money and mail. `is_sandbox`: no real money moves.

    `refunds_by_itself`: refunds are sent to the gateway, and not made by hand. `checks_callbacks`: a message
    of the gateway must carry its key. The addresses are for RinggitPay's portal.
    """

    is_sandbox: bool
    refunds_by_itself: bool
    checks_callbacks: bool
    sends_mail: bool
    callback_url: str
    return_url: str


class SetupOut(Schema):
    lots: list[SetupStepOut]
    payments: PaymentsSetupOut


class PhotoIn(Schema):
    """A form of several parts with a photo: JPEG, PNG or WebP."""

    photo: File


class PhotosOut(Schema):
    """The lot's photos, in order."""

    photos: list[LotPhotoOut]


class PhotoOrderIn(Schema):
    """All of the lot's photos by their ids, each once."""

    photos: Annotated[list[RowId], Field(max_length=50)]


class PhotoWordsIn(Schema):
    """What a photo shows, by language; an empty text says nothing."""

    alt: Annotated[dict[str, Annotated[Text, Field(max_length=160)]], Field(max_length=20)]


class MailPreviewQuery(Schema):
    kind: MessageKind = MessageKind.BOOKING_CONFIRMED


class MailPreviewOut(Schema):
    """A mail as it is sent; the picture in its HTML is part of it."""

    language: str
    subject: str
    html: str


class MailPreviewsOut(Schema):
    """A mail about a booking that nobody made, in every language; `kinds`: those that can be shown."""

    kind: str
    kinds: list[str]
    mails: list[MailPreviewOut]


class ReceiptPreviewOut(Schema):
    """A receipt of a stay that nobody booked, as a page that loads nothing."""

    language: str
    html: str


class ReceiptPreviewsOut(Schema):
    receipts: list[ReceiptPreviewOut]
