"""The locked packages looked up among known vulnerabilities, by uv: `make audit`.

Exit status 0: nothing is known of any; 1: something is, and uv has printed it; 3: no source of vulnerabilities answers from here,
and so nothing is known at all. Only names and versions of packages are asked for.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NOTHING_KNOWN, KNOWN, NO_ANSWER = 0, 1, 3
_PROJECT = '[project]\nname = "audited"\nversion = "0"\nrequires-python = "{python}"\ndependencies = [\n{packages}\n]\n'


def project(lock: str, python: str) -> tuple[str, int]:
    """A project that asks for exactly what the lock holds, which is what uv audits; and how many packages those are."""
    packages = re.findall(r"^([a-z0-9][\w.-]*(?:\[[\w,-]+\])?==[^\\\n]+?)(?: \\)?$", lock, re.M)
    return _PROJECT.format(python=python, packages="\n".join(f'  "{one}",' for one in packages)), len(packages)


def main() -> int:
    """Ask, and say in one line what came of it."""
    asked = re.search(r'^requires-python = "(.+)"$', (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.M)
    assert asked is not None
    text, count = project((ROOT / "requirements.lock").read_text(encoding="utf-8"), asked[1])
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / "pyproject.toml").write_text(text, encoding="utf-8")
        uv = Path(sys.executable).with_name("uv")
        done = subprocess.run([uv, "audit", "--preview"], cwd=place, capture_output=True, text=True)
    print(done.stdout, end="")
    if done.returncode == 0:
        print(f"{count} packages: no vulnerability is known of any")
        return NOTHING_KNOWN
    failed = re.search(r"^error: .*", done.stderr, re.M)
    if failed is None:
        print(done.stderr, end="", file=sys.stderr)
        print(f"{count} packages: see above; raise the bounds in pyproject.toml and `make lock`", file=sys.stderr)
        return KNOWN
    print(f"no source of vulnerabilities answers ({failed[0]}): nothing is known of the {count} packages; try where there is a network",
          file=sys.stderr)  # fmt: skip
    return NO_ANSWER


if __name__ == "__main__":
    sys.exit(main())
