from __future__ import annotations

import os
import socket
import sqlite3
from pathlib import Path

import pytest

from app.dev import preflight
from app.dev.console import SetupProblem
from app.dev.preflight import free_port, port_from, require_free_port, require_usable_database


def test_a_taken_port_is_told_with_a_way_out() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]

        with pytest.raises(SetupProblem) as problem:
            require_free_port(port, "PORT")

    assert str(problem.value) == (
        f"Port {port} is taken. Stop what listens there, or choose another: make run PORT={port + 10}"
    )


def test_a_port_that_is_free_passes() -> None:
    require_free_port(free_port(), "PORT")


@pytest.mark.parametrize("text", ["http", "0", "65536", "-1", "80.5", "٨٠"])
def test_a_port_that_is_none_is_told_by_its_setting(text: str) -> None:
    with pytest.raises(SetupProblem, match=r"^SANDBOX_PORT=.* is not a port"):
        port_from({"SANDBOX_PORT": text}, "SANDBOX_PORT", 8001)


def test_a_file_that_is_no_database_is_told_with_a_way_out(tmp_path: Path) -> None:
    file = tmp_path / "parkpro.sqlite3"
    file.write_text("a shopping list, and not at all a database\n" * 50)

    with pytest.raises(SetupProblem, match=rf"file is not a database.*mv {file} {file}\.broken"):
        require_usable_database(f"sqlite://{file}")


def test_a_database_that_may_not_be_written_is_told_with_a_way_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "parkpro.sqlite3"
    file.touch()
    # Root may write anything, and tests may run as root.
    monkeypatch.setattr(os, "access", lambda path, mode: False)

    with pytest.raises(SetupProblem, match=r"Cannot read and write the database .* sudo chown"):
        require_usable_database(f"sqlite://{file}")


def test_a_database_that_something_else_holds_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "parkpro.sqlite3"
    holder = sqlite3.connect(file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    monkeypatch.setattr(preflight, "LOCK_PATIENCE_SECONDS", 0)

    with pytest.raises(SetupProblem, match=r"database is locked\. Stop what is using it"):
        require_usable_database(f"sqlite://{file}")
    holder.close()


def test_a_database_that_is_not_there_yet_passes(tmp_path: Path) -> None:
    require_usable_database(f"sqlite://{tmp_path}/new/parkpro.sqlite3")


def test_a_database_server_that_does_not_answer_is_named() -> None:
    port = free_port()

    with pytest.raises(
        SetupProblem, match=rf"database parkpro at 127\.0\.0\.1:{port}: Can't connect.*DATABASE_URL"
    ):
        require_usable_database(f"mysql://root@127.0.0.1:{port}/parkpro")


def test_a_folder_in_the_place_of_the_database_is_told(tmp_path: Path) -> None:
    with pytest.raises(SetupProblem, match="is a folder: DATABASE_URL has to name a file"):
        require_usable_database(f"sqlite://{tmp_path}")
