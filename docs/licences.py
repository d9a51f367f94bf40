"""The page of licences: every package that requirements.lock installs, and under which terms: `python docs/licences.py [--write]`.

What a package says of its own licence comes from its metadata, in SPDX's words (https://spdx.org/licenses/). A package under a
licence that is not on the list below, or that says nothing, fails the tests until a person has looked at it.
"""

import re
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements.lock"

ALLOWED = {
    "0BSD", "Apache-2.0", "BSD", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0", "MIT-CMU", "PSF-2.0",
    "Python", "Zlib",
    "Artistic-1.0-Perl", "MPL-2.0",  # of the file only: a package that is used as it is brings no duty to others
}  # fmt: skip
"""Licences under which a package may be used by, and installed beside, a project under Apache-2.0."""

SPELLINGS = {
    "Apache 2.0": "Apache-2.0", "Apache License 2.0": "Apache-2.0", "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause", "BSD 3-Clause License": "BSD-3-Clause", "BSD License": "BSD",
    "2-clause BSD": "BSD-2-Clause", "ISC License (ISCL)": "ISC", "MIT License": "MIT", "MIT Licence": "MIT", "MIT license": "MIT",
    "The MIT License (MIT)": "MIT", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "Python",
}  # fmt: skip
"""What packages call them, in SPDX's words; "BSD" and "Python" stand where a package does not say which of that name."""

STATED = {
    "async-timeout": "Apache-2.0", "importlib-metadata": "Apache-2.0", "lazy-importer": "Apache-2.0", "pendulum": "MIT",
    "pywin32": "PSF-2.0", "tzdata": "Apache-2.0", "whenever": "MIT", "zipp": "MIT",
    "docutils": "BSD-2-Clause AND 0BSD",
    "numpy": "BSD-3-Clause AND 0BSD AND MIT AND Zlib AND CC0-1.0",
    "polars": "MIT",
    "pypdfium2": "Apache-2.0 AND BSD-3-Clause",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "scipy": "BSD-3-Clause",
    "sphinx": "BSD-2-Clause",
    "text-unidecode": "Artistic-1.0-Perl",
}  # fmt: skip
"""Read by a person: packages that are only installed on some systems or Pythons, and those whose metadata says it in prose, lists
what a few of their files are under, or leaves the choice (text-unidecode: Artistic or GPL; we take the first)."""


def locked() -> list[str]:
    """The names of the packages in the lock, each once."""
    return sorted(set(re.findall(r"^([a-z0-9][\w.-]*)(?:\[[\w,-]+\])?==", LOCK.read_text(encoding="utf-8"), re.M)))


def licence_of(name: str) -> str | None:
    """The package's licence in SPDX's words; None where it says none that is known here."""
    if name in STATED:
        return STATED[name]
    try:
        told = distribution(name).metadata
    except PackageNotFoundError:
        return None
    if told.get("License-Expression"):
        return str(told["License-Expression"])
    lines = (told.get("License") or "").strip().splitlines()
    classifiers = [one.rpartition(" :: ")[2] for one in told.get_all("Classifier") or [] if one.startswith("License ::")]
    for said in (*lines[:1], *(classifiers if len(classifiers) == 1 else ())):
        found = SPELLINGS.get(said, said)
        if is_allowed(found):
            return found
    return None


def _words(expression: str) -> list[str]:
    return [word for word in re.findall(r"[\w.+-]+", expression) if word not in ("AND", "OR", "WITH")]


def is_allowed(expression: str | None) -> bool:
    """Whether every licence that the expression names is on the list."""
    words = _words(expression or "")
    return bool(words) and all(word in ALLOWED for word in words)


def page() -> str:
    """The page as it should be."""
    rows = [f"| {name} | {licence_of(name) or 'not known'} |" for name in locked()]
    return "\n".join([
        "# Licences",
        "",
        "The project itself is under Apache-2.0. It brings no other package's code with it; these are the packages that",
        "`requirements.lock` installs, those for tests and documents included, with the licence that each states. The tests fail for a",
        "package that is missing here or whose licence nobody has agreed to (`docs/licences.py` has the list; `make docs` writes this page).",
        "",
        "| package | licence (SPDX) |",
        "|---|---|",
        *rows,
        "",
    ])  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1:] not in ([], ["--write"]):
        sys.exit("usage: python docs/licences.py [--write]")
    if sys.argv[1:]:
        FILE.write_text(page(), encoding="utf-8", newline="\n")
    else:
        print(page(), end="")
