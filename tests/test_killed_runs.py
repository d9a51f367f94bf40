"""Runs that are killed at random moments: a short form of what benchmarks/killed_runs.py does two hundred times."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "killed_runs.py"


@pytest.mark.slow
def test_ten_killed_runs_tear_nothing_and_lose_nothing() -> None:
    done = subprocess.run(
        [sys.executable, SCRIPT, "--kills", "10", "--prefect", "1", "--seed", "7"], capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("10 kills (1 through Prefect), ")
    assert ": 0 torn states, 0 rounds with lost decisions, 0 next runs failed, " in done.stdout
