"""What e-mail addresses, names and passwords must be. Number plates have their own module, `plates`."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from pathlib import Path

from email_validator import EmailNotValidError, validate_email

from app.accounts.errors import (
    EmailNotUnderstood,
    NameNotUnderstood,
    PasswordIsEmail,
    PasswordTooCommon,
    PasswordTooLong,
    PasswordTooShort,
    UnknownLanguage,
    VehicleDetailNotUnderstood,
)
from app.accounts.plates import display_plate, normalise_plate
from app.core.i18n import languages

__all__ = [
    "check_language",
    "check_password",
    "display_plate",
    "normalise_email",
    "normalise_name",
    "normalise_password",
    "normalise_plate",
    "normalise_vehicle_detail",
]

EMAIL_MAX_LENGTH = 254
NAME_MAX_LENGTH = 80
VEHICLE_DETAIL_MAX_LENGTHS = {"make": 40, "model": 40, "colour": 24}
PASSWORD_MIN_LENGTH = 10
PASSWORD_MAX_LENGTH = 128


def normalise_email(text: str) -> str:
    """The address in lower case, its domain in ASCII (`xn--…`). Raises EmailNotUnderstood.

    Letters of other scripts are refused before the @ and spelt out behind it, so that two addresses
    that only look alike are never taken for one.
    """
    stripped = text.strip()
    if len(stripped) > EMAIL_MAX_LENGTH:
        raise EmailNotUnderstood
    try:
        address = validate_email(stripped, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise EmailNotUnderstood from error
    return f"{address.local_part}@{address.ascii_domain}".lower()


def normalise_name(text: str) -> str:
    """A person's name without needless white space, 1 to 80 characters. Raises NameNotUnderstood.

    Names are written into mails, so one that holds a link is refused. `a/l`, `a/p` and `@` are parts of
    Malaysian names.
    """
    name = unicodedata.normalize("NFC", " ".join(text.split()))
    is_nameless = len(name) > NAME_MAX_LENGTH or not any(character.isalpha() for character in name)
    if is_nameless or any(map(_is_invisible, name)) or re.search(r"://|\bwww\.", name.lower()):
        raise NameNotUnderstood
    return name


def normalise_vehicle_detail(field: str, text: str) -> str:
    """A make, model or colour with single spaces; may be empty. Raises VehicleDetailNotUnderstood."""
    detail = unicodedata.normalize("NFC", " ".join(text.split()))
    maximum = VEHICLE_DETAIL_MAX_LENGTHS[field]
    if len(detail) > maximum or any(map(_is_invisible, detail)):
        raise VehicleDetailNotUnderstood(maximum=maximum, extras={"field": field})
    return detail


def normalise_password(text: str) -> str:
    """The password as it is hashed: keyboards write some letters in more than one way (NFKC)."""
    return unicodedata.normalize("NFKC", text)


@cache
def common_passwords() -> frozenset[str]:
    """The commonest of ten characters and more in lists of leaked passwords, and their local cousins."""
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split())


def check_password(password: str, email: str) -> None:
    """Refuses a password nobody should have; `email` is the account's. Long is good, composition is free.

    Raises PasswordTooShort, PasswordTooLong, PasswordIsEmail or PasswordTooCommon.
    """
    normal = normalise_password(password)
    if len(normal) < PASSWORD_MIN_LENGTH:
        raise PasswordTooShort(minimum=PASSWORD_MIN_LENGTH)
    if len(normal) > PASSWORD_MAX_LENGTH:
        raise PasswordTooLong(maximum=PASSWORD_MAX_LENGTH)
    if normal.strip().lower() == email.lower():
        raise PasswordIsEmail
    if normal.lower() in common_passwords() or len(set(normal)) == 1:
        raise PasswordTooCommon


def check_language(code: str) -> str:
    """`code`, if there are sentences in that language. Raises UnknownLanguage."""
    if code not in languages():
        raise UnknownLanguage(languages=", ".join(languages()))
    return code


def _is_invisible(character: str) -> bool:
    # The two joiners are letters' companions in several scripts of the region.
    return unicodedata.category(character).startswith("C") and character not in "\u200c\u200d"
