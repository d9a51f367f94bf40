"""Each report's file still gives the text that its offsets count in."""

import hashlib

from flows.verify.case import ReportCase, place
from flows.verify.check import CURATE_AGAIN, Check, Problem, Problems


def find(case: ReportCase) -> Problems:
    """What table `reports` says of the report's text, where it is not so."""
    text = case.document.text
    true = {
        "text_sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "n_characters": len(text),
        "bytes": case.file.bytes,
        "n_numbers": len(case.rows["numbers"]),
        "n_unclaimed": sum(number["status"] == "unclaimed" for number in case.rows["numbers"]),
    }
    for column, value in true.items():
        if case.report[column] != value:
            said = f"{column} is {case.report[column]!r}, and read again it is {value!r}"
            yield Problem(place(case, "reports", case.report), said, CURATE_AGAIN)


CHECK = Check(70, "every report's file, read again, gives the text and the counts that table `reports` tells", of_report=find)
