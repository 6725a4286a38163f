"""`make run`: ParkPro as a newcomer meets it, with demo data and a gateway that moves no money.

With EMPTY=1 there is nothing yet, as for a new operator: a link opens the first owner's account.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.demo.town import ATTRIBUTION, ensure_town_map, town_map_in
from app.dev.console import SetupProblem, complain, say
from app.dev.local_settings import local_secrets
from app.dev.node import BUILT_PAGE
from app.dev.preflight import port_from, require_free_port, require_usable_database
from app.dev.stamps import ROOT
from app.dev.supervisor import Command, EndedByItself, supervise

_READY_WITHIN_SECONDS = 60
# So that the reports have something to say. It takes a quarter of a minute, when the database is empty.
_HISTORY_DAYS = "60"
_MOST_DAYS = 365


@dataclass(frozen=True)
class LocalRun:
    """Where the processes of this run listen and what they are told.

    `history_days`: the past of new lots; None: there are to be no lots.
    """

    port: int
    sandbox_port: int
    var: Path
    environment: dict[str, str]
    history_days: int | None

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def taken(self) -> Path:
        """What the sandbox took before it ran, as the demo has it."""
        return self.var / "taken.jsonl"

    @property
    def sandbox(self) -> str:
        return f"http://localhost:{self.sandbox_port}"

    def commands(self) -> list[Command]:
        python = sys.executable
        sandbox_state = str(self.var / "sandbox.sqlite")
        bot = [Command("bot", [python, "-m", "bot"])] if "TELEGRAM_BOT_TOKEN" in self.environment else []
        return [
            *bot,
            Command("web", [python, "-m", "app", "web", "--host", "127.0.0.1", "--port", str(self.port)]),
            Command("jobs", [python, "-m", "jobs"]),
            Command(
                "sandbox",
                [
                    *(python, "-m", "app.payments.gateways.sandbox"),
                    *("--port", str(self.sandbox_port), "--state", sandbox_state),
                    *("--taken", str(self.taken)),
                ],
            ),
        ]


def plan(given: dict[str, str]) -> LocalRun:
    """The run that the environment `given` asks for: its settings win over the local ones.

    Raises SetupProblem.
    """
    port = port_from(given, "PORT", 8000)
    sandbox_port = port_from(given, "SANDBOX_PORT", 8001)
    if port == sandbox_port:
        raise SetupProblem(
            f"PORT and SANDBOX_PORT are both {port}: choose another, as in: make run SANDBOX_PORT=8011"
        )
    sandbox = f"http://localhost:{sandbox_port}"
    is_empty = given.get("EMPTY", "") not in {"", "0", "no", "false"}
    # A place of its own: what the demo has stays as it is.
    var = ROOT / given.get("VAR_DIR", "var/empty" if is_empty else "var")
    local = {
        "VAR_DIR": str(var),
        "DATABASE_URL": f"sqlite://{var / 'parkpro.sqlite3'}",
        "PUBLIC_URL": f"http://localhost:{port}",
        "RINGGITPAY_PAYMENT_URL": f"{sandbox}/payment",
        "RINGGITPAY_ENQUIRY_URL": f"{sandbox}/transactionenquiry",
        "RINGGITPAY_REFUND_URL": f"{sandbox}/refund",
        "DEMO": "true",
        "LOG_FORMAT": "console",
        "PYTHONUNBUFFERED": "1",
    }
    if "MAP_TILES" not in given:
        local |= {"MAP_TILES": str(town_map_in(var)), "MAP_ATTRIBUTION": ATTRIBUTION}
    history = given.get("HISTORY_DAYS", _HISTORY_DAYS)
    if not history.isdecimal() or int(history) > _MOST_DAYS:
        raise SetupProblem(f"HISTORY_DAYS is a number of days up to {_MOST_DAYS}, not {history!r}")
    environment = local | local_secrets(var / "dev.env") | given
    return LocalRun(port, sandbox_port, var, environment, None if is_empty else int(history))


def prepare(run: LocalRun) -> str:
    """Checks what may be in the way, draws the demo's map, then migrates and fills in the demo data, if any.

    The answer tells how to come in. Raises SetupProblem.
    """
    if not BUILT_PAGE.exists():
        raise SetupProblem("The web app is not built. Build it with: make build")
    require_free_port(run.port, "PORT")
    require_free_port(run.sandbox_port, "SANDBOX_PORT")
    require_usable_database(run.environment["DATABASE_URL"])
    ensure_town_map(run.var)
    _command(run, "migrate")
    if run.history_days is None:
        return _first_way_in(run)
    return _command(run, "seed-demo", f"--history-days={run.history_days}", f"--taken={run.taken}")


def _first_way_in(run: LocalRun) -> str:
    """The link for the first owner; in a run that has one, what the command says of it."""
    try:
        link = _command(run, "first-run").strip()
    except SetupProblem as problem:
        return f"{problem}\nSign in       {run.address}/sign-in?next=/admin"
    return f"Nothing is here yet. Open this link to begin (once, within a day):\n{link}"


def _command(run: LocalRun, name: str, *options: str) -> str:
    """What `python -m app NAME` prints. Raises SetupProblem with what it said when it fails."""
    finished = subprocess.run(
        [sys.executable, "-m", "app", name, *options],
        cwd=ROOT,
        env=run.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if finished.returncode != 0:
        said = finished.stderr.strip() or finished.stdout.strip() or "it gave no reason"
        if "Traceback" in said:
            said = f"'python -m app {name}' failed: {said.splitlines()[-1]}"
        raise SetupProblem(said)
    return finished.stdout


async def announce_when_ready(run: LocalRun, logins: str) -> None:
    """Prints where everything is, once the web server says that it is ready."""
    if await is_ready(run):
        say(_banner(run, logins))
        return
    complain(
        f"ParkPro is not ready after {_READY_WITHIN_SECONDS} seconds: "
        "the lines above say why. Ctrl-C ends it."
    )


async def is_ready(run: LocalRun) -> bool:
    """Waits until the web server and the sandbox answer; False when they don't within a minute."""
    async with httpx.AsyncClient(timeout=2) as client:
        waiting = [f"{run.address}/readyz", f"{run.sandbox}/healthz"]
        for _ in range(_READY_WITHIN_SECONDS * 10):
            waiting = [url for url in waiting if not await _answers(client, url)]
            if not waiting:
                return True
            await asyncio.sleep(0.1)
    return False


