"""People and their vehicles, as received and sent.

Texts are bounded by the rules of `app.accounts`, whose refusals come with a sentence. Nothing here can name a
role, and a field that is not listed is refused.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from app.web.schemas.base import Schema


class SignUpIn(Schema):
    """`password`: 10 to 128 characters. `language`: that of the request when it is left out."""

    email: str
    password: str
    name: str
    language: str | None = None


class FirstRunOut(Schema):
    """`is_open`: there is no owner yet."""

    is_open: bool


class FirstOwnerIn(SignUpIn):
    """`token`: what stands after the `#` of the link."""

    token: Annotated[str, StringConstraints(max_length=100)]


class SignInIn(Schema):
    email: str
    password: str


class ForgotPasswordIn(Schema):
    email: str


class ResetPasswordIn(Schema):
    """`token`: from the link in the mail."""

    token: str
    password: str


class VerifyEmailIn(Schema):
    """`token`: from the link in the mail."""

    token: str


class MeIn(Schema):
    """What is left out, or null, stays as it is."""

    name: str | None = None
    language: str | None = None


class MeOut(Schema):
    """The signed-in person."""

    name: str
    email: str
    email_verified: bool
    language: str
    roles: list[str]


class VehicleIn(Schema):
    """A plate as typed, in any usual form. The first vehicle becomes the default."""

    plate_number: str
    make: str | None = None
    model: str | None = None
    colour: str | None = None
    is_default: bool = False


class VehicleChangeIn(Schema):
    """What is left out, or null, stays as it is; an empty text takes a make, model or colour back.

    A default ends by making another vehicle the default: `isDefault: false` changes nothing.
    """

    plate_number: str | None = None
    make: str | None = None
    model: str | None = None
    colour: str | None = None
    is_default: bool | None = None


class VehicleOut(Schema):
    """`plate_number`: as people read it, `WXY 1234`. Unknown makes, models and colours are empty."""

    id: int
    plate_number: str
    make: str
    model: str
    colour: str
    is_default: bool


class VehiclesOut(Schema):
    """The default first, then the newest."""

    vehicles: list[VehicleOut]
