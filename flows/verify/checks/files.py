"""The folder holds the files that manifest.json names, and no others."""

from pathlib import Path

from flows.output_folder import MANIFEST, OURS
from flows.verify.case import Case
from flows.verify.check import PUT_BACK, Check, Problem, Problems


def find(case: Case) -> Problems:
    """Each file that is missing, that nobody names, or that is only a link."""
    named = {MANIFEST, *case.listed("files")}
    there = {path.relative_to(case.curated).as_posix(): path for path in sorted(case.curated.rglob("*")) if not _is_holder(path)}
    for name in sorted((named | OURS) - set(there)):
        if name == MANIFEST or any(part.startswith(f"{name}/") for part in named):
            continue  # `manifest` says so; or a table that is cut, whose files are named
        said = "manifest.json names it" if name in named else "every run writes it"
        yield Problem(f"{case.curated / name}", f"is missing, and {said}", PUT_BACK)
    for name, path in there.items():
        if name not in named:
            yield Problem(f"{path}", "is not named in manifest.json: no run wrote it", "move it away")
        elif path.is_symlink():
            yield Problem(f"{path}", "is a link to another place", PUT_BACK)


def _is_holder(path: Path) -> bool:
    """A folder that only holds what is looked at by itself: the files of a table that is cut."""
    return path.is_dir() and not path.is_symlink() and any(path.iterdir())


CHECK = Check(20, "every file that manifest.json names is there, and no other", of_folder=find)
