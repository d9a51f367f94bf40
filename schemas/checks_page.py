"""docs/checks.md, made from the checks themselves: `python -m schemas.checks_page [--write]`."""

import sys
from pathlib import Path

from schemas.checks import Check, all_checks
from schemas.reasons import REVIEW_REASONS
from schemas.vocabulary import Grade

FILE = Path(__file__).parent.parent / "docs" / "checks.md"

_HEAD = """\
# The arithmetic that a report must pass

Made by `make docs` from the checks in `schemas/checks/`; a test fails when it is stale. Every sentence in italics is what the check
says of the example before it.

A printed number stands for every number that rounds to it: −16.3 for −16.35 to −16.25. All checks work on such intervals, never on the
digits alone, so that rounding is no reason for an alarm. What they say goes into `findings`, one row a check and row (or pair of rows):

| grade | what it means | what it does |
|---|---|---|
| `consistent` | some numbers behind the printed digits fit together | nothing; it tells a checked row from an unchecked one |
| `notice` | they fit only if digits were cut off instead of rounded, or there is a likelier reason than a slip, which is named | nothing; worth a look |
| `contradiction` | nothing behind the printed digits fits together | its rows are `doubtful`, with a `check_` reason; what a curator accepted stays clear |
| `cannot_check` | the assumption of the check does not hold, or is not sure to; the reason is named | nothing |

A row with a value that a curator corrected is checked again with the corrected value. Where one change of one digit, sign or point makes all
numbers of a row agree, and no other change is as likely, the message ends with it ("likely slip: −16.3").

## What was measured

`benchmarks/check_simulation.py` prints 20,000 correct results as trials of known arm sizes would print them, and then again with one slip
each: none of the correct ones may be contradicted. Contradictions and notices together, in percent of the rows, with all 20,000 rows slipped:

| slip of one digit | rows | found | contradictions alone | ASEC's rule | a fixed 15 % |
|---|---:|---:|---:|---:|---:|
| none: correct rows | 20,000 | 0.01 | 0 | 0 | 1.2 |
| in the estimate | 20,000 | 95.8 | 84.6 | 96.5 | 58.1 |
| in the lower limit | 20,000 | 90.9 | 75.9 | 92.4 | 51.9 |
| in the upper limit | 20,000 | 85.2 | 67.6 | 85.9 | 44.4 |
| in the p-value | 13,520 | 68.5 | 49.3 | none | none |
| a lost minus | 4,944 | 99.7 | 99.1 | 100 | 100 |

ASEC's rule asks for the centre alone, and takes no digits for cut off. On 517 published abstracts of another field, 31 findings were contradictions
when they were last read one by one: 26 of figures that cannot all be right, 5 of rows that were misread and are rightly doubted.
"""


def page() -> str:
    """The whole page."""
    checks = all_checks()
    contents = "| check | reason on the row |\n|---|---|\n" + "".join(
        f"| [`{check.name}`](#{check.name}) | {REVIEW_REASONS[f'check_{check.name}']} |\n" for check in checks
    )
    return "\n".join([_HEAD, contents, *(_section(check) for check in checks)])


def _section(check: Check) -> str:
    module = sys.modules[check.function.__module__]
    first_line = (module.__doc__ or "").strip().splitlines()[0]
    lines = [
        f"## {check.name}",
        "",
        first_line,
        "",
        f"**Assumes.** {check.assumption}",
        "",
        f"**Stands on.** {check.citation}.",
        "",
    ]
    lines += ["| contradicted | |", "|---|---|"] + [
        f"| {case.why} | *{_said(check, case.rows_by_table())}* |" for case in check.fails
    ]
    lines += ["", "| holds |", "|---|"] + [f"| {case.why} |" for case in check.holds]
    return "\n".join(lines) + "\n"


def _said(check: Check, rows: dict[str, list[dict[str, object]]]) -> str:
    return next(finding.message for finding in check.function(rows) if finding.grade is Grade.CONTRADICTION).replace("|", "\\|")


def main(arguments: list[str]) -> int:
    """Print the page, or write it with --write."""
    if arguments not in ([], ["--write"]):
        print("usage: python -m schemas.checks_page [--write]", file=sys.stderr)
        return 2
    if arguments:
        FILE.write_text(page(), encoding="utf-8", newline="\n")
    else:
        print(page(), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
