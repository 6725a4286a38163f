from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from app.dev.check import Checker, conclude
from app.dev.stages import Stage


def _stage(name: str, code: str) -> Stage:
    return Stage(name, (sys.executable, "-c", code))


def _pytest_stage(tmp_path: Path, source: str) -> Stage:
    tests, report = tmp_path / "test_sample.py", tmp_path / "report.xml"
    tests.write_text(source)
    command = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path))
    return Stage("tests", (*command, str(tests), f"--junitxml={report}"), tmp_path, report)


def test_a_stage_that_fails_is_named_at_the_end_and_stops_no_other(
    capsys: pytest.CaptureFixture[str],
) -> None:
    checker = Checker(dict(os.environ))
    bad, good = _stage("lint", "print('unused import'); exit(1)"), _stage("types", "pass")
    also_bad = _stage("build", "exit(2)")

    outcomes = checker.run([[[bad, good], [also_bad]]])
    code = conclude("lint", outcomes, 1.0, interrupted=False)

    output = capsys.readouterr().out
    assert code == 1
    assert [outcome.stage.name for outcome in outcomes if outcome.is_good] == ["types"]
    assert "unused import" in output
    assert output.endswith("Failed: lint, build\n")


def test_a_command_that_is_not_there_fails_its_stage_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = Checker(dict(os.environ)).run([[[Stage("drift", ("no-such-program",))]]])

    assert conclude("lint", outcomes, 1.0, interrupted=False) == 1
    assert "no-such-program" in capsys.readouterr().out


def test_the_last_line_counts_the_tests(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stage = _pytest_stage(tmp_path, "def test_a(): pass\ndef test_b(): pass\ndef test_c(): assert 0\n")

    code = conclude("test", Checker(dict(os.environ)).run([[[stage]]]), 1.0, interrupted=False)

    assert code == 1
    assert capsys.readouterr().out.endswith("Failed: tests\n2 passed, 1 failed\n")


def test_a_test_that_was_skipped_fails_its_stage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = "import pytest\ndef test_a(): pass\ndef test_b(): pytest.skip('no database')\n"
    stage = _pytest_stage(tmp_path, source)

    code = conclude("test", Checker(dict(os.environ)).run([[[stage]]]), 1.0, interrupted=False)

    assert code == 1
    assert capsys.readouterr().out.endswith("1 passed, 0 failed, 1 skipped\n")


def test_a_run_that_fell_before_it_counted_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stage = Stage("tests", (sys.executable, "-c", "exit(4)"), tmp_path, tmp_path / "never.xml")

    code = conclude("test", Checker(dict(os.environ)).run([[[stage]]]), 1.0, interrupted=False)

    assert code == 1
    assert capsys.readouterr().out.endswith("0 passed, 1 failed\n")
