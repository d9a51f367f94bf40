"""What make says on a machine where the environment cannot be made: one clear line, and nothing half done."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

OLD = """\
case "$2" in *platform*) echo 3.9.2 ;; *) exit 1 ;; esac
"""
# As on Debian without its package: new enough, but `import ensurepip, venv` fails.
WITHOUT_VENV = """\
case "$2" in *ensurepip*) echo "No module named 'ensurepip'" >&2; exit 1 ;; *) exit 0 ;; esac
"""


def said(folder: Path, script: str | None) -> list[str]:
    """The lines that `make test` prints with a python that is this script, without make's own last line."""
    shutil.copy(ROOT / "Makefile", folder)
    for name in ("requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    python = folder / "python-here"
    if script is not None:
        python.write_text(f"#!/bin/sh\n{script}")
        python.chmod(0o755)
    done = subprocess.run(["make", "test", f"PYTHON={python}"], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 2
    assert not (folder / ".venv").exists()
    return [line for line in (done.stdout + done.stderr).splitlines() if not line.startswith("make")]


@pytest.mark.parametrize(
    ("script", "words"),
    [
        (OLD, ["3.11", "3.9.2", "make PYTHON="]),
        (None, ["3.11", "make PYTHON="]),
        (WITHOUT_VENV, ["venv module", "apt install python3-venv"]),
    ],
    ids=["too old", "none at all", "without venv"],
)
def test_a_machine_that_cannot_is_told_so_in_one_line(script: str | None, words: list[str], tmp_path: Path) -> None:
    lines = said(tmp_path, script)
    assert len(lines) == 1
    assert all(word in lines[0] for word in words), lines[0]


def test_code_that_does_not_start_fails_the_installation_and_is_shown(tmp_path: Path) -> None:
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    tools = tmp_path / ".venv" / "bin"
    tools.mkdir(parents=True)
    for name in ("python", "uv"):
        # Everything installs; warming up the patterns fails.
        (tools / name).write_text(
            '#!/bin/sh\ncase "$2" in extractors.patterns) echo "missing ) at position 7" >&2; exit 1 ;; esac\n'
        )
        (tools / name).chmod(0o755)
    done = subprocess.run(["make", "test"], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 2
    assert "missing ) at position 7" in done.stderr
    assert "does not start" in done.stderr
    assert not (tmp_path / ".venv" / ".installed").exists()
