"""ParkPro as an operator runs it, on a test's own database, folder and ports."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from app.dev.preflight import free_port
from tests.support.databases import Database
from tests.support.processes import Process, ProcessFailed
from tests.support.settings import ROOT, process_environment
from tests.support.telegram.stand_in import TelegramStandIn


class Web(Process):
    """One web process; `url` has no slash at its end."""

    def __init__(self, number: int, port: int, environment: dict[str, str], folder: Path) -> None:
        self.url = f"http://localhost:{port}"
        arguments = ["-m", "app", "web", "--host", "127.0.0.1", "--port", str(port)]
        super().__init__(f"web-{number}", arguments, environment, folder)


class Stack:
    """Processes on one database. Start what the test needs; `end` ends them all.

    `url` is the PUBLIC_URL: the first web process's address. `folder` holds logs, mail and
    whatever else they write. Settings given at the start of a process win over the stack's.
    With `telegram` there is a bot, which `start` starts as well; TELEGRAM_UPDATES says how it hears.
    """

    def __init__(
        self, database: Database, folder: Path, telegram: TelegramStandIn | None = None, **settings: str
    ) -> None:
        self.database = database
        self.folder = folder
        self.telegram = telegram
        self._port, self._sandbox_port = free_port(), free_port()
        self.url = f"http://localhost:{self._port}"
        self.sandbox_url = f"http://localhost:{self._sandbox_port}"
        self.settings = {
            "DATABASE_URL": database.url,
            "PUBLIC_URL": self.url,
            "VAR_DIR": str(folder),
            "DEMO": "true",
            "RINGGITPAY_PAYMENT_URL": f"{self.sandbox_url}/payment",
            "RINGGITPAY_ENQUIRY_URL": f"{self.sandbox_url}/transactionenquiry",
            "RINGGITPAY_REFUND_URL": f"{self.sandbox_url}/refund",
            **(telegram.settings() if telegram else {}),
            **settings,
        }
        self.webs: list[Web] = []
        self.processes: list[Process] = []

    def open_at(self, host: str) -> None:
        """Makes another name of this machine that of the PUBLIC_URL; before anything is started."""
        self.url = self.settings["PUBLIC_URL"] = f"http://{host}:{self._port}"

    def start(self) -> None:
        """One web process, one jobs process, the sandbox gateway and the bot, if any, side by side."""
        sandbox, web, jobs = self._launch_sandbox({}), self._launch_web({}), self._launch_jobs({})
        bot = self._launch_bot({}) if self.telegram else None
        self._await_sandbox(sandbox)
        self._await_web(web)
        self._await_jobs(jobs)
        if bot:
            self._await_bot(bot)

    def command(self, *arguments: str, **settings: str) -> str:
        """What `python -m app ARGUMENTS` prints. Raises ProcessFailed."""
        finished = subprocess.run(
            [sys.executable, "-m", "app", *arguments],
            cwd=ROOT,
            env=self._environment(settings),
            capture_output=True,
            text=True,
            check=False,
        )
        if finished.returncode != 0:
            raise ProcessFailed(f"'python -m app {' '.join(arguments)}':\n{finished.stdout}{finished.stderr}")
        return finished.stdout

    def start_web(self, **settings: str) -> Web:
        """Another web process, ready. The first listens at `url`."""
        return self._await_web(self._launch_web(settings))

    def start_jobs(self, **settings: str) -> Process:
        """Another jobs process, at work."""
        return self._await_jobs(self._launch_jobs(settings))

    def start_bot(self, **settings: str) -> Process:
        """Another bot process, at work. End the one before to have it restarted."""
        return self._await_bot(self._launch_bot(settings))

    def start_sandbox(self, **settings: str) -> Process:
        """The gateway at `sandbox_url`, ready; it keeps its state when started again."""
        return self._await_sandbox(self._launch_sandbox(settings))

    def start_module(self, module: str, *arguments: str, **settings: str) -> Process:
        """`python -m MODULE ARGUMENTS` beside the others; whether it is ready is for the caller to see."""
        return self._start(module.rsplit(".", 1)[-1], ["-m", module, *arguments], settings)

    def logs(self) -> str:
        return "\n".join(f"=== {process.name}\n{process.log()}" for process in self.processes)

    def end(self) -> None:
        """Ends every process; raises the first ProcessFailed when all are gone."""
        problems: list[ProcessFailed] = []
        for process in self.processes:
            process.ask_to_end()
        for process in reversed(self.processes):
            try:
                process.stop()
            except ProcessFailed as problem:
                problems.append(problem)
        if problems:
            raise problems[0]

    def _launch_web(self, settings: dict[str, str]) -> Web:
        port = self._port if not self.webs else free_port()
        web = Web(len(self.webs) + 1, port, self._environment(settings), self.folder)
        self.webs.append(web)
        self.processes.append(web)
        return web

    def _launch_jobs(self, settings: dict[str, str]) -> Process:
        return self._start("jobs", ["-m", "jobs"], settings)

    def _launch_bot(self, settings: dict[str, str]) -> Process:
        return self._start("bot", ["-m", "bot"], settings)

    def _launch_sandbox(self, settings: dict[str, str]) -> Process:
        state = self.folder / "sandbox.sqlite"
        options = ["--port", str(self._sandbox_port), "--state", str(state)]
        return self._start("sandbox", ["-m", "app.payments.gateways.sandbox", *options], settings)

    def _await_web(self, web: Web) -> Web:
        web.wait_for_answer(f"{web.url}/readyz")
        return web

    def _await_jobs(self, jobs: Process) -> Process:
        jobs.wait_for_words("jobs_started")
        return jobs

    def _await_bot(self, bot: Process) -> Process:
        bot.wait_for_words("bot_started")
        return bot

    def _await_sandbox(self, sandbox: Process) -> Process:
        sandbox.wait_for_answer(f"{self.sandbox_url}/healthz")
        return sandbox

    def _start(self, kind: str, arguments: list[str], settings: dict[str, str]) -> Process:
        number = sum(process.name.startswith(kind) for process in self.processes) + 1
        process = Process(f"{kind}-{number}", arguments, self._environment(settings), self.folder)
        self.processes.append(process)
        return process

    def _environment(self, settings: dict[str, str]) -> dict[str, str]:
        return process_environment(**{**self.settings, **settings})
