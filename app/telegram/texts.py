"""What is said in chats: templates in Telegram's HTML (`b`, `i`, `code`, `a`, …), sentences by language."""

from __future__ import annotations

import re
from functools import partial

from app.core.i18n import translate
from app.core.templates import template_environment

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_BLANK_LINES = re.compile(r"\n{3,}")


def render(name: str, language: str, /, **values: object) -> str:
    """The text of `templates/telegram/<name>.html`. Its `t` says a sentence, `m` one of `telegram.<name>`."""
    template = template_environment().get_template(f"telegram/{name}.html")
    said = template.render(
        t=partial(_say, "", language),
        m=partial(_say, f"telegram.{name}.", language),
        language=language,
        **values,
    )
    return _BLANK_LINES.sub("\n\n", said).strip()


def split_text(text: str, most: int = LONGEST_TEXT) -> list[str]:
    """`text` in pieces that Telegram takes, broken between lines: in our templates no tag spans lines."""
    pieces = [""]
    for line in text.split("\n"):
        for part in [line[at : at + most] for at in range(0, len(line), most)] or [""]:
            longer = f"{pieces[-1]}\n{part}"
            if len(longer) > most:
                pieces.append(part)
            else:
                pieces[-1] = longer
    return [piece.strip("\n") for piece in pieces if piece.strip()]


def _say(prefix: str, language: str, key: str, **params: object) -> str:
    return translate(f"{prefix}{key}", language, **params)
