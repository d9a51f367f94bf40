"""The claims and table `numbers` account for every number of a report, each once."""

import json
from bisect import bisect_left
from typing import Any

from extractors.accounting import countable
from extractors.document import Span
from flows.verify.case import ReportCase, facts_of, place
from flows.verify.check import CURATE_AGAIN, Check, Problem, Problems
from schemas.vocabulary import NumberStatus

_LONGEST = 400
"""Characters that a claim has at most."""


def find(case: ReportCase) -> Problems:
    """Each number of the text that is not listed, each listed one that is not there, and each whose status no claim bears out."""
    listed = {Span(number["start"], number["end"]): number for number in case.rows["numbers"]}
    for span in countable(case.document):
        if span not in listed:
            printed = json.dumps(case.document.text[span.start : span.end], ensure_ascii=False)
            said = f"the number {printed} at characters {span.start}-{span.end} of the report is not listed"
            yield Problem(f"{case.curated}/numbers.parquet, report {case.file.report_id}", said, CURATE_AGAIN)
    table_of = {row["row_id"]: table for table, row in facts_of(case.rows)}
    claims = sorted((claim["start"], claim["end"], table_of.get(claim["row_id"], "")) for claim in case.rows["claims"])
    known = set(countable(case.document))
    for span, number in listed.items():
        claimed = sorted({table for start, end, table in _near(claims, span) if start < span.end and span.start < end})
        for said in _wrong(case, span, number, claimed, span in known):
            yield Problem(place(case, "numbers", number), said, CURATE_AGAIN)


def _near(claims: list[tuple[int, int, str]], span: Span) -> list[tuple[int, int, str]]:
    return claims[max(0, bisect_left(claims, (span.start - _LONGEST,))) : bisect_left(claims, (span.end,))]


def _wrong(case: ReportCase, span: Span, number: dict[str, Any], claimed: list[str], is_number: bool) -> list[str]:
    there = case.document.text[span.start : span.end]
    if there != number["raw"]:
        return [
            f"says {json.dumps(number['raw'], ensure_ascii=False)}, where the report has {json.dumps(there, ensure_ascii=False)}"
        ]
    if not is_number and not claimed:
        return ["is listed as a number and is none"]
    if bool(claimed) != (number["status"] == NumberStatus.CLAIMED):
        return [
            f"its status is {number['status']}, and "
            + (f"rows of {', '.join(claimed)} claim it" if claimed else "no row claims it")
        ]
    if claimed and number["reason"] != "|".join(claimed):
        return [f"its reason is {number['reason']}, and rows of {', '.join(claimed)} claim it"]
    return []


CHECK = Check(100, "every number of every report is listed once, and is claimed where and only where a row uses it", of_report=find)
