"""Laying mail into a folder, for installations without a mail server: the demo shows it from there."""

from __future__ import annotations

import os
import re
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

_NAME = re.compile(r"[0-9]{8}T[0-9]{6}-[0-9]{8,}", re.ASCII)


def mail_folder(var_dir: Path) -> Path:
    return var_dir / "mail"


def lay_into_folder(folder: Path, message: EmailMessage, *, delivery_id: int, at: datetime) -> Path:
    """Writes `TIME-ID.eml`, whole or not at all. A second try overwrites the first. Raises OSError."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / f"{at:%Y%m%dT%H%M%S}-{delivery_id:08d}.eml"
    unfinished = folder / f".{file.name}.{os.getpid()}"
    descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as opened:
        opened.write(message.as_bytes())
        opened.flush()
        os.fsync(opened.fileno())
    unfinished.replace(file)
    return file


def list_folder(folder: Path, *, limit: int) -> list[str]:
    """The names of the newest mails, without `.eml`, newest first."""
    names = (file.stem for file in folder.glob("*.eml") if _NAME.fullmatch(file.stem))
    return sorted(names, reverse=True)[:limit]


def find_in_folder(folder: Path, name: str) -> Path | None:
    """The file of a mail by its name; nothing but a name that this module gives is ever looked for."""
    file = folder / f"{name}.eml"
    return file if _NAME.fullmatch(name) and file.is_file() else None
