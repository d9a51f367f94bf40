"""Every locked package stands on the page of licences, under one that somebody has agreed to, and is what is audited."""

import importlib.util
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


def script(path: str) -> ModuleType:
    """A script that is in no package."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, ROOT / path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    """The page's script."""
    return script("docs/licences.py")


def test_every_locked_package_is_under_a_licence_on_the_list(licences: ModuleType) -> None:
    told = {name: licences.licence_of(name) for name in licences.locked()}
    assert len(told) > 100
    assert {name: said for name, said in told.items() if not licences.is_allowed(said)} == {}


def test_the_page_lists_every_locked_package(licences: ModuleType) -> None:
    text = licences.FILE.read_text(encoding="utf-8")
    assert [name for name in licences.locked() if f"\n| {name} | " not in text] == []
    if sys.version_info[:2] == (3, 11):  # another Python installs other versions, which may word it otherwise
        assert text == licences.page(), "stale: run make docs"


def test_what_a_person_stated_is_needed_and_is_on_the_list(licences: ModuleType) -> None:
    assert set(licences.STATED) <= set(licences.locked())
    assert all(map(licences.is_allowed, licences.STATED.values()))


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [("MIT", True), ("MPL-2.0 AND (Apache-2.0 OR MIT)", True), ("GPL-3.0-only", False), ("MIT AND AGPL-3.0-only", False), ("", False),
     (None, False), ("Proprietary", False)],
)  # fmt: skip
def test_only_licences_on_the_list_pass(licences: ModuleType, expression: str | None, allowed: bool) -> None:
    assert licences.is_allowed(expression) is allowed


def test_a_package_that_is_not_installed_and_that_nobody_read_has_none(licences: ModuleType) -> None:
    with pytest.raises(PackageNotFoundError):
        distribution("no-such-package-here")
    assert licences.licence_of("no-such-package-here") is None


def test_what_is_audited_is_what_is_locked(licences: ModuleType) -> None:
    audit = script(".ci/audit.py")
    text, count = audit.project(licences.LOCK.read_text(encoding="utf-8"), ">=3.11")
    asked = tomllib.loads(text)["project"]["dependencies"]
    assert len(asked) == count
    assert sorted({one.partition("==")[0].partition("[")[0] for one in asked}) == licences.locked()


@pytest.mark.parametrize(
    ("ended", "said", "status", "line"),
    [
        (0, "", 0, "packages: no vulnerability is known of any"),
        (1, "Found 1 known vulnerability\n", 1, "packages: see above"),
        (
            2,
            "error: Request failed after 3 retries\n  cause: dns error\n",
            3,
            "no source of vulnerabilities answers (error: Request failed",
        ),
    ],
)
def test_an_audit_without_an_answer_is_no_clean_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], ended: int, said: str, status: int, line: str
) -> None:
    audit = script(".ci/audit.py")
    monkeypatch.setattr(audit.subprocess, "run", lambda command, **_: subprocess.CompletedProcess(command, ended, "", said))
    assert audit.main() == status
    printed = capsys.readouterr()
    assert line in printed.out + printed.err
