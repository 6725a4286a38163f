"""What several tests of the web process share."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import brotli
import pytest

from app.web import pages
from tests.support.settings import ROOT

INDEX = (ROOT / "pwa" / "index.html").read_text()


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small build of the web app."""
    (tmp_path / "assets").mkdir()
    (tmp_path / ".vite").mkdir()
    files = {"index.html": INDEX, "assets/app-1.js": "app()", "theme-boot.js": "boot()"}
    for name, text in files.items():
        (tmp_path / name).write_text(text)
        (tmp_path / f"{name}.br").write_bytes(brotli.compress(text.encode()))
        (tmp_path / f"{name}.gz").write_bytes(gzip.compress(text.encode()))
    (tmp_path / "assets" / "font.woff2").write_bytes(b"font")
    chunks = {
        "src/start.tsx": {"file": "assets/app-1.js", "imports": ["_shared.js"]},
        "_shared.js": {"file": "assets/shared-2.js", "imports": ["src/start.tsx"]},
        "src/i18n/messages/en.ts": {"file": "assets/en-3.js"},
        "src/i18n/messages/ms.ts": {"file": "assets/ms-4.js"},
        **{module: {"file": f"assets/{Path(module).stem}.js"} for module in pages.PAGES.values() if module},
    }
    (tmp_path / ".vite" / "manifest.json").write_text(json.dumps(chunks))
    monkeypatch.setattr(pages, "BUILD", tmp_path)
    pages.early_scripts.cache_clear()
    return tmp_path
