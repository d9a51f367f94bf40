"""No command but the page writes in raw/, and the page only adds decisions."""

import hashlib
import shutil
from pathlib import Path

import pytest

from conftest import PRIMARY, Workbench
from flows import cli

ROOT = Path(__file__).parent.parent
COMMANDS = (
    "curate --direct", "curate --direct --full --strict", "curate --direct --out elsewhere", "show raw/latency.txt", "show raw/latency.txt --json",
    "diff curated elsewhere", "studies", "studies --json", "export csv tables", "pool latency", "verify", "verify --cache .cache --json",
    "curate raw --direct --out raw/curated", "curate --direct --cache-limit 0",
)  # fmt: skip


def state(folder: Path) -> dict[str, tuple[str, int, int]]:
    """Every file, hidden ones too, with its hash, its mode and when it was last written."""
    return {
        path.relative_to(folder).as_posix(): (
            hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "", path.stat().st_mode, path.stat().st_mtime_ns,
        )
        for path in (folder, *folder.rglob("*"))
    }  # fmt: skip


@pytest.mark.slow
def test_no_command_writes_in_raw(
    two_reports: Workbench, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    two_reports.write("relapse.yml", "known_values:\n  - {table: analyses, param_value: 0.94}\n")
    two_reports.write("studies.yml", "studies:\n  - {study_id: a-1, reports: [relapse]}\n")
    two_reports.write("broken.txt", b"\x00\xff\xfe\x9d" * 50)
    shutil.copy(ROOT / "tests" / "records" / "NCT09900001.json", two_reports.raw)
    ruling = {
        "decision": "not_a_result",
        "quote": "6",
        "before": "At ",
        "after": PRIMARY[4:34],
        "who": "ab",
        "when": "2026-11-22T10:00:00Z",
    }
    two_reports.decide("latency", ruling)
    monkeypatch.chdir(two_reports.root)
    before = state(two_reports.raw)
    for command in COMMANDS:
        cli.main(command.split())
        capsys.readouterr()
        assert state(two_reports.raw) == before, command
