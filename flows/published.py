"""What stands published already, and of what it was made: a run whose inputs and code are the same has nothing to do."""

import hashlib
import json
from collections.abc import Sequence
from contextlib import suppress
from functools import cache as once
from pathlib import Path

from flows.documents import write_atomically
from flows.inputs import Inputs
from flows.output_folder import MANIFEST, files_in
from flows.publish import makers, sha256_of


@once
def _code() -> str:
    """A hash of all source under flows/; that of extractors and schemas stands in each shard's key."""
    here = Path(__file__).parent
    digest = hashlib.sha256()
    for path in sorted(here.rglob("*.py")):
        digest.update(path.relative_to(here).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def digest_of(shards: Sequence[str], inputs: Inputs) -> str:
    """A hash of everything that the tables depend on: the shards' keys, what people wrote, the code, the packages."""
    made_of = [list(shards), dict(inputs.hand_written), _code(), makers()]
    return hashlib.sha256(json.dumps(made_of, sort_keys=True).encode()).hexdigest()


def is_published(digest: str, curated: Path, cache: Path) -> bool:
    """True where the folder holds what a run of that digest has published, every file byte for byte."""
    try:
        known = json.loads(_place(curated, cache).read_bytes())
        if known != {"made_of": digest, "manifest": sha256_of(curated / MANIFEST)}:
            return False
        files = json.loads((curated / MANIFEST).read_bytes())["files"]
        return set(files_in(curated)) == {MANIFEST, *files} and all(
            sha256_of(curated / name) == sha256 for name, sha256 in files.items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def remember_published(digest: str, curated: Path, cache: Path) -> None:
    """Keep in the cache that the folder now holds what a run of that digest makes."""
    said = {"made_of": digest, "manifest": sha256_of(curated / MANIFEST)}
    with suppress(OSError):  # the tables stand already: what is not remembered costs the next run some time
        write_atomically(_place(curated, cache), json.dumps(said).encode())


def _place(curated: Path, cache: Path) -> Path:
    return cache / "published" / f"{hashlib.sha256(str(curated.resolve()).encode()).hexdigest()[:16]}.json"
