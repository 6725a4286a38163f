"""Real processes: started on free ports, watched until they answer, ended by their id."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.settings import ROOT

_READY_WITHIN_SECONDS = 60
_ENDS_WITHIN_SECONDS = 20
_LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None
_PR_SET_PDEATHSIG = 1


class ProcessFailed(Exception):
    """A process ended or kept silent when it should have answered; the text holds what it said."""


class Process:
    """`python ARGUMENTS`, or another `program`, with its output in a file."""

    def __init__(
        self,
        name: str,
        arguments: list[str],
        environment: Mapping[str, str],
        folder: Path,
        *,
        program: str = sys.executable,
    ) -> None:
        self.name = name
        self._log = folder / f"{name}.log"
        self._is_asked = False
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                [program, *arguments],
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                # A Ctrl-C at the test run is not meant for it: its test ends it.
                start_new_session=True,
                preexec_fn=_end_with_parent,
            )

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def log(self) -> str:
        """Everything it has said so far."""
        return self._log.read_text(errors="replace")

    def wait_for_answer(self, url: str) -> None:
        """Until a GET of `url` is answered below 400. Raises ProcessFailed."""
        deadline = time.monotonic() + _READY_WITHIN_SECONDS
        while time.monotonic() < deadline:
            self._require_running()
            try:
                with urlopen(url, timeout=5):
                    return
            except (URLError, OSError):
                time.sleep(0.05)
        raise ProcessFailed(f"{self.name} did not answer {url}:\n{self.log()}")

    def wait_for_words(self, words: str) -> None:
        """Until `words` stand in what it says. Raises ProcessFailed."""
        deadline = time.monotonic() + _READY_WITHIN_SECONDS
        while words not in self.log():
            self._require_running()
            if time.monotonic() > deadline:
                raise ProcessFailed(f"{self.name} did not say '{words}':\n{self.log()}")
            time.sleep(0.05)

    def ask_to_end(self) -> None:
        """As an operator would, once; `stop` waits for it."""
        if self.is_running and not self._is_asked:
            self._is_asked = True
            self._process.send_signal(signal.SIGTERM)

    def stop(self) -> int:
        """Asks it to end and gives its exit code; one that doesn't end is killed.

        Raises ProcessFailed in that case.
        """
        self.ask_to_end()
        try:
            return self._process.wait(_ENDS_WITHIN_SECONDS)
        except subprocess.TimeoutExpired as error:
            self.kill()
            raise ProcessFailed(f"{self.name} did not end on SIGTERM:\n{self.log()}") from error
        finally:
            self._kill_what_it_left()

    def kill(self) -> None:
        """Ends it at once, as a crash would."""
        self._process.kill()
        self._process.wait()
        self._kill_what_it_left()

    def wait(self) -> int:
        """Until it ends by itself. Raises ProcessFailed when it doesn't."""
        try:
            return self._process.wait(_READY_WITHIN_SECONDS)
        except subprocess.TimeoutExpired as error:
            raise ProcessFailed(f"{self.name} did not end by itself:\n{self.log()}") from error

    def _require_running(self) -> None:
        if not self.is_running:
            raise ProcessFailed(f"{self.name} ended with {self._process.returncode}:\n{self.log()}")

    def _kill_what_it_left(self) -> None:
        try:
            os.killpg(self._process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return


def _end_with_parent() -> None:
    """Nothing is left running when the test run itself is killed."""
    if _LIBC is not None:
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
