"""The OpenAPI document and the TypeScript types made from it: `python -m app.dev.openapi check|write`.

Both are committed, so that the web app builds without a server and a change of the interface shows in review.
"""

from __future__ import annotations

import json
import subprocess
import sys

from app.dev.console import SetupProblem, complain, say
from app.dev.node import PWA, node_environment
from app.dev.stamps import ROOT

DOCUMENT = PWA / "openapi.json"
TYPES = PWA / "src" / "api" / "schema.ts"
_GENERATOR = PWA / "node_modules" / ".bin" / "openapi-typescript"


def check() -> None:
    """Raises SetupProblem when the committed files are not what the server and the generator say now."""
    problems = []
    if not DOCUMENT.exists() or json.loads(DOCUMENT.read_text()) != json.loads(_document_of_the_server()):
        problems.append(f"{DOCUMENT.relative_to(ROOT)} is not what the server says")
    elif not TYPES.exists() or TYPES.read_text() != _types_of_the_document():
        problems.append(f"{TYPES.relative_to(ROOT)} is not what its document gives")
    if problems:
        raise SetupProblem(f"{problems[0]}. Write it anew with: make api")


def write() -> None:
    DOCUMENT.write_text(_document_of_the_server())
    TYPES.write_text(_types_of_the_document())
    say(f"Wrote {DOCUMENT.relative_to(ROOT)} and {TYPES.relative_to(ROOT)}")


def _document_of_the_server() -> str:
    return _said([sys.executable, "-m", "app", "openapi"])


def _types_of_the_document() -> str:
    return _said([str(_GENERATOR), str(DOCUMENT)])


def _said(command: list[str]) -> str:
    finished = subprocess.run(
        command, cwd=ROOT, env=node_environment(), capture_output=True, text=True, check=False
    )
    if finished.returncode != 0:
        raise SetupProblem(f"'{' '.join(command)}' failed:\n{finished.stderr.strip()}")
    return finished.stdout


def main(arguments: list[str]) -> int:
    if arguments not in (["check"], ["write"]):
        complain("usage: python -m app.dev.openapi check|write")
        return 2
    try:
        if arguments == ["check"]:
            check()
        else:
            write()
    except SetupProblem as problem:
        complain(str(problem))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
