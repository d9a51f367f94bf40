"""What no file of the project may hold, and where files may lie."""

import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

TOP_LEVEL = {
    "pyproject.toml", "flows", "extractors", "schemas", "raw", "curated", "tests",
    "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "CITATION.cff", "LICENSE", "Makefile", "requirements.lock",
    "docs", "benchmarks", ".ci", ".gitignore", ".gitattributes",
}  # fmt: skip
SAYS_NOTHING = {"utils", "util", "helpers", "helper", "common", "misc"}
# Built from parts, so that this file does not hold what it forbids.
ABSOLUTE = re.compile(r"(?<![\w.:/<])/(?:" + "|".join(("home", "Users", "root", "work", "farm", "opt", "mnt")) + r")/[\w.]")
INDEX = re.compile("(?<!no-emit-)" + r"(?:index-url|find-links)\s*[= ]\s*\S+|" + r"https?://\S+/simple\b|" + r"\bpypi\.org\b", re.I)


@cache
def tracked() -> tuple[Path, ...]:
    """The project's files; those of git where there is a checkout."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout: which files are the project's cannot be told")
    return tuple(path for name in listed.stdout.split("\0") if name and (path := Path(name)) and (ROOT / path).is_file())


def texts() -> list[tuple[Path, str]]:
    """Every tracked file that is text."""
    found = []
    for path in tracked():
        try:
            found.append((path, (ROOT / path).read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return found


def hits(pattern: re.Pattern[str], files: list[tuple[Path, str]]) -> list[str]:
    return [f"{path}:{text.count(chr(10), 0, m.start()) + 1}: {m.group()}" for path, text in files if (m := pattern.search(text))]


def test_no_file_names_a_place_on_one_machine() -> None:
    assert hits(ABSOLUTE, texts()) == []


def test_no_file_names_a_package_index() -> None:
    assert hits(INDEX, texts()) == []


def test_the_lock_holds_versions_and_hashes_and_no_address() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in lock
    for block in re.split(r"\n(?=[a-z0-9])", lock):
        assert re.match(r"[a-z0-9][\w.-]*(?:\[[\w,-]+\])?==\S+", block), f"not one fixed version: {block.splitlines()[0]}"
        assert "--hash=sha256:" in block, f"without hash: {block.splitlines()[0]}"


def test_the_lock_holds_what_pyproject_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras = [one for extra in project["project"]["optional-dependencies"].values() for one in extra]
    asked = project["project"]["dependencies"] + extras + project["dependency-groups"]["dev"] + project["build-system"]["requires"]
    locked = set(re.findall(r"^([a-z0-9][\w.-]*)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.M))
    for requirement in asked:
        name = re.match(r"[\w.-]+", requirement)
        assert name is not None
        assert name.group().lower().replace("_", "-") in locked, f"make lock: {requirement} is not in requirements.lock"


def test_the_top_level_is_as_agreed() -> None:
    assert {path.parts[0] for path in tracked()} - TOP_LEVEL == set()


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [str(path) for path in tracked() if {part.lower() for part in (*path.parts[:-1], path.stem)} & SAYS_NOTHING] == []


def test_the_version_stands_in_one_release_of_the_changelog() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert f"## [{version}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"version: {version}" in (ROOT / "CITATION.cff").read_text(encoding="utf-8")
