"""Number spans of the PICO Corpus' types for each text of a jsonl file, from the rows that the extractor makes of it.

    python benchmarks/pico_spans.py GOLD.jsonl PREDICTED.jsonl

GOLD holds one abstract a line, {"pmid", "text", ...}; nothing but these two is read. PREDICTED gets one line
an abstract, {"pmid", "spans": [{"type", "start", "end"}]}, offsets in the same text.

What becomes what:
  sample_sizes     n without a group: total-participants (enrolled, randomised, treated, analysed, completed,
                   planned); n of an arm: intervention- or control-participants; those of an arm who left the trial: bin-abs
  measurements     percent: bin-percent, its sign included; count, and so many per 1,000 people: bin-abs; mean, median and what else is a
                   mean's: cont-mean, cont-median; SD: cont-sd; quartiles: cont-q1, cont-q3; the N of n/N: participants
  adverse_events   percent and people affected, in the same way
A row of a group gets `iv-` for an arm that the trial tests and `cv-` for one that it is compared with, as
extractors.context.sides tells them apart: by their words (placebo, control), as a part and its whole ("A", "A plus B"),
else by which the text, title first, names first. A row without a group makes no arm's span
(the corpus leaves results of the whole trial out), unless it is one of "a vs b": then a is the intervention's. "50 in each group" is the intervention's, once, as there.
"""

import argparse
import itertools
import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import regex

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from extractors.context.arms import Arms
from extractors.context.sides import Sides
from extractors.linking.between_values import VERSUS
from extractors.pipeline import extract
from extractors.readers import read
from schemas.vocabulary import GroupRole

_TOTAL_ROLES = frozenset({"enrolled", "randomised", "treated", "analysed", "completed", "planned"})
_SIGN = regex.compile(r"\s?(?:%|per\scent\b|percent\b)")
_TYPE_OF = {
    ("percent", "param_value"): "bin-percent", ("percent", "numerator"): "bin-abs", ("count", "numerator"): "bin-abs", ("count", "param_value"): "bin-abs",
    ("mean", "param_value"): "cont-mean", ("other", "param_value"): "cont-mean", ("median", "param_value"): "cont-median", ("sd", "dispersion_value"): "cont-sd",
    ("rate_per_people", "param_value"): "bin-abs",
    ("iqr", "dispersion_lower_limit"): "cont-q1", ("iqr", "dispersion_upper_limit"): "cont-q3",
}  # fmt: skip
_HARM_TYPE_OF = {"percent": "bin-percent", "subjects_affected": "bin-abs"}
_DENOMINATORS = frozenset({"denominator", "subjects_at_risk"})

_SIDE = {GroupRole.COMPARATOR: "cv", GroupRole.EXPERIMENTAL: "iv", None: "iv"}

Span = dict[str, Any]


def spans_of(text: str, pmid: str) -> list[Span]:
    """The spans of one abstract, in order, one of a type at a place."""
    document = read(text.encode("utf-8"), pmid)
    offset = text.find(document.text[:40]) if document.text != text else 0
    tables = extract(document).tables
    claims: dict[str, list[Mapping[str, Any]]] = {}
    for claim in tables["claims"]:
        claims.setdefault(claim["row_id"], []).append(claim)
    side = Sides(document.folded, Arms(document.folded))
    nameless = _nameless_pairs(document.folded, tables)
    found: set[tuple[str, int, int]] = {
        (kind, start + offset, end + offset)
        for table in ("sample_sizes", "measurements", "adverse_events")
        for row in tables[table]
        for claim in claims.get(row["row_id"], ())
        for kind, start, end in _spans(document.text, table, row, claim, nameless.get(row["row_id"]) or _side(row, side))
    }
    found -= {("control-participants", start, end) for kind, start, end in found if kind == "intervention-participants"}
    return [
        {"type": kind, "start": start, "end": end}
        for kind, start, end in sorted(found, key=lambda span: (span[1], span[2], span[0]))
    ]


def _side(row: Mapping[str, Any], sides: Sides) -> str | None:
    """ "iv", "cv", or None for a row that is no arm's."""
    return _SIDE[sides.of(row["group_label"])] if row["group_label"] is not None else None


def _nameless_pairs(folded: str, tables: Mapping[str, Sequence[Mapping[str, Any]]]) -> dict[str, str]:
    """The side of the rows of "a vs b" where the report names neither arm: a is the intervention's, as the corpus has it."""
    rows = sorted(
        (row for name in ("measurements", "adverse_events") for row in tables[name] if row["group_label"] is None),
        key=lambda row: row["start"],
    )
    found: dict[str, str] = {}
    for one, other in itertools.pairwise(rows):
        if VERSUS.fullmatch(folded, one["end"], other["start"]):
            found |= {one["row_id"]: "iv", other["row_id"]: "cv"}
    return found


def _spans(
    text: str, table: str, row: Mapping[str, Any], claim: Mapping[str, Any], arm: str | None
) -> Iterator[tuple[str, int, int]]:
    """The span that one use of a printed number makes, if it makes one."""
    column, start, end = claim["column"], claim["start"], claim["end"]
    participants = {"iv": "intervention-participants", "cv": "control-participants", None: "total-participants"}
    if table == "sample_sizes":
        if row["role"] == "studies":
            return
        if arm is None and "link_groups_missing" in (row["review_reasons"] or ""):
            arm = "iv"
        if arm is not None and row["role"] == "withdrawn":
            yield f"{arm}-bin-abs", start, end
        elif arm is not None or row["role"] in _TOTAL_ROLES:
            yield participants[arm], start, end
        return
    if arm is None:
        return
    if column in _DENOMINATORS:
        yield participants[arm], start, end
        return
    if table == "adverse_events":
        kind = _HARM_TYPE_OF.get(column)
    else:
        kind = (
            _TYPE_OF.get((row["rule"], column))
            or _TYPE_OF.get((str(row["param_type"]), column))
            or _TYPE_OF.get((str(row["dispersion_type"]), column))
        )
    if kind is not None:
        sign = _SIGN.match(text, end) if kind == "bin-percent" else None
        yield f"{arm}-{kind}", start, sign.end() if sign else end


def main() -> None:
    """Reads the first file, writes the second."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    options = parser.parse_args()
    with options.gold.open(encoding="utf-8") as lines, options.predicted.open("w", encoding="utf-8") as out:
        for line in lines:
            if line.strip():
                row = json.loads(line)
                out.write(json.dumps({"pmid": row["pmid"], "spans": spans_of(row["text"], str(row["pmid"]))}) + "\n")


if __name__ == "__main__":
    main()
