"""Laying mail into a folder, for installations without a mail server: the demo shows it from there."""

from __future__ import annotations

import os
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path


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
