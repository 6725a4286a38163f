"""Remembering what a piece of set-up was made from, so that it is made again only when that changed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
VAR = ROOT / "var"


class Stamp:
    """A file that holds the digest of the inputs of the last finished piece of work."""

    def __init__(self, path: Path, inputs: Iterable[Path], *facts: str) -> None:
        """`inputs` are files; `facts` are other things the work depends on, such as a version."""
        self._path = path
        self._digest = _digest(inputs, facts)

    def is_current(self) -> bool:
        try:
            return self._path.read_text() == self._digest
        except OSError:
            return False

    def clear(self) -> None:
        """Before the work begins: an interrupted attempt must not look finished."""
        self._path.unlink(missing_ok=True)

    def write(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.write_text(self._digest)


def files_below(folder: Path, *, without: frozenset[str]) -> list[Path]:
    """Every file under `folder`, sorted; nothing below a folder whose name is in `without`."""
    found: list[Path] = []
    for entry in sorted(folder.iterdir()):
        if entry.name in without:
            continue
        if entry.is_dir():
            found.extend(files_below(entry, without=without))
        elif entry.is_file():
            found.append(entry)
    return found


def _digest(inputs: Iterable[Path], facts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for fact in facts:
        digest.update(f"{fact}\0".encode())
    for path in inputs:
        name = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        digest.update(f"{name}\0{content}\0".encode())
    return digest.hexdigest()
