"""Every file is byte for byte the one that was published."""

from flows.publish import sha256_of
from flows.verify.case import Case
from flows.verify.check import PUT_BACK, Check, Problem, Problems


def find(case: Case) -> Problems:
    """Each file whose SHA-256 is not the one in manifest.json."""
    for name, told in sorted(case.listed("files").items()):
        path = case.curated / name
        if not path.is_file():
            continue  # `files` says so
        found = sha256_of(path)
        if found != told:
            said = f"has been changed since it was published: its SHA-256 is {found[:12]}…, manifest.json says {str(told)[:12]}…"
            yield Problem(f"{path}", said, PUT_BACK)


CHECK = Check(30, "every file has the SHA-256 that manifest.json gives", of_folder=find)
