"""The MariaDB server of a test run: the one we are told of, one that is there, or a throw-away one."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import pymysql

from app.dev.preflight import free_port
from tests.support.session import Session

_START_WITHIN_SECONDS = 60
_SYSTEM_FOLDERS = "/usr/sbin:/usr/local/sbin:/sbin:/usr/bin"
_PREFIX = "parkpro_test_"


class NoMariaDB(Exception):
    """No server can be had; the text says what was tried and what to do."""


@dataclass(frozen=True)
class Server:
    """Where it answers; `pid` only of a throw-away one, which the end of the run ends."""

    host: str
    port: int
    user: str
    password: str
    pid: int | None = None

    def url(self, database: str) -> str:
        secret = f":{quote(self.password, safe='')}" if self.password else ""
        return f"mysql://{quote(self.user, safe='')}{secret}@{self.host}:{self.port}/{database}"

    @contextmanager
    def connection(self, database: str | None = None) -> Iterator[Any]:
        """A plain connection that commits every statement."""
        connection = pymysql.connect(
            host=self.host,
            port=self.port,
            user=self.user,
            password=self.password,
            database=database,
            charset="utf8mb4",
            autocommit=True,
            connect_timeout=10,
        )
        try:
            yield connection
        finally:
            connection.close()


def server_of(session: Session) -> Server:
    """The server that all workers of the run share, started by whoever asks first. Raises NoMariaDB."""
    record = session.folder / "mariadb.json"
    with session.alone("mariadb"):
        if not record.exists():
            try:
                found: dict[str, object] = asdict(_find_or_start(session.folder / "mariadb"))
            except NoMariaDB as problem:
                found = {"problem": str(problem)}
            record.write_text(json.dumps(found))
    known = json.loads(record.read_text())
    if "problem" in known:
        raise NoMariaDB(known["problem"])
    return Server(**known)


def end_server_of(session: Session) -> None:
    """Drops what the run left on the server, and ends the server if the run started it."""
    record = session.folder / "mariadb.json"
    if not record.exists():
        return
    known = json.loads(record.read_text())
    if "problem" in known:
        return
    server = Server(**known)
    if server.pid is None:
        with server.connection() as connection, connection.cursor() as cursor:
            cursor.execute("SHOW DATABASES LIKE %s", (database_name(session, "").replace("_", r"\_") + "%",))
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP DATABASE `{name}`")
    elif _is_server_of(session, server.pid):
        os.kill(server.pid, signal.SIGTERM)
        _wait_for_end(server.pid)


def _is_server_of(session: Session, pid: int) -> bool:
    """Whether `pid` is still our server: a run may be put away long after it was killed."""
    try:
        return str(session.folder).encode() in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


def database_name(session: Session, worker: str) -> str:
    return f"{_PREFIX}{session.name}_{worker}"


def _find_or_start(folder: Path) -> Server:
    told = os.environ.get("PARKPRO_TEST_MYSQL")
    if told:
        server = _server_at(told)
        problem = _why_unusable(server)
        if problem:
            raise NoMariaDB(f"MariaDB: PARKPRO_TEST_MYSQL is set, but its server says: {problem}")
        return server
    usual = Server("127.0.0.1", 3306, "root", "")
    problem = _why_unusable(usual)
    if problem is None:
        return usual
    return _start(folder, f"none usable on 127.0.0.1:3306 ({problem})")


def _server_at(url: str) -> Server:
    parts = urlsplit(url)
    if parts.scheme not in {"mysql", "mariadb"} or not parts.hostname:
        raise NoMariaDB("MariaDB: PARKPRO_TEST_MYSQL must look like mysql://root:secret@127.0.0.1:3306")
    user, password = unquote(parts.username or "root"), unquote(parts.password or "")
    return Server(parts.hostname, parts.port or 3306, user, password)


def _why_unusable(server: Server) -> str | None:
    try:
        with server.connection() as connection, connection.cursor() as cursor:
            cursor.execute("SELECT VERSION()")
            (version,) = cursor.fetchone()
    except (pymysql.MySQLError, OSError) as error:
        return str(error.args[-1])
    return None if "MariaDB" in version else f"it is {version}, not MariaDB"


def _start(folder: Path, tried: str) -> Server:
    programs = {name: _find_program(name) for name in ("mariadb-install-db", "mariadbd")}
    missing = [name for name, path in programs.items() if path is None]
    if missing:
        raise NoMariaDB(
            f"MariaDB: {tried}, and {' and '.join(missing)} not installed. "
            "Install mariadb-server-core and mariadb-client-core, or set PARKPRO_TEST_MYSQL"
        )
    data, log = folder / "data", folder / "log"
    data.mkdir(parents=True)
    as_root = ["--user=root"] if os.geteuid() == 0 else []
    installed = subprocess.run(
        [
            str(programs["mariadb-install-db"]),
            "--no-defaults",
            f"--datadir={data}",
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            *as_root,
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    if installed.returncode != 0:
        raise NoMariaDB(
            f"MariaDB: mariadb-install-db failed: {(installed.stderr or installed.stdout).strip()}"
        )
    port = free_port()
    with log.open("w") as output:
        process = subprocess.Popen(
            [
                str(programs["mariadbd"]),
                "--no-defaults",
                f"--datadir={data}",
                f"--socket={folder}/socket",
                f"--pid-file={folder}/pid",
                f"--port={port}",
                "--bind-address=127.0.0.1",
                # Its data need not outlive a power cut.
                "--innodb-flush-log-at-trx-commit=0",
                "--skip-innodb-doublewrite",
                *as_root,
            ],
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server("127.0.0.1", port, "root", "", process.pid)
    deadline = time.monotonic() + _START_WITHIN_SECONDS
    while _why_unusable(server) is not None:
        if process.poll() is not None or time.monotonic() > deadline:
            process.kill()
            process.wait()
            raise NoMariaDB(f"MariaDB: {tried}, and mariadbd did not start: {log.read_text()[-2000:]}")
        time.sleep(0.05)
    return server


def _find_program(name: str) -> str | None:
    return shutil.which(name) or shutil.which(name, path=_SYSTEM_FOLDERS)


def _wait_for_end(pid: int) -> None:
    """It may be our child, or that of a worker which is gone."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            if os.waitpid(pid, os.WNOHANG)[0] == pid:
                return
        except ChildProcessError:
            try:
                os.kill(pid, 0)
            except ProcessLookupError:
                return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
