"""What a Mini App is started with: who looks at it, signed by Telegram with the bot's token. Pure.

https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
"""

from __future__ import annotations

import hmac
import json
import re
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qsl

from app.core.fields import is_row_id
from app.telegram.errors import TelegramInitDataNotValid

MAX_AGE = timedelta(hours=1)
LONGEST = 4096

_AHEAD = timedelta(minutes=1)  # by which clocks may differ
_MOST_FIELDS = 32
_MOMENT = re.compile(r"\d{1,11}", re.ASCII)


def user_of_init_data(raw: str, token: str, *, now: datetime) -> int:
    """Whose Telegram started the Mini App of the bot with this `token`: the user's number, which is that of
    their chat with the bot as well. Raises TelegramInitDataNotValid.

    Good for an hour, and as often as it is sent within it: Telegram gives it no number by which a second use
    could be told. Whoever can read it there could use the app as well.
    """
    try:
        fields = _fields(raw)
        signed = fields.pop("hash")
        if not hmac.compare_digest(sign_init_data(fields, token).encode(), signed.encode()):
            raise TelegramInitDataNotValid
        _check_age(fields["auth_date"], now)
        return _user_id(fields["user"])
    except (KeyError, ValueError, RecursionError):
        raise TelegramInitDataNotValid from None


def sign_init_data(fields: dict[str, str], token: str) -> str:
    """The `hash` that Telegram puts beside these fields: HMAC-SHA256, 64 hexadecimal digits."""
    lines = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    key = hmac.digest(b"WebAppData", token.encode(), "sha256")
    return hmac.digest(key, lines.encode(), "sha256").hex()


def _fields(raw: str) -> dict[str, str]:
    if len(raw) > LONGEST:
        raise ValueError("is too long")
    pairs = parse_qsl(
        raw, keep_blank_values=True, strict_parsing=True, errors="strict", max_num_fields=_MOST_FIELDS
    )
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("says something twice")
    return fields


def _check_age(text: str, now: datetime) -> None:
    if not _MOMENT.fullmatch(text):
        raise ValueError("has no moment")
    signed_at = datetime.fromtimestamp(int(text), UTC)
    if not now - MAX_AGE <= signed_at <= now + _AHEAD:
        raise ValueError("is too old, or of tomorrow")


def _user_id(text: str) -> int:
    user = json.loads(text)
    found = user.get("id") if isinstance(user, dict) else None
    if not isinstance(found, int) or isinstance(found, bool) or not is_row_id(found):
        raise ValueError("names no user")
    return found
