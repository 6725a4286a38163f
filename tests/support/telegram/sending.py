"""The methods that send: texts, pictures, files, places."""

from __future__ import annotations

from typing import Any

from telegram import Location, Venue
from telegram.constants import ChatAction

from tests.support.telegram.calls import Call
from tests.support.telegram.cloud import Chat, Cloud
from tests.support.telegram.formatting import Formatted, format_text
from tests.support.telegram.keyboards import Rows, read_reply_rows, read_rows
from tests.support.telegram.refusals import bad_request

_LONGEST_TEXT, _LONGEST_CAPTION = 4096, 1024
_ALBUM = range(2, 11)


def send_message(cloud: Cloud, call: Call) -> Any:
    chat = chat_of(cloud, call)
    text = read_text(call)
    return _post(cloud, call, chat, text=text.text, entities=text.entities)


def send_photo(cloud: Cloud, call: Call) -> Any:
    return _send_file(cloud, call, "photo")


def send_document(cloud: Cloud, call: Call) -> Any:
    return _send_file(cloud, call, "document")


def send_media_group(cloud: Cloud, call: Call) -> Any:
    """All of the album or nothing."""
    chat = chat_of(cloud, call)
    media = call.json("media")
    if not isinstance(media, list) or len(media) not in _ALBUM:
        raise bad_request("the album must have from 2 to 10 items")
    contents = [read_media(cloud, call, item) for item in media]
    album = f"album-{cloud.change}"
    return [cloud.post(chat, cloud.bot, album=album, **each).as_telegram().to_dict() for each in contents]


def send_location(cloud: Cloud, call: Call) -> Any:
    return _post(cloud, call, chat_of(cloud, call), location=_read_location(call))


def send_venue(cloud: Cloud, call: Call) -> Any:
    chat = chat_of(cloud, call)
    if not call.text("title") or not call.text("address"):
        raise bad_request("Venue title and address must be non-empty")
    venue = Venue(_read_location(call), call.text("title"), call.text("address"))
    return _post(cloud, call, chat, venue=venue)


def send_chat_action(cloud: Cloud, call: Call) -> Any:
    chat_of(cloud, call)
    if call.text("action") not in set(ChatAction):
        raise bad_request("wrong parameter action in request")
    return True


def chat_of(cloud: Cloud, call: Call) -> Chat:
    """The chat that a call is about. Raises Refusal."""
    if not call.text("chat_id"):
        raise bad_request("chat_id is empty")
    return cloud.get_chat(call.integer("chat_id"))


def rows_of(cloud: Cloud, call: Call, chat: Chat) -> Rows:
    """The buttons that a call puts under its message. Raises Refusal."""
    markup = call.json("reply_markup")
    return read_rows(markup, is_private=chat.is_private, local_addresses=cloud.local_addresses)


def read_text(call: Call) -> Formatted:
    """Raises Refusal, as the next two do."""
    text = format_text(call.text("text"), call.text("parse_mode"))
    if not text.text:
        raise bad_request("message text is empty")
    if len(text.text) > _LONGEST_TEXT:
        raise bad_request("message is too long")
    return text


def read_caption(caption: str, parse_mode: str) -> Formatted:
    formatted = format_text(caption, parse_mode)
    if len(formatted.text) > _LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return formatted


def read_media(cloud: Cloud, call: Call, media: Any) -> dict[str, Any]:
    """A message's content from one InputMedia: photos and documents."""
    if not isinstance(media, dict) or media.get("type") not in {"photo", "document"}:
        raise bad_request("can't parse InputMedia: the stand-in knows photos and documents")
    file = cloud.files.take(call, str(media.get("media", "")), media["type"])
    caption = read_caption(media.get("caption") or "", media.get("parse_mode") or "")
    return {media["type"]: file, "caption": caption.text, "entities": caption.entities}


def _send_file(cloud: Cloud, call: Call, kind: str) -> Any:
    chat = chat_of(cloud, call)
    caption = read_caption(call.text("caption"), call.text("parse_mode"))
    file = cloud.files.take(call, call.text(kind) or kind, kind)
    content = {kind: file, "caption": caption.text, "entities": caption.entities}
    return _post(cloud, call, chat, **content)


def _post(cloud: Cloud, call: Call, chat: Chat, **content: Any) -> Any:
    rows = rows_of(cloud, call, chat)
    keyboard = read_reply_rows(call.json("reply_markup"))
    if keyboard is not None:
        chat.reply_rows = keyboard
    return cloud.post(chat, cloud.bot, rows=rows, **content).as_telegram().to_dict()


def _read_location(call: Call) -> Location:
    latitude, longitude = call.number("latitude"), call.number("longitude")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong latitude or longitude specified")
    return Location(longitude, latitude)
