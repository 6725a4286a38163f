"""`make run` after its set-up: the real processes, on ports and in a folder of the test's own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from app.dev.console import SetupProblem
from app.dev.preflight import free_port
from app.dev.run import plan, prepare
from tests.support.processes import Process
from tests.support.settings import ROOT


def _environment(folder: Path, **settings: str) -> dict[str, str]:
    """A newcomer's shell: no setting of ParkPro's but where this test may listen and write."""
    mine = {"PORT": str(free_port()), "SANDBOX_PORT": str(free_port()), "VAR_DIR": str(folder)}
    return {"PATH": os.environ["PATH"], "HOME": str(folder), **mine, **settings}


def _said(environment: dict[str, str], *command: str) -> tuple[int, str]:
    finished = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return finished.returncode, finished.stdout


def _refusal(environment: dict[str, str]) -> tuple[int, str]:
    return _said(environment, "app.dev.run")


def test_one_command_brings_the_demo_up_and_ctrl_c_ends_it(tmp_path: Path) -> None:
    environment = _environment(tmp_path, HISTORY_DAYS="4")
    address, gateway = (f"http://localhost:{environment[name]}" for name in ("PORT", "SANDBOX_PORT"))
    demo = Process("run", ["-m", "app.dev.run"], environment, tmp_path)
    try:
        demo.wait_for_words("Ctrl-C ends everything.")
        banner = demo.log().partition("ParkPro is ready")[2]
        with urlopen(f"{address}/") as page:
            assert "· ParkPro</title>" in page.read().decode()
        command = ("reopen-space", "plaza-damai", "L1", "A1")
        assert _said(environment, "app.dev.cli", *command) == (0, "it was not closed\n")
        assert _said(environment, "app.dev.cli", "spot-reports") == (0, "No reports.\n")
        ended_with, commands = _said(environment, "app.dev.cli")
        assert (ended_with, "spot-reports" in commands) == (0, True)

        os.kill(demo.pid, signal.SIGINT)

        assert demo.wait() == 0
    finally:
        demo.stop()  # it ends what it has started
    assert all(told in banner for told in (f"{address}\n", f"{gateway}/sandbox", f"{address}/demo/mail"))
    assert "@driver.example" in banner
    for port in (environment["PORT"], environment["SANDBOX_PORT"]):
        with socket.socket() as probe:
            assert probe.connect_ex(("127.0.0.1", int(port))) != 0


def test_a_taken_port_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        code, said = _refusal(_environment(tmp_path, PORT=str(port)))

    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"Port {port} is taken.")


def test_a_database_that_is_none_is_one_line_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "parkpro.sqlite3").write_bytes(b"not a database" * 500)

    code, said = _refusal(_environment(tmp_path))

    assert (code, said.count("\n")) == (1, 1)
    assert said.startswith(f"Cannot use the database {tmp_path}/parkpro.sqlite3: file is not a database.")


def test_days_of_history_that_are_no_number_are_one_line_and_no_traceback(tmp_path: Path) -> None:
    code, said = _refusal(_environment(tmp_path, HISTORY_DAYS="many"))

    assert (code, said) == (1, "HISTORY_DAYS is a number of days up to 365, not 'many'\n")


def test_a_setting_that_is_wrong_names_itself_in_one_line(tmp_path: Path) -> None:
    code, said = _refusal(_environment(tmp_path, LOG_LEVEL="LOUD"))

    assert (code, said.count("\n")) == (1, 1)
    assert "LOG_LEVEL" in said


def test_one_port_cannot_serve_both(tmp_path: Path) -> None:
    with pytest.raises(SetupProblem, match="PORT and SANDBOX_PORT are both 8000"):
        plan({"PORT": "8000", "SANDBOX_PORT": "8000", "VAR_DIR": str(tmp_path)})


def test_what_the_shell_sets_wins_over_the_local_settings(tmp_path: Path) -> None:
    run = plan({"VAR_DIR": str(tmp_path), "DATABASE_URL": "mysql://root@db.example/parkpro", "PORT": "8080"})

    assert run.environment["DATABASE_URL"] == "mysql://root@db.example/parkpro"
    assert run.environment["PUBLIC_URL"] == "http://localhost:8080"
    assert run.environment["SECRET_KEY"] == plan({"VAR_DIR": str(tmp_path)}).environment["SECRET_KEY"]


def test_an_empty_run_has_a_place_of_its_own_and_no_lots() -> None:
    run, demo = plan({"EMPTY": "1"}), plan({"EMPTY": "0"})
    assert (run.history_days, demo.history_days) == (None, 60)
    assert run.environment["DATABASE_URL"] != demo.environment["DATABASE_URL"]
    # The made-up town is the demo's; a real place would be an empty ground on it.
    assert ("MAP_TILES" in run.environment, "MAP_TILES" in demo.environment) == (False, True)


def test_an_empty_run_prints_the_owners_link_until_there_is_one(tmp_path: Path) -> None:
    run = plan(_environment(tmp_path, EMPTY="1"))
    assert f"{run.address}/first-run#token=" in prepare(run)
