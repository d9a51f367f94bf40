"""What the documents say is true: commands and options exist, snippets run, links lead somewhere, exit codes are as stated."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from conftest import Workbench
from schemas import checks_page
from schemas.dictionary import FILE, dictionary

ROOT = Path(__file__).parent.parent
DOCUMENTS = (*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md")))
COMMAND = Path(sys.executable).with_name("msc-evidence")


def blocks(language: str) -> list[tuple[str, str]]:
    """The fenced blocks of that language in all documents, each with a name."""
    found = []
    for document in DOCUMENTS:
        text = document.read_text(encoding="utf-8")
        for match in re.finditer(rf"^```{language}\n(.*?)^```$", text, re.M | re.S):
            line = text.count("\n", 0, match.start()) + 1
            found.append((f"{document.relative_to(ROOT)}:{line}", match.group(1)))
    return found


def named_blocks(document: Path) -> list[tuple[str, str]]:
    """The fenced blocks of a guide that give a file its content: path and text, in order."""
    text = document.read_text(encoding="utf-8")
    return re.findall(r"^```(?:text|yaml) (\S+)\n(.*?)^```$", text, re.M | re.S)


def shell_lines(document: Path) -> list[list[str]]:
    """The words of each shell line of a guide, in order."""
    text = document.read_text(encoding="utf-8")
    found = re.findall(r"^```sh\n(.*?)^```$", text, re.M | re.S)
    return [shlex.split(line, comments=True) for block in found for line in block.splitlines() if line.strip()]


def run(*arguments: str | Path, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, *arguments], cwd=cwd, capture_output=True, text=True, timeout=120)


def test_the_data_dictionary_is_what_the_declarations_make() -> None:
    assert FILE.read_text(encoding="utf-8") == dictionary(), "stale: run make docs"


def test_the_page_of_the_checks_is_what_the_checks_say() -> None:
    assert checks_page.FILE.read_text(encoding="utf-8") == checks_page.page(), "stale: run make docs"


def test_links_between_documents_lead_to_files_and_headings() -> None:
    broken = []
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)\s]+)\)", document.read_text(encoding="utf-8")):
            if re.match(r"[a-z]+:", target):
                continue
            path, _, heading = target.partition("#")
            file = (document.parent / path) if path else document
            if not file.exists():
                broken.append(f"{document.name}: {target}")
            elif heading:
                headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.M)
                if heading not in {re.sub(r"[^\w\- ]", "", title).lower().replace(" ", "-") for title in headings}:
                    broken.append(f"{document.name}: {target}")
    assert broken == []


def test_files_that_documents_name_exist() -> None:
    """Paths in backticks that begin with a folder of the project; NAME stands for any name."""
    folders = ("raw", "extractors", "schemas", "flows", "docs", "tests", "benchmarks")
    # What a guide has its reader make, and what the page writes beside it.
    made = {Path(path).with_suffix("").as_posix() for document in DOCUMENTS for path, _ in named_blocks(document)}
    missing = []
    for document in DOCUMENTS:
        for path in re.findall(r"`([\w.-]+/[\w./-]*)`", document.read_text(encoding="utf-8")):
            if (
                path.split("/")[0] in folders
                and "NAME" not in path
                and not (ROOT / path).exists()
                and path.split(".")[0] not in made
            ):
                missing.append(f"{document.name}: {path}")
    assert missing == []


def test_the_readme_begins_with_what_it_is_and_the_two_commands() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert [line.split("#")[0].strip() for line in lines[5:7]] == ["make curate", "make test"]


SHELL_LINES = [(name, line.strip()) for name, block in blocks("sh") for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize(("place", "line"), SHELL_LINES, ids=[f"{name} {line}" for name, line in SHELL_LINES])
def test_commands_in_documents_exist(place: str, line: str) -> None:
    words = shlex.split(line, comments=True)
    while words and re.fullmatch(r"[A-Z_]+=.*", words[0]):
        words.pop(0)
    if not words:
        return
    if words[0] == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
        assert words[1] in targets, f"{place}: no such target"
        return
    program = ROOT / words[0] if "/" in words[0] else Path(words[0])
    assert program.parent == ROOT / ".venv/bin", f"{place}: {words[0]} is not a command of this project"
    tool = Path(sys.executable).with_name(program.name)
    assert tool.exists(), f"{place}: {words[0]} is not installed"
    if program.name == "msc-evidence":
        usage = run(words[1], "--help")
        assert usage.returncode == 0, f"{place}: no command {words[1]}"
        for option in (word.split("=")[0] for word in words[2:] if word.startswith("-")):
            assert option in usage.stdout, f"{place}: {words[1]} has no option {option}"
        made = {path for document in DOCUMENTS for path, _ in named_blocks(document)}
        for path in (word for word in words[2:] if word.startswith(("raw/", "curated/"))):
            assert (ROOT / path).exists() or path in made, f"{place}: {path} is not there"


def test_options_that_documents_name_exist() -> None:
    usages = "".join(
        run(name, "--help").stdout for name in ("curate", "show", "diff", "studies", "verify", "export", "pool", "review")
    )
    mine = {"--extra", "--upgrade", "--write"}  # of pip, uv and schemas.dictionary
    named = {option for d in DOCUMENTS for option in re.findall(r"`[^`\n]*?(--[a-z-]+)[^`\n]*`", d.read_text(encoding="utf-8"))}
    assert {option for option in named - mine if option not in usages} == set()


PYTHON = blocks("python")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the reports and the tables that this code makes of them, whatever lies in curated/."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "raw", folder / "raw")
    for arguments in (["curate", "--direct"], *(line[1:] for line in shell_lines(ROOT / "docs/using-the-tables.md"))):
        done = run(*arguments, cwd=folder)
        assert done.returncode == 0, f"{arguments}: {done.stderr}"
    return folder


@pytest.mark.slow
@pytest.mark.parametrize(("place", "code"), PYTHON, ids=[name for name, _ in PYTHON])
def test_snippets_run(place: str, code: str, project: Path) -> None:
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], cwd=project, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{place}: {done.stderr}"


R = blocks("r")


@pytest.mark.slow
@pytest.mark.parametrize(("place", "code"), R, ids=[name for name, _ in R])
def test_r_snippets_run(place: str, code: str, project: Path) -> None:
    rscript = shutil.which("Rscript")
    if rscript is None:
        pytest.skip("R is not installed (Debian, Ubuntu: apt install r-base-core r-cran-metafor)")
    if "library(metafor)" in code and subprocess.run([rscript, "-e", "library(metafor)"], capture_output=True).returncode != 0:
        pytest.skip("R has no package metafor (Debian, Ubuntu: apt install r-cran-metafor)")
    done = subprocess.run([rscript, "--vanilla", "-e", code], cwd=project, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, f"{place}: {done.stderr}"


@pytest.mark.slow
def test_the_first_report_goes_as_its_guide_says(tmp_path: Path) -> None:
    """Every command of the guide, in order, in a folder of its own; the page's decision is taken by the page's own code."""
    from reviewing import served

    guide = ROOT / "docs/first-report.md"
    shutil.copytree(ROOT / "raw", tmp_path / "raw")
    for path, text in named_blocks(guide):
        (tmp_path / path).write_text(text, encoding="utf-8")
    said = {}
    for words in shell_lines(guide):
        if words[0] == "make":
            continue
        if words[1] == "review":
            with served(Workbench(tmp_path)) as page:
                [doubtful] = page.items("delta_msc", show="open")
                assert page.decide("delta_msc", action="accept", item=doubtful).status == 200
            continue
        done = run(*words[1:], *(["--direct"] if words[1] == "curate" else []), cwd=tmp_path)
        assert done.returncode == 0, f"{words}: {done.stderr}"
        said[words[1]] = done.stdout
    assert "8 rows, 1 doubtful" in said["show"]
    assert re.search(r"delta-msc +-0\.5 \(-0\.9 to -0\.1\)", said["pool"])
    assert (tmp_path / "edss.svg").exists()
    frames = {
        name: pl.read_parquet(tmp_path / "curated" / f"{name}.parquet") for name in ("analyses", "adverse_events", "decisions")
    }
    mine = {name: frame.filter(pl.col("report_id") == "delta_msc") for name, frame in frames.items()}
    assert mine["analyses"].get_column("review").to_list() == ["clear"] * 3
    assert mine["adverse_events"].get_column("subjects_affected").to_list() == [6, 4]
    assert mine["decisions"].get_column("decision").to_list() == ["accepted"]


@pytest.mark.slow
def test_the_site_is_built_without_a_warning_and_fetches_nothing(tmp_path: Path) -> None:
    tool = Path(sys.executable).with_name("sphinx-build")
    done = subprocess.run([tool, "--quiet", "--fail-on-warning", ROOT / "docs", tmp_path / "site"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    for page in (tmp_path / "site").rglob("*.html"):
        loaded = re.findall(r'<(?:script|img|link)[^>]*(?:src|href)="([^"]+)"', page.read_text(encoding="utf-8"))
        assert [url for url in loaded if url.startswith(("http:", "https:", "//"))] == [], page.name


def published(raw: Path) -> None:
    """raw/ as it is."""


def refused(raw: Path) -> None:
    """One digit of one known value changed."""
    sidecar = raw / "smart_ms_ectrims_2025.yml"
    text = sidecar.read_text(encoding="utf-8")
    assert text.count("param_value: -0.31") == 1
    sidecar.write_text(text.replace("param_value: -0.31", "param_value: -0.37"), encoding="utf-8")


def no_reports(raw: Path) -> None:
    """A folder without a report."""
    for path in raw.iterdir():
        path.unlink()


def unreadable(raw: Path) -> None:
    """A file beside the others that nobody can read."""
    (raw / "broken.txt").write_bytes(b"\x00\xff\xfe\x9d" * 50)


EXIT_CODES: dict[int, Callable[[Path], None]] = {0: published, 1: refused, 2: no_reports, 3: unreadable}


def test_every_exit_code_is_documented() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d) \| ", text, re.M)] == sorted(EXIT_CODES)


@pytest.mark.slow
@pytest.mark.parametrize(("code", "change"), EXIT_CODES.items(), ids=[change.__name__ for change in EXIT_CODES.values()])
def test_exit_codes_are_as_documented(code: int, change: Callable[[Path], None], tmp_path: Path) -> None:
    raw, curated = tmp_path / "raw", tmp_path / "curated"
    shutil.copytree(ROOT / "raw", raw)
    change(raw)
    done = run("curate", raw, "--out", curated, "--direct", "--cache", tmp_path / "cache")
    assert done.returncode == code, done.stdout + done.stderr
    assert (curated / "analyses.parquet").exists() == (code in (0, 3))
    if code == 3:
        assert "broken" in done.stdout + done.stderr
        assert (
            run("curate", raw, "--out", tmp_path / "strict", "--direct", "--cache", tmp_path / "cache", "--strict").returncode == 1
        )
    if code == 2:
        assert len((done.stdout + done.stderr).strip().splitlines()) == 1


def test_the_gate_is_a_script_that_can_be_run() -> None:
    gate = ROOT / ".ci/run"
    assert os.access(gate, os.X_OK)
    for target in re.findall(r"^make (\S+)$", gate.read_text(encoding="utf-8"), re.M):
        assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
