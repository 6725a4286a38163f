from __future__ import annotations

import re
import tomllib

from tests.support.settings import ROOT

# Beside the layers: what starts the processes, and what developers and the demo use.
_BESIDE = {"demo", "dev", "locales", "migrations"}


def test_every_domain_has_its_place_among_the_layers() -> None:
    """import-linter keeps the direction of the layers it knows: a new package must be among them."""
    linter = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    layers = next(contract["layers"] for contract in linter["contracts"] if contract["type"] == "layers")
    placed = {name for line in layers for name in re.findall(r"app\.(\w+)", line)}
    packages = {path.parent.name for path in (ROOT / "app").glob("*/__init__.py")}

    assert sorted(packages - placed - _BESIDE) == []