async def _answers(client: httpx.AsyncClient, url: str) -> bool:
    try:
        return (await client.get(url)).status_code < 400
    except httpx.HTTPError:
        return False


def _banner(run: LocalRun, logins: str) -> str:
    return "\n".join(
        [
            "",
            f"  ParkPro is ready   {run.address}",
            f"  Sandbox gateway    {run.sandbox}/sandbox",
            f"  E-mail it sends    {run.address}/demo/mail",
            "",
            *(f"  {line}".rstrip() for line in logins.strip().splitlines()),
            "",
            "  Ctrl-C ends everything.",
            "",
        ]
    )


def main() -> int:
    try:
        run = plan(dict(os.environ))
        logins = prepare(run)
        ended = asyncio.run(
            supervise(run.commands(), run.environment, lambda: announce_when_ready(run, logins))
        )
    except SetupProblem as problem:
        complain(str(problem))
        return 1
    except KeyboardInterrupt:
        return 130
    return report(ended)


def report(ended: EndedByItself | None) -> int:
    """Says how it ended, and the exit code that goes with it."""
    if ended is None:
        say("ParkPro has stopped.")
        return 0
    complain(
        f"'{ended.name}' ended by itself (exit code {ended.code}), so everything was stopped: "
        "its lines above say why."
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
