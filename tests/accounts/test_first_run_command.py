"""The command that begins an installation."""

from __future__ import annotations

import subprocess
import sys

from app.accounts.first_run import open_first_account
from tests.accounts.people import PASSWORD, POLICY
from tests.support.databases import Database
from tests.support.settings import ROOT, process_environment


def _first_run(database: Database) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "app", "first-run"],
        cwd=ROOT,
        env=process_environment(DATABASE_URL=database.url),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


async def test_the_link_is_printed_until_somebody_owns_the_place(db: Database) -> None:
    printed = _first_run(db)
    address, _, token = printed.stdout.strip().partition("#token=")
    assert (printed.returncode, address.rpartition("/")[2]) == (0, "first-run")
    assert token not in printed.stderr

    await open_first_account(token, "first@operator.example", PASSWORD, "Aisyah", "en", policy=POLICY)

    refused = _first_run(db)
    assert (refused.returncode, refused.stdout) == (1, "")
    assert refused.stderr.strip() == "There is an owner already. Ask them for a role."
