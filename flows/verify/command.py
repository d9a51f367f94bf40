"""`msc-evidence verify`: every check in order, what each found, one line a problem."""

import json
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from flows import progress
from flows.output_folder import MANIFEST
from flows.refusal import BadUsage
from flows.screen import watching
from flows.verify.case import Case
from flows.verify.check import Problem, all_checks

LIMIT = 12
"""Problems of one check that are shown, unless all are asked for."""

Found = Mapping[str, Sequence[Problem]]


def verify(raw: Path, curated: Path, cache: Path | None, full: bool, as_json: bool) -> bool:
    """Print what every check says of the folder; returns whether all hold. Raises BadUsage where a folder is not there.

    cache: None reads every report again, in a folder that goes afterwards.
    """
    for path, what in ((raw, "the reports"), (curated, "the tables")):
        if not path.is_dir():
            raise BadUsage(f"{path} is not a folder: give the folder that holds {what}")
    with ExitStack() as stack:
        place = Path(stack.enter_context(TemporaryDirectory(prefix="msc-evidence-"))) if cache is None else cache
        stack.enter_context(watching("starting", then="checking"))
        case = Case(raw, curated, place)
        found = problems(case)
    print(_as_json(found) if as_json else "\n".join(_as_text(case, found, None if full else LIMIT)))
    return not any(found.values())


def problems(case: Case, names: Collection[str] | None = None) -> Found:
    """What each check found, by its name, in order; where all hold, nothing. names: only these checks; None is all."""
    checks = {name: check for name, check in all_checks().items() if names is None or name in names}
    found: dict[str, list[Problem]] = {name: [] for name in checks}
    if names is None:
        progress.start(len(case.files))
        _ = case.made  # reads what is not known yet, and tells how far it is
    of_report = {name: check.of_report for name, check in checks.items() if check.of_report is not None}
    if of_report:
        progress.start(len(case.files), "checking")
        for report in case.reports():
            for name, ask in of_report.items():
                found[name] += ask(report)
            progress.done()
    for name, check in checks.items():
        if check.of_folder is not None:
            found[name] += check.of_folder(case)
    return found


def _as_text(case: Case, found: Found, limit: int | None) -> list[str]:
    width = max(map(len, found))
    lines = []
    for name, told in found.items():
        lines.append(f"{name:<{width}}  " + (_counted(told) if told else f"holds: {all_checks()[name].holds}"))
        lines += [f"  {problem}" for problem in told[:limit]]
        if limit is not None and len(told) > limit:
            lines.append(f"  … and {len(told) - limit} more (verify --full lists all)")
    n_broken = sum(bool(told) for told in found.values())
    said = f"{n_broken} of {len(found)} checks do not hold" if n_broken else f"all {len(found)} checks hold"
    n_rows = sum(frame.height for frame in case.frames.values())
    return [
        *lines,
        "",
        f"{case.curated}: {said}; {len(case.files)} reports, {n_rows} rows in {len(case.frames)} tables, {MANIFEST}",
    ]


def _counted(told: Sequence[Problem]) -> str:
    return "does not hold: 1 problem" if len(told) == 1 else f"does not hold: {len(told)} problems"


def _as_json(found: Found) -> str:
    told = [
        {"check": name, "where": one.where, "what": one.what, "remedy": one.remedy}
        for name, problems in found.items()
        for one in problems
    ]
    return json.dumps({"holds": not told, "checks": list(found), "problems": told}, ensure_ascii=False, indent=1)
