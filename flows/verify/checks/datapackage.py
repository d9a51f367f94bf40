"""datapackage.json says of the tables what their declarations say."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from flows.publish import json_text, sha256_of
from flows.strict_json import NotStrict, loaded
from flows.verify.case import Case
from flows.verify.check import PUT_BACK, Check, Problem, Problems
from schemas.datapackage import DATAPACKAGE, datapackage

_SHOWN = 5


def find(case: Case) -> Problems:
    """The first entries that are not as the declarations and the files make them."""
    path = case.curated / DATAPACKAGE
    try:
        text = path.read_text(encoding="utf-8")
        found = loaded(text)
    except FileNotFoundError:
        return  # `files` says so
    except (OSError, UnicodeDecodeError, NotStrict) as error:
        yield Problem(f"{path}", f"cannot be read ({error})", PUT_BACK)
        return
    expected = datapackage({name: _size_and_hash(case.curated / name) for name in case.listed("files") if name != DATAPACKAGE})
    differing = list(_differences(found, expected, ""))
    for pointer, said in differing[:_SHOWN]:
        yield Problem(f"{path}, {pointer or '/'}", said, PUT_BACK)
    if not differing and text != json_text(expected):
        yield Problem(f"{path}", "is not laid out as a run writes it", PUT_BACK)


def _size_and_hash(path: Path) -> tuple[int, str]:
    """Of the file as it stands; one that is gone has neither."""
    return (path.stat().st_size, sha256_of(path)) if path.is_file() else (0, "")


def _differences(found: Any, expected: Any, pointer: str) -> Iterator[tuple[str, str]]:
    """Where two JSON values differ, as pointer and words."""
    if isinstance(found, dict) and isinstance(expected, dict):
        for key in sorted({*found, *expected}):
            below = f"{pointer}/{key}"
            if key not in found:
                yield below, "is missing"
            elif key not in expected:
                yield below, "is an entry that no run writes"
            else:
                yield from _differences(found[key], expected[key], below)
    elif isinstance(found, list) and isinstance(expected, list) and len(found) == len(expected):
        for number, (one, other) in enumerate(zip(found, expected, strict=True)):
            yield from _differences(one, other, f"{pointer}/{number}")
    elif found != expected or type(found) is not type(expected):
        yield pointer, f"says {_short(found)}, and should say {_short(expected)}"


def _short(value: Any) -> str:
    text = f"{len(value)} entries" if isinstance(value, list | dict) else repr(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


CHECK = Check(40, "datapackage.json describes these very files", of_folder=find)
