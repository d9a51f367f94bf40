"""manifest.json is whole, and says of this code and of the tables what is true."""

from collections.abc import Mapping
from typing import Any

from flows.output_folder import MANIFEST
from flows.publish import json_text, manifest_of
from flows.refusal import Refused
from flows.strict_json import NotStrict, loaded
from flows.verify.case import Case
from flows.verify.check import CURATE_AGAIN, PUT_BACK, Check, Problem, Problems

_OTHERS = frozenset({"files", "hand_written"})
"""Checked against the folders themselves: by `files`, `hashes` and `raw`."""
_OF_CODE = frozenset({"code_digest", "reader_digest", "schema_version", "versions"})


def find(case: Case) -> Problems:
    """Each entry that is missing, not known or not what it would be now."""
    path = case.curated / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
        found = loaded(text)
    except (OSError, UnicodeDecodeError, NotStrict) as error:
        missing = isinstance(error, FileNotFoundError)
        yield Problem(f"{path}", "is missing" if missing else f"cannot be read ({error})", PUT_BACK)
        return
    if not isinstance(found, dict):
        yield Problem(f"{path}", "is not a JSON object", PUT_BACK)
        return
    if "reports" not in case.frames or isinstance(case.inputs, Refused):
        return  # `schema` or `raw` says why: what it should say cannot be told
    expected = manifest_of(case.frames["reports"], case.inputs, case.listed("files"))
    for key, value in expected.items():
        if key not in found:
            yield Problem(f"{path}", f"has no entry {key}", PUT_BACK)
        elif key not in _OTHERS and found[key] != value:
            yield _differing(case, key, found[key], value)
    for key in sorted(set(found) - set(expected)):
        yield Problem(f"{path}, {key}", "is an entry that no run writes", PUT_BACK)
    if text != json_text(found):
        yield Problem(f"{path}", "is not laid out as a run writes it", PUT_BACK)


def _differing(case: Case, key: str, found: Any, value: Any) -> Problem:
    where = f"{case.curated / MANIFEST}, {key}"
    if isinstance(found, Mapping) and isinstance(value, Mapping):
        name = next(name for name in sorted({*found, *value}) if found.get(name) != value.get(name))
        where, found, value = f"{where}, {name}", found.get(name), value.get(name)
    if key in _OF_CODE:
        return Problem(where, f"says {_short(found)}, and here it is {_short(value)}: other code made these tables",
                       "verify them with the version that made them, or curate again")  # fmt: skip
    return Problem(where, f"says {_short(found)}, where the tables and {case.raw} say {_short(value)}", CURATE_AGAIN)


def _short(value: Any) -> str:
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"


CHECK = Check(10, "manifest.json is whole and names this code and these reports", of_folder=find)
