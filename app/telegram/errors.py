"""What can be refused about Telegram and accounts."""

from __future__ import annotations

from app.core.errors import DomainError


class TelegramNotSetUp(DomainError):
    """This installation has no TELEGRAM_BOT_TOKEN."""

    code = "telegram_not_set_up"
    status = 409


class TelegramCallerUnknown(DomainError):
    """What came to Telegram's address did not carry the secret that Telegram knows."""

    code = "telegram_caller_unknown"
    status = 403


class TelegramCodeNotValid(DomainError):
    """A code was used before, is too old, or was never given out."""

    code = "telegram_code_not_valid"


class TelegramInitDataNotValid(DomainError):
    """What a Mini App was started with is not from Telegram, or too old."""

    code = "telegram_init_data_not_valid"
    status = 401


class TelegramLinkedElsewhere(DomainError):
    """The chat is linked to another account, which has to be unlinked first."""

    code = "telegram_linked_elsewhere"
    status = 409


class TooManyTelegramCodes(DomainError):
    """As many codes as may be asked for in an hour were made. Param `limit`."""

    code = "too_many_telegram_codes"
    status = 429


class AlertsForStaffOnly(DomainError):
    """Who asks for alerts is nobody of the operator's, or has not linked this Telegram."""

    code = "alerts_for_staff_only"
    status = 403
