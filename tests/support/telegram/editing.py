"""The methods that change what was sent, and the one that answers a tap."""

from __future__ import annotations

from typing import Any

from tests.support.telegram.calls import Call
from tests.support.telegram.cloud import CallbackAnswer, Chat, Cloud
from tests.support.telegram.messages import ChatMessage
from tests.support.telegram.refusals import bad_request
from tests.support.telegram.sending import chat_of, read_caption, read_media, read_text, rows_of

_LONGEST_ANSWER = 200


def edit_message_text(cloud: Cloud, call: Call) -> Any:
    chat, message = _own_message(cloud, call)
    if not message.text:
        raise bad_request("there is no text in the message to edit")
    text = read_text(call)
    return _edit(cloud, call, chat, message, text=text.text, entities=text.entities)


def edit_message_caption(cloud: Cloud, call: Call) -> Any:
    chat, message = _own_message(cloud, call)
    if message.photo is None and message.document is None:
        raise bad_request("there is no caption in the message to edit")
    caption = read_caption(call.text("caption"), call.text("parse_mode"))
    return _edit(cloud, call, chat, message, caption=caption.text, entities=caption.entities)


def edit_message_media(cloud: Cloud, call: Call) -> Any:
    """Puts a photo or a document in the place of another, or of a text."""
    chat, message = _own_message(cloud, call)
    content = {"text": "", "photo": None, "document": None} | read_media(cloud, call, call.json("media"))
    return _edit(cloud, call, chat, message, **content)


def edit_message_reply_markup(cloud: Cloud, call: Call) -> Any:
    chat, message = _own_message(cloud, call)
    return _edit(cloud, call, chat, message)


def delete_message(cloud: Cloud, call: Call) -> Any:
    chat, message = _message(cloud, call, "message to delete not found")
    if not chat.is_private and message.sender != cloud.bot:
        raise bad_request("message can't be deleted")
    cloud.delete(chat, message)
    return True


def answer_callback_query(cloud: Cloud, call: Call) -> Any:
    """The first answer is what the person sees."""
    tap = cloud.find_tap(call.text("callback_query_id"))
    if tap is None or tap.is_too_old:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    if len(call.text("text")) > _LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    if tap.answer is None:
        tap.answer = CallbackAnswer(call.text("text"), call.flag("show_alert"), call.text("url"))
    cloud.changed.notify_all()
    return True


def _own_message(cloud: Cloud, call: Call) -> tuple[Chat, ChatMessage]:
    chat, message = _message(cloud, call, "message to edit not found")
    if message.sender != cloud.bot:
        raise bad_request("message can't be edited")
    return chat, message


def _message(cloud: Cloud, call: Call, absent: str) -> tuple[Chat, ChatMessage]:
    chat = chat_of(cloud, call)
    message = chat.messages.get(call.integer("message_id"))
    if message is None or message.is_deleted:
        raise bad_request(absent)
    return chat, message


def _edit(cloud: Cloud, call: Call, chat: Chat, message: ChatMessage, **content: Any) -> Any:
    """Buttons that the call does not give again are taken away."""
    edited = cloud.edit(chat, message, rows=rows_of(cloud, call, chat), **content)
    return edited.as_telegram().to_dict()
