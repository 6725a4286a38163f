"""Every method that the stand-in answers, and those about the bot itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from telegram import AcceptedGiftTypes, BotCommand, ChatFullInfo, File, User, WebhookInfo

from tests.support.telegram.calls import Call
from tests.support.telegram.cloud import Cloud
from tests.support.telegram.editing import (
    answer_callback_query,
    delete_message,
    edit_message_caption,
    edit_message_media,
    edit_message_reply_markup,
    edit_message_text,
)
from tests.support.telegram.keyboards import check_web_app, is_local
from tests.support.telegram.refusals import Refusal, bad_request
from tests.support.telegram.sending import (
    chat_of,
    send_chat_action,
    send_document,
    send_location,
    send_media_group,
    send_message,
    send_photo,
    send_venue,
)
from tests.support.telegram.updates import Webhook

_MOST_COMMANDS, _LONGEST_POLL = 100, 50
_MENU_BUTTONS = {"default", "commands", "web_app"}
_NO_GIFTS = AcceptedGiftTypes(False, False, False, False, False)


def answer(cloud: Cloud, call: Call) -> Any:
    """The result of a call, as JSON. Raises Refusal."""
    method = _METHODS.get(call.method.lower())
    if method is None:
        raise Refusal(404, f"Not Found: the stand-in has no method {call.method}")
    return method(cloud, call)


def _get_me(cloud: Cloud, call: Call) -> Any:
    about = cloud.bot.to_dict()
    return User(
        **about, can_join_groups=True, can_read_all_group_messages=False, supports_inline_queries=False
    ).to_dict()


def _get_updates(cloud: Cloud, call: Call) -> Any:
    cloud.updates.want(call.json("allowed_updates"))
    limit = min(max(call.integer("limit", 100), 1), 100)
    timeout = min(max(call.integer("timeout"), 0), _LONGEST_POLL)
    return cloud.updates.poll(call.integer("offset"), limit, timeout)


def _set_webhook(cloud: Cloud, call: Call) -> Any:
    """An empty address takes it away."""
    url, secret = call.text("url"), call.text("secret_token")
    if url and urlsplit(url).scheme != "https" and not (cloud.local_addresses and is_local(url)):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not re.fullmatch(r"[\w-]{0,256}", secret, re.ASCII):
        raise bad_request("secret token contains unallowed characters")
    if call.flag("drop_pending_updates"):
        cloud.updates.drop()
    cloud.updates.want(call.json("allowed_updates"))
    cloud.updates.set_webhook(Webhook(url, secret) if url else None)
    return True


def _delete_webhook(cloud: Cloud, call: Call) -> Any:
    if call.flag("drop_pending_updates"):
        cloud.updates.drop()
    cloud.updates.set_webhook(None)
    return True


def _get_webhook_info(cloud: Cloud, call: Call) -> Any:
    updates = cloud.updates
    at, trouble = updates.trouble or (None, None)
    return WebhookInfo(
        updates.webhook.url if updates.webhook else "",
        False,
        len(updates.waiting),
        last_error_date=at,
        last_error_message=trouble,
        allowed_updates=sorted(updates.allowed) or None,
    ).to_dict()


def _set_my_commands(cloud: Cloud, call: Call) -> Any:
    """Kept by the scope's type and the language: empty for everybody else."""
    given = call.json("commands")
    if not isinstance(given, list) or len(given) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH" if given else "can't parse commands JSON object")
    commands = tuple(BotCommand.de_list(given, None))
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command.command):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command.description) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    scope = call.json("scope") or {"type": "default"}
    cloud.commands[str(scope["type"]), call.text("language_code")] = commands
    return True


def _set_chat_menu_button(cloud: Cloud, call: Call) -> Any:
    """Of one private chat, or of all that have none of their own (None)."""
    button: Mapping[str, Any] = call.json("menu_button") or {"type": "default"}
    if button.get("type") not in _MENU_BUTTONS:
        raise bad_request("MenuButton has unsupported type")
    if button["type"] == "web_app":
        check_web_app(button["web_app"]["url"], local_addresses=cloud.local_addresses)
    chat = chat_of(cloud, call) if call.text("chat_id") else None
    cloud.menu_buttons[chat.about.id if chat else None] = button
    return True


def _get_file(cloud: Cloud, call: Call) -> Any:
    file = cloud.files.get(call.text("file_id"))
    return File(file.id, file.unique_id, len(file.content), file.path).to_dict()


def _get_chat(cloud: Cloud, call: Call) -> Any:
    about = chat_of(cloud, call).about
    return ChatFullInfo(
        about.id,
        about.type,
        accent_color_id=0,
        max_reaction_count=11,
        accepted_gift_types=_NO_GIFTS,
        title=about.title,
        first_name=about.first_name,
        username=about.username,
    ).to_dict()


_METHODS: Mapping[str, Callable[[Cloud, Call], Any]] = {
    "getme": _get_me,
    "getupdates": _get_updates,
    "setwebhook": _set_webhook,
    "deletewebhook": _delete_webhook,
    "getwebhookinfo": _get_webhook_info,
    "setmycommands": _set_my_commands,
    "setchatmenubutton": _set_chat_menu_button,
    "getfile": _get_file,
    "getchat": _get_chat,
    "sendmessage": send_message,
    "sendphoto": send_photo,
    "senddocument": send_document,
    "sendmediagroup": send_media_group,
    "sendlocation": send_location,
    "sendvenue": send_venue,
    "sendchataction": send_chat_action,
    "editmessagetext": edit_message_text,
    "editmessagecaption": edit_message_caption,
    "editmessagemedia": edit_message_media,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
}
