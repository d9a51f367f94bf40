"""The house rules that a machine can hold: who imports whom, and what a quick look must not pay for."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = ("duckdb", "matplotlib", "numpy", "pandera", "polars", "prefect", "pyarrow", "scipy", "statsmodels", "xlsxwriter")


def test_import_contracts_hold() -> None:
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([lint, "--no-cache"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "module", ["schemas.tables", "schemas.checks", "schemas.dictionary", "extractors.pipeline", "extractors.readers", "flows.cli"]
)
def test_a_quick_look_imports_nothing_heavy(module: str) -> None:
    code = f"import sys, {module}; print(*sorted({set(HEAVY)!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [], f"importing {module} imports {done.stdout.strip()}"
