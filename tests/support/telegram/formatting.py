"""Telegram's HTML: which texts it takes, and what people then read."""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import MessageEntity

from tests.support.telegram.refusals import bad_request

_KINDS = {
    "b": MessageEntity.BOLD,
    "strong": MessageEntity.BOLD,
    "i": MessageEntity.ITALIC,
    "em": MessageEntity.ITALIC,
    "u": MessageEntity.UNDERLINE,
    "ins": MessageEntity.UNDERLINE,
    "s": MessageEntity.STRIKETHROUGH,
    "strike": MessageEntity.STRIKETHROUGH,
    "del": MessageEntity.STRIKETHROUGH,
    "tg-spoiler": MessageEntity.SPOILER,
    "a": MessageEntity.TEXT_LINK,
    "code": MessageEntity.CODE,
    "pre": MessageEntity.PRE,
    "blockquote": MessageEntity.BLOCKQUOTE,
}
_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
"""Telegram knows these by name, and any other by its number."""

_TAG = re.compile(r"<([^\s>]*)(?=[\s>])")
_REST = re.compile(r"((?:\s+[a-z-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*)\s*>", re.IGNORECASE)
_END = re.compile(r"</([a-z-]*)\s*>", re.IGNORECASE)
_HREF = re.compile(r"href\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_CHARACTER = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]+));?", re.IGNORECASE)
_COMMAND = re.compile(r"(?<![\w/])/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{5,32})?(?![\w/])", re.ASCII)


@dataclass(frozen=True, slots=True)
class Formatted:
    """A text as people read it. Offsets of entities count UTF-16 units, as Telegram does."""

    text: str
    entities: tuple[MessageEntity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Open:
    name: str
    attributes: str
    offset: int


def format_text(text: str, parse_mode: str) -> Formatted:
    """What becomes of a text that a bot sends. Raises Refusal."""
    if parse_mode and parse_mode.upper() != "HTML":
        raise bad_request("unsupported parse_mode")
    parsed = _parse_html(text) if parse_mode else Formatted(text)
    return _trim(parsed)


def find_commands(text: str) -> tuple[MessageEntity, ...]:
    """The commands in what a person types."""
    return tuple(
        MessageEntity(MessageEntity.BOT_COMMAND, units(text[: found.start()]), units(found.group()))
        for found in _COMMAND.finditer(text)
    )


def units(text: str) -> int:
    """The length of a text as Telegram counts offsets."""
    return len(text.encode("utf-16-le")) // 2


def _parse_html(text: str) -> Formatted:
    plain, at = "", 0
    opened: list[_Open] = []
    entities: list[MessageEntity] = []
    while at < len(text):
        if text.startswith("</", at):
            found = _END.match(text, at)
            entities += _close(opened, found, text, at, plain)
        elif text[at] == "<":
            tag, found = _open(text, at, plain)
            opened.append(tag)
        elif found := _CHARACTER.match(text, at):
            plain += _character(found)
        else:
            found = None
            plain += text[at]
        at = found.end() if found else at + 1
    if opened:
        raise _unreadable(f'Can\'t find end tag corresponding to start tag "{opened[-1].name}"')
    return Formatted(plain, tuple(sorted(entities, key=lambda entity: (entity.offset, -entity.length))))


def _open(text: str, at: int, plain: str) -> tuple[_Open, re.Match[str]]:
    """The tag that begins at `at`, and the match that ends where it ends."""
    tag = _TAG.match(text, at)
    name = tag[1].lower() if tag else ""
    if tag and name not in _KINDS:
        raise _unreadable(f'Unsupported start tag "{name}" at byte offset {_bytes(text, at)}')
    rest = _REST.match(text, tag.end()) if tag else None
    if rest is None:
        raise _unreadable(f"Unclosed start tag at byte offset {_bytes(text, at)}")
    return _Open(name, rest[1], units(plain)), rest


def _close(
    opened: list[_Open], found: re.Match[str] | None, text: str, at: int, plain: str
) -> list[MessageEntity]:
    """The entity that ends here, or nothing for one that holds no letter."""
    if not opened:
        raise _unreadable(f"Unexpected end tag at byte offset {_bytes(text, at)}")
    if found is None:
        raise _unreadable(f"Unclosed end tag at byte offset {_bytes(text, at)}")
    tag, name = opened.pop(), found[1].lower()
    if name not in ("", tag.name):
        raise _unreadable(
            f"Unmatched end tag at byte offset {_bytes(text, at)}, "
            f'expected "</{tag.name}>", found "</{name}>"'
        )
    length = units(plain) - tag.offset
    if not length:
        return []
    href = _HREF.search(tag.attributes)
    url = _unescape(href[1] or href[2] or "") if href else None
    return [MessageEntity(_KINDS[tag.name], tag.offset, length, url=url if tag.name == "a" else None)]


def _character(found: re.Match[str]) -> str:
    if found[1] or found[2]:
        return chr(int(found[1]) if found[1] else int(found[2], 16))
    return _CHARACTERS.get(found[3].lower(), found[0])


def _unescape(text: str) -> str:
    return _CHARACTER.sub(_character, text)


def _trim(formatted: Formatted) -> Formatted:
    """Spaces around a text are taken away."""
    text = formatted.text.strip()
    lead, length = units(formatted.text) - units(formatted.text.lstrip()), units(text)
    entities = []
    for entity in formatted.entities:
        begin = min(max(entity.offset - lead, 0), length)
        end = min(max(entity.offset + entity.length - lead, 0), length)
        if end > begin:
            entities.append(MessageEntity(entity.type, begin, end - begin, url=entity.url))
    return Formatted(text, tuple(entities))


def _bytes(text: str, at: int) -> int:
    return len(text[:at].encode())


def _unreadable(reason: str) -> Exception:
    return bad_request(f"can't parse entities: {reason}")
