"""A process that cannot work says why in one line and ends; it does not stay as if it lived."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.dev.preflight import free_port
from tests.support.databases import ENGINES, Database, empty_database, migrate
from tests.support.session import current_session
from tests.support.settings import ROOT, process_environment

COMMANDS = {
    "web": ["-m", "app", "web", "--port"],
    "jobs": ["-m", "jobs"],
    "command": ["-m", "app", "manual-refunds"],
}


@pytest.fixture(params=ENGINES)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    with empty_database(request.param, current_session(), tmp_path) as database:
        yield database


def _start(arguments: list[str], url: str) -> subprocess.CompletedProcess[str]:
    """Runs a process that should end by itself."""
    if arguments[-1] == "--port":
        arguments = [*arguments, str(free_port())]
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=process_environment(DATABASE_URL=url),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_database_without_tables_is_said_in_one_line(empty: Database, kind: str) -> None:
    ended = _start(COMMANDS[kind], empty.url)

    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert line.endswith("run `python -m app migrate`")
    assert "Traceback" not in ended.stdout


@pytest.mark.parametrize("kind", COMMANDS)
def test_a_file_that_is_not_there_is_not_made_by_asking(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "nowhere" / "parkpro.sqlite3"
    ended = _start(COMMANDS[kind], f"sqlite://{file}")

    assert ended.returncode == 1
    assert ended.stderr == f"there is no database at {file} yet: run `python -m app migrate`\n"
    assert not file.parent.exists()


@pytest.mark.parametrize("kind", [*COMMANDS, "migrate"])
def test_a_server_that_does_not_answer_is_named_without_its_password(kind: str) -> None:
    arguments = COMMANDS.get(kind, ["-m", "app", "migrate"])
    ended = _start(arguments, f"mysql://parkpro:hush@127.0.0.1:{free_port()}/parkpro")

    assert ended.returncode == 1
    [line] = ended.stderr.splitlines()
    assert "Can't connect to MySQL server on '127.0.0.1'" in line
    assert "hush" not in ended.stdout + ended.stderr


def test_an_application_whose_start_fails_lets_its_server_end(tmp_path: Path) -> None:
    """Under whatever server: nothing that it opened keeps the process alive."""
    file = tmp_path / "parkpro.sqlite3"
    file.touch()
    server = ["-m", "uvicorn", "app.web.server:create", "--factory", "--port"]

    assert _start(server, f"sqlite://{file}").returncode != 0


def test_a_refusal_of_the_trade_is_said_in_one_line(tmp_path: Path) -> None:
    url = f"sqlite://{tmp_path / 'parkpro.sqlite3'}"
    migrate(url)
    ended = _start(["-m", "app", "grant-role", "nobody@mail.example", "operator"], url)

    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == "Nobody has an account with this e-mail address.\n"
