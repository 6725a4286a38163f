from __future__ import annotations

from pathlib import Path

from app.dev.stamps import Stamp, files_below


def test_work_is_done_again_only_when_what_it_was_made_from_changed(tmp_path: Path) -> None:
    source = tmp_path / "lock.json"
    source.write_text("one")
    Stamp(tmp_path / "stamp", [source], "node 24").write()

    assert Stamp(tmp_path / "stamp", [source], "node 24").is_current()
    assert not Stamp(tmp_path / "stamp", [source], "node 26").is_current()
    source.write_text("two")
    assert not Stamp(tmp_path / "stamp", [source], "node 24").is_current()


def test_a_file_that_was_renamed_counts_as_a_change(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("same")
    Stamp(tmp_path / "stamp", [tmp_path / "a"]).write()
    (tmp_path / "a").rename(tmp_path / "b")

    assert not Stamp(tmp_path / "stamp", [tmp_path / "b"]).is_current()


def test_an_interrupted_attempt_does_not_look_finished(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "stamp", [])
    stamp.write()
    stamp.clear()

    assert not stamp.is_current()


def test_sources_are_listed_without_what_was_installed_or_built(tmp_path: Path) -> None:
    for name in ("src/map/Floor.tsx", "node_modules/react/index.js", "dist/index.html", "index.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    found = files_below(tmp_path, without=frozenset({"node_modules", "dist"}))

    assert found == [tmp_path / "index.html", tmp_path / "src/map/Floor.tsx"]
