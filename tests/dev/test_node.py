from __future__ import annotations

import pytest

from app.dev.node import fits


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.13.1", "v24.0.0", "v26.1.0"])
def test_a_node_that_vite_runs_on_is_used(version: str) -> None:
    assert fits(f"{version}\n")


@pytest.mark.parametrize("version", ["v18.20.4", "v20.18.1", "v21.7.3", "v22.12.0", "v23.11.0", "", "none"])
def test_a_node_that_is_too_old_or_between_releases_is_passed_over(version: str) -> None:
    assert not fits(version)
