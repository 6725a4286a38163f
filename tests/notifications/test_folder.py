from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest

from app.notifications.mails.folder import find_in_folder, lay_into_folder, list_folder
from tests.receipts.records import PAID


def _message(text: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message.set_content(text)
    return message


def test_mails_are_listed_newest_first(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    lay_into_folder(folder, _message("one"), delivery_id=1, at=PAID)
    lay_into_folder(folder, _message("three"), delivery_id=3, at=PAID + timedelta(seconds=1))
    lay_into_folder(folder, _message("two"), delivery_id=2, at=PAID)

    assert list_folder(folder, limit=10) == [
        "20261122T040001-00000003",
        "20261122T040000-00000002",
        "20261122T040000-00000001",
    ]
    assert len(list_folder(folder, limit=2)) == 2
    assert list_folder(tmp_path / "nowhere", limit=2) == []


def test_a_mail_laid_down_twice_is_there_once(tmp_path: Path) -> None:
    lay_into_folder(tmp_path, _message("one"), delivery_id=1, at=PAID)
    file = lay_into_folder(tmp_path, _message("one, again"), delivery_id=1, at=PAID)

    assert list(tmp_path.iterdir()) == [file]
    assert b"one, again" in file.read_bytes()


def test_mails_are_nobody_else_s_to_read(tmp_path: Path) -> None:
    file = lay_into_folder(tmp_path / "mail", _message("one"), delivery_id=1, at=PAID)

    assert file.stat().st_mode & 0o077 == 0
    assert file.parent.stat().st_mode & 0o077 == 0


def test_an_unfinished_mail_is_not_shown(tmp_path: Path) -> None:
    (tmp_path / ".20261122T040000-00000001.eml.99").write_text("half")
    (tmp_path / "notes.eml").write_text("somebody's")

    assert list_folder(tmp_path, limit=10) == []


def test_a_mail_is_found_by_its_name_only(tmp_path: Path) -> None:
    folder = tmp_path / "mail"
    file = lay_into_folder(folder, _message("one"), delivery_id=1, at=PAID)
    (tmp_path / "secret.eml").write_text("secret")

    assert find_in_folder(folder, file.stem) == file
    for name in (
        "",
        "..",
        "../secret",
        "..%2fsecret",
        file.name,
        f"{file.stem}\n",
        "20261122T040000-00000009",
    ):
        assert find_in_folder(folder, name) is None


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "mail").write_text("a file, no folder")

    with pytest.raises(OSError, match="exists"):
        lay_into_folder(tmp_path / "mail", _message("one"), delivery_id=1, at=PAID)
