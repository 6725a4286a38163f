from __future__ import annotations

from pathlib import Path

import pytest
from py_vapid import Vapid

from app.config import DEMO_MARK
from app.dev.console import SetupProblem
from app.dev.local_settings import local_secrets


def test_secrets_are_made_once_for_their_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "var" / "dev.env"

    first = local_secrets(file)

    assert local_secrets(file) == first
    assert file.stat().st_mode & 0o777 == 0o600


def test_two_machines_have_different_secrets(tmp_path: Path) -> None:
    mine, yours = local_secrets(tmp_path / "mine.env"), local_secrets(tmp_path / "yours.env")

    assert not set(mine.values()) & set(yours.values())


def test_a_secret_that_a_newer_version_needs_is_added_beside_the_old_ones(tmp_path: Path) -> None:
    file = tmp_path / "dev.env"
    file.write_text("# mine\nSECRET_KEY=kept\n")

    known = local_secrets(file)

    assert known["SECRET_KEY"] == "kept"
    assert known["RINGGITPAY_REQUEST_KEY"] == local_secrets(file)["RINGGITPAY_REQUEST_KEY"]


def test_secrets_that_others_could_read_are_closed_again(tmp_path: Path) -> None:
    file = tmp_path / "dev.env"
    local_secrets(file)
    file.chmod(0o644)

    local_secrets(file)

    assert file.stat().st_mode & 0o777 == 0o600


def test_secrets_carry_the_mark_that_production_refuses(tmp_path: Path) -> None:
    known = local_secrets(tmp_path / "dev.env")

    for name in ("SECRET_KEY", "RINGGITPAY_REQUEST_KEY", "RINGGITPAY_RESPONSE_KEY"):
        assert known[name].startswith(DEMO_MARK)
    assert len(known["RINGGITPAY_APP_ID"]) <= 20


def test_the_push_key_is_one_that_the_push_library_reads(tmp_path: Path) -> None:
    known = local_secrets(tmp_path / "dev.env")

    assert Vapid.from_string(known["VAPID_PRIVATE_KEY"]).public_key.curve.name == "secp256r1"


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "dev.env").mkdir()

    with pytest.raises(SetupProblem, match=r"Cannot use .*dev\.env: Is a directory"):
        local_secrets(tmp_path / "dev.env")
