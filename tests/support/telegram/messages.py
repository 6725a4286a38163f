"""A message as it stands in a chat, and as the Bot API tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from telegram import (
    Chat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Location,
    Message,
    MessageEntity,
    User,
    Venue,
)

from tests.support.telegram.files import StoredFile
from tests.support.telegram.keyboards import Rows


@dataclass(frozen=True, slots=True)
class ChatMessage:
    """One message, at one moment: an edit makes another of the same `id`.

    `text` and `caption` are what people read; `change` rises with every message and edit anywhere. `rows`
    are the buttons under it: `text`, and one of `callback_data`, `url`, `web_app`.
    """

    id: int
    chat: Chat
    sender: User
    sent_at: datetime
    change: int
    text: str = ""
    caption: str = ""
    entities: tuple[MessageEntity, ...] = ()
    photo: StoredFile | None = None
    document: StoredFile | None = None
    location: Location | None = None
    venue: Venue | None = None
    rows: Rows = ()
    album: str | None = None
    edits: int = 0
    edited_at: datetime | None = None
    is_deleted: bool = False

    @property
    def words(self) -> str:
        """What is written in it: its text, or the caption of its file."""
        return self.text or self.caption

    @property
    def buttons(self) -> list[InlineKeyboardButton]:
        return [button for row in self.rows for button in row]

    @property
    def links(self) -> list[str]:
        """The addresses behind its words."""
        return [entity.url for entity in self.entities if entity.url]

    def find_button(self, label: str) -> InlineKeyboardButton | None:
        """The button of that text or callback data, else the first whose text holds `label`."""
        exact = (button for button in self.buttons if label in (button.text, button.callback_data))
        alike = (button for button in self.buttons if label in button.text)
        return next(exact, None) or next(alike, None)

    def as_telegram(self) -> Message:
        """The message in the library's own type."""
        return Message(
            self.id,
            self.sent_at,
            self.chat,
            from_user=self.sender,
            edit_date=self.edited_at,
            text=self.text or None,
            entities=self.entities if self.text else None,
            caption=self.caption or None,
            caption_entities=self.entities if self.caption else None,
            photo=(self.photo.as_photo(),) if self.photo else None,
            document=self.document.as_document() if self.document else None,
            location=self.venue.location if self.venue else self.location,
            venue=self.venue,
            media_group_id=self.album,
            reply_markup=InlineKeyboardMarkup(self.rows) if self.rows else None,
        )
