"""Which buttons Telegram takes, under a message and in place of the keyboard."""

from __future__ import annotations

import ipaddress
from typing import Any
from urllib.parse import urlsplit

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton

from tests.support.telegram.refusals import bad_request

Rows = tuple[tuple[InlineKeyboardButton, ...], ...]
ReplyRows = tuple[tuple[KeyboardButton, ...], ...]

_MOST_BUTTONS = 100
_MOST_BYTES = 64
_THIS_MACHINE = {"localhost", "127.0.0.1"}


def read_rows(markup: Any, *, is_private: bool, local_addresses: bool) -> Rows:
    """The buttons under a message. Raises Refusal for one that Telegram would not take."""
    if not isinstance(markup, dict) or "inline_keyboard" not in markup:
        return ()
    try:
        rows = InlineKeyboardMarkup.de_json(markup, None).inline_keyboard
    except (TypeError, KeyError, AttributeError, ValueError) as error:
        raise bad_request(f"can't parse inline keyboard button: {error}") from error
    if sum(map(len, rows)) > _MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check(button, is_private=is_private, local_addresses=local_addresses)
    return tuple(row for row in rows if row)


def read_reply_rows(markup: Any) -> ReplyRows | None:
    """What takes the keyboard's place from now on: buttons, none, or (None) what was there before."""
    if not isinstance(markup, dict):
        return None
    if markup.get("remove_keyboard"):
        return ()
    if "keyboard" not in markup:
        return None
    return tuple(KeyboardButton.de_list(row, None) for row in markup["keyboard"])


def check_web_app(url: str, *, local_addresses: bool) -> None:
    """Raises Refusal for an address that no web app may have."""
    if not (urlsplit(url).scheme == "https" and _is_public(url)) and not (local_addresses and is_local(url)):
        raise bad_request(
            f"inline keyboard button Web App URL '{url}' is invalid: Only HTTPS links are allowed"
        )


def is_local(url: str) -> bool:
    return urlsplit(url).scheme in {"http", "https"} and urlsplit(url).hostname in _THIS_MACHINE


def _check(button: InlineKeyboardButton, *, is_private: bool, local_addresses: bool) -> None:
    kinds = [
        name
        for name, value in button.to_dict().items()
        if name not in {"text", "style", "icon_custom_emoji_id"} and value is not None
    ]
    if not button.text.strip():
        raise bad_request("inline keyboard button text must be non-empty")
    if len(kinds) != 1:
        raise bad_request("Text buttons are unallowed in the inline keyboard")
    if button.callback_data is not None:
        data = button.callback_data
        if not isinstance(data, str) or not 1 <= len(data.encode()) <= _MOST_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif button.web_app is not None:
        if not is_private:
            raise bad_request("BUTTON_TYPE_INVALID")
        check_web_app(button.web_app.url, local_addresses=local_addresses)
    elif button.url is not None:
        if not _is_public(button.url) and not (local_addresses and is_local(button.url)):
            raise bad_request(f"inline keyboard button URL '{button.url}' is invalid: Wrong HTTP URL")
    elif kinds != ["copy_text"]:
        raise bad_request(f"the stand-in knows no buttons of this kind: {kinds[0]}")


def _is_public(url: str) -> bool:
    """Telegram wants a host with a dot in it, so that `localhost` is none."""
    parts = urlsplit(url)
    if parts.scheme == "tg":
        return bool(parts.netloc or parts.path)
    host = parts.hostname or ""
    if parts.scheme not in {"http", "https"} or " " in url:
        return False
    try:
        return bool(ipaddress.ip_address(host))
    except ValueError:
        return "." in host.strip(".")
